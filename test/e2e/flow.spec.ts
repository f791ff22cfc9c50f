/** The flow through every other door than React's, step for step as `walk.spec.ts` and `outcomes.spec.ts` take it there. */
import type { KeyBehaviour } from '../../stories/host/demoKeys.ts'
import { frameDoor, hubIn, loaderDoor, pageDoor, scriptDoor } from './doors.ts'
import { corsFor, faultyEndpoint, held, LINKED } from './faults/endpoint.ts'
import {
  cancelSlow,
  fail,
  FAILURES,
  linkAfterAll,
  linkByKeyboard,
  lookUpTheKey,
  loseReply,
  type Stage,
  waitForSlow,
  walkByKeyboard,
  walkByPointer,
  walkByTouch,
} from './flows.ts'
import { expect, test } from './site.ts'

const DOORS = [scriptDoor, loaderDoor, pageDoor, frameDoor]

/** Seconds that the stand-in tells a rate-limited key to wait, at most. */
const HOLD = 5

interface Flow {
  readonly run: (stage: Stage, letGo: () => void) => Promise<unknown>
  /** The keys that go out, in order. */
  readonly sent: readonly KeyBehaviour[]
  /** The key that stands in the input in the end. */
  readonly typed?: KeyBehaviour
  /** The answer waits until it is let go. */
  readonly slow?: boolean
  /** What the console says. */
  readonly told?: string
}

const WIDE: Readonly<Record<string, Flow>> = {
  'links by pointer': { run: walkByPointer, sent: ['good'] },
  'links by keyboard alone': { run: walkByKeyboard, sent: ['good'] },
  'tells each failure, keeps the key, and links with a good one': {
    run: async (stage) => {
      for (const failure of FAILURES) await fail(stage, failure)
      await linkAfterAll(stage, HOLD)
    },
    sent: [...FAILURES.map(({ behaviour }) => behaviour), 'good'],
  },
  'sends one request for a slow key': { run: waitForSlow, sent: ['slow'], slow: true },
  'keeps a key that was cancelled': {
    run: async (stage, letGo) => {
      await cancelSlow(stage)
      letGo()
      await expect(stage.inside.getByRole('dialog')).toHaveCount(0)
    },
    sent: ['slow'],
    typed: 'slow',
    slow: true,
  },
  'meets the account of a reply that was lost': {
    run: loseReply,
    sent: ['good', 'good'],
    told: 'network-blocked',
  },
}

const NARROW: Readonly<Record<string, Flow>> = {
  'links by touch, with the form after the guide': { run: walkByTouch, sent: ['good'] },
  'links by keyboard alone, past the guide': { run: linkByKeyboard, sent: ['good'] },
  'goes to the step that shows the key': { run: lookUpTheKey, sent: ['rejected'], typed: 'rejected' },
}

for (const [name, width, flows] of [
  ['wide', 960, WIDE],
  ['narrow', 380, NARROW],
] as const)
  test.describe(name, () => {
    test.use({ viewport: { width, height: 900 }, hasTouch: name === 'narrow' })

    for (const door of DOORS)
      for (const [what, { run, sent, typed, slow, told: said }] of Object.entries(flows))
        test(`${door.name}: ${what}`, async ({ page, site, leaks, told }) => {
          const { keys } = site
          const late = held(LINKED)
          if (slow) faultyEndpoint(site, corsFor(site.cdn)).says('link', late.answer)
          await door.open(page, site, leaks)
          const hub = hubIn(door, page)
          await expect(hub).toBeVisible()
          if (said !== undefined) told.expect(said)
          await run({ page, inside: door.inside(page), hub, keys }, late.release)
          leaks.expectSent(...sent.map((behaviour) => keys[behaviour]))
          if (typed !== undefined) leaks.expectTyped(keys[typed])
        })
  })
