/** The guide: what to know first, then the steps on a line, one open at a time. */
import { memo } from 'react'

import type { Guide } from '../../core/guide.ts'
import type { GuideStep } from '../../core/stepper.ts'
import { Blocks, ScopeList } from '../parts/Blocks.tsx'
import { Button } from '../parts/Button.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Spoken } from '../parts/Spoken.tsx'
import { useView } from '../view.ts'

interface Walk {
  readonly steps: readonly GuideStep[]
  /** The place of the open one; past the last where all are walked. */
  readonly open: number
  readonly goTo: (step: number) => void
}

interface GuideViewProps extends Walk {
  readonly guide: Guide
  /** True while the guide is what the person is at, and not the form. */
  readonly walking: boolean
  /** The permissions that the link asks for, for steps that print them and have none of their own. */
  readonly scopes: readonly string[] | undefined
  /** "I already have my API key". */
  readonly skipLabel: string | undefined
  readonly toForm: () => void
}

/** Drawn anew only when something of its own changes: what becomes of a press does not. */
export const GuideView = memo(function GuideView(props: GuideViewProps) {
  const { guide, steps, open, walking, scopes, skipLabel, goTo, toForm } = props
  const { say, part } = useView()
  if (steps.length === 0 && guide.before.length === 0) return null
  // A long guide shows where the person stands; the overview above has the rest.
  const near = [...steps.keys()].filter(
    (index) => steps.length <= LONG || Math.abs(index - Math.min(open, steps.length - 1)) <= NEIGHBOURS,
  )
  return (
    <div {...part('guide')}>
      <Blocks blocks={guide.before} />
      {steps.length > LONG && <Overview steps={steps} open={open} goTo={goTo} />}
      {steps.length > 0 && (
        <ol {...part('steps')} aria-label={say('stepsLabel')}>
          {near.map((index) => (
            <StepItem
              key={index}
              steps={steps}
              index={index}
              first={index === near[0]}
              stage={index === open ? 'open' : index < open ? 'walked' : 'ahead'}
              walking={walking && index === open}
              scopes={scopes}
              goTo={goTo}
            />
          ))}
        </ol>
      )}
      {skipLabel !== undefined && (
        <div {...part('narrow')}>
          <Button look="text-button" onPress={toForm}>
            {skipLabel}
          </Button>
        </div>
      )}
    </div>
  )
})

/** More steps than this are shown around the open one only, with an overview of all. */
const LONG = 10
const NEIGHBOURS = 2

/** Every step by section, to jump from. */
function Overview({ steps, open, goTo }: Walk) {
  const { say, part, guideText } = useView()
  const starts = [...steps.keys()].filter((index) => index === 0 || startsSection(steps, index))
  return (
    <details {...part('overview')}>
      <summary>{say('allSteps', { count: steps.length })}</summary>
      <div>
        {starts.map((start, at) => (
          <div key={start}>
            {startsSection(steps, start) && (
              <p {...part('section-title')} {...guideText}>
                {steps[start]?.section.title}
              </p>
            )}
            <ol start={start + 1}>
              {steps.slice(start, starts[at + 1]).map((step, offset) => (
                <li key={step.id} aria-current={start + offset === open ? 'step' : undefined}>
                  <Button look="text-button" onPress={() => goTo(start + offset)}>
                    <span {...guideText}>{step.title}</span>
                    {step.optional && <span>{` ${say('optionalAside')}`}</span>}
                  </Button>
                </li>
              ))}
            </ol>
          </div>
        ))}
      </div>
    </details>
  )
}

/**
 * True where a guide of several sections begins another one, whose name is not that of its only step. The `first` step that
 * shows stands for those of its section before it.
 */
function startsSection(steps: readonly GuideStep[], index: number, first = false): boolean {
  const step = steps[index]
  if (!step || step.section.title === '' || step.section.title === step.title) return false
  if (steps[0]?.section.id === steps.at(-1)?.section.id) return false
  return first || steps[index - 1]?.section.id !== step.section.id
}

interface StepItemProps extends Pick<GuideViewProps, 'steps' | 'walking' | 'scopes' | 'goTo'> {
  readonly index: number
  /** True for the first that shows. */
  readonly first: boolean
  readonly stage: 'walked' | 'open' | 'ahead'
}

/** Of a step on and of a press, only those that change are drawn anew. */
const StepItem = memo(function StepItem(props: StepItemProps) {
  const { steps, index, first, stage, goTo } = props
  const { say, part, guideText } = useView()
  const step = steps[index]
  if (!step) return null
  const title = <StepTitle step={step} index={index} count={steps.length} />
  return (
    <li {...part('step')} data-stage={stage} aria-current={stage === 'open' ? 'step' : undefined}>
      {startsSection(steps, index, first) && (
        <p {...part('section-title')} {...guideText}>
          {step.section.title}
        </p>
      )}
      <span {...part('step-marker')} aria-hidden="true">
        {stage === 'walked' ? <Icon name="check" /> : <span>{say('stepNumber', { number: index + 1 })}</span>}
      </span>
      {stage === 'open' ? (
        <>
          <Heading below={1} {...part('step-title')} data-focus="step">
            {title}
          </Heading>
          <OpenStep {...props} step={step} />
        </>
      ) : (
        <button type="button" {...part('step-title')} onClick={() => goTo(index)}>
          {title}
          {stage === 'walked' && <Spoken>{` ${say('stepDone')}`}</Spoken>}
        </button>
      )}
    </li>
  )
})

/**
 * The eye sees the numbered dot; the accessible name says "Step 2 of 4: …". The spaces stand between the elements, where
 * they show in no flex box: Testing Library trims what is inside each, and a host's test in jsdom asks for the name.
 */
function StepTitle({ step, index, count }: { step: GuideStep; index: number; count: number }) {
  const { say, part, guideText } = useView()
  const position = say('stepPosition', { number: index + 1, count })
  return (
    <>
      <Spoken>{position}</Spoken> <span {...guideText}>{step.title}</span>
      {step.optional && (
        <>
          {' '}
          <Spoken>{say('optionalAside')}</Spoken>
          <span {...part('badge')} aria-hidden="true">
            {say('optional')}
          </span>
        </>
      )}
    </>
  )
}

type OpenStepProps = Pick<StepItemProps, 'index' | 'walking' | 'scopes' | 'goTo'> & {
  readonly step: GuideStep
}

function OpenStep({ step, index, walking, scopes = [], goTo }: OpenStepProps) {
  const { say, part } = useView()
  const next = (): void => goTo(index + 1)
  const page = step.href === undefined ? undefined : new URL(step.href)
  return (
    <div {...part('step-body')}>
      <Blocks blocks={step.body} />
      {step.showScopes && <ScopeList scopes={step.scopes.length > 0 ? step.scopes : scopes} />}
      {page && (
        <p>
          <a {...part('button-quiet')} href={page.href} target="_blank" rel="noopener noreferrer">
            <span>{say('openPage', { host: page.host || page.pathname })}</span>
            <Icon name="external" />
            <Spoken>{` ${say('newTab')}`}</Spoken>
          </a>
        </p>
      )}
      <div {...part('actions')}>
        <Button look={walking ? 'button' : 'button-quiet'} onPress={next}>
          {say('next')}
        </Button>
        {index > 0 && (
          <Button look="text-button" onPress={() => goTo(index - 1)}>
            {say('back')}
          </Button>
        )}
        {step.optional && (
          <Button look="text-button" onPress={next}>
            {say('skip')}
          </Button>
        )}
      </div>
    </div>
  )
}
