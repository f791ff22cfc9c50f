/** The link endpoint of the stories, played by msw: `parameters.endpoint` says what it answers to each operation. */
import { delay, http, HttpResponse } from 'msw'
import { setupWorker } from 'msw/browser'

import type { GuideInput } from '../src/core/guide.ts'
import type { LinkRequest, ListedAccount, Operation } from '../src/core/link.ts'
import settings from './settings.svg?raw'
import { PICTURE } from './everyKind.ts'
import { jazzhr } from '../src/guides/jazzhr.ts'

/** What is answered to an operation: a body with 200, or `'never'`. */
export type StoryAnswers = Partial<Record<Operation, Readonly<Record<string, unknown>> | 'never'>>

/** The address that stories give to the widget. */
export const ENDPOINT = '/api/link'

const ACCOUNTS: readonly ListedAccount[] = [
  {
    id: 'acc_1',
    provider: 'jazzhr',
    name: 'Acme Recruiting',
    state: 'active',
    linkedAt: '2026-05-04T09:30:00Z',
  },
  { id: 'acc_2', provider: 'jazzhr', name: 'Acme Europe', state: 'error', linkedAt: '2026-02-11T14:05:00Z' },
  { id: 'acc_3', provider: 'jazzhr', name: 'Acme Labs', state: 'expired', linkedAt: '2025-11-23T08:00:00Z' },
]

const DEFAULTS: StoryAnswers = {
  link: { status: 'linked', account: { id: 'acc_1', provider: 'jazzhr', name: 'Acme Recruiting' } },
  status: { status: 'pending', pollAfter: 60 },
  cancel: { status: 'cancelled' },
  accounts: { status: 'accounts', accounts: ACCOUNTS },
  unlink: { status: 'unlinked' },
  invite: { status: 'invited', url: 'https://link.example.com/#session=story', expiresIn: 432_000 },
}

const GUIDES: Readonly<Record<string, GuideInput>> = { 'jazzhr.json': jazzhr }

const worker = setupWorker()
let started: Promise<unknown> | undefined

/** Starts the service worker, once. */
export const startWorker = (): Promise<unknown> =>
  (started ??= worker.start({ quiet: true, onUnhandledRequest: 'bypass' }))

/** What a story's parameters say of the network. */
export interface StoryNetwork {
  readonly endpoint?: StoryAnswers
  /** `never`: guides and catalogues stay on their way. */
  readonly guides?: 'never'
}

/** Answers the next story as its parameters say. */
export function answerStory({ endpoint, guides }: StoryNetwork): void {
  const all: StoryAnswers = { ...DEFAULTS, ...endpoint }
  worker.resetHandlers(
    http.get<{ name: string }>('/guides/:name', async ({ params }) => {
      if (guides === 'never') await delay('infinite')
      const guide = GUIDES[params.name]
      return guide ? HttpResponse.json(guide) : new HttpResponse(null, { status: 404 })
    }),
    http.get(PICTURE, () => new HttpResponse(settings, { headers: { 'Content-Type': 'image/svg+xml' } })),
    http.post(ENDPOINT, async ({ request }) => {
      const { op } = (await request.json()) as LinkRequest
      const answer = all[op]
      if (answer === 'never') await delay('infinite')
      return answer === undefined || answer === 'never'
        ? new HttpResponse(null, { status: 400 })
        : HttpResponse.json(answer)
    }),
  )
}
