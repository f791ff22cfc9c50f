/** The guide: what to know first, then the steps on a line, one open at a time. */
import { useId } from 'react'

import type { GuideStep } from '../../core/stepper.ts'
import { Blocks, ScopeList } from '../parts/Blocks.tsx'
import { Button } from '../parts/Button.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Spoken } from '../parts/Spoken.tsx'
import type { HubHandle } from '../useHub.ts'
import { useView } from '../view.ts'

interface GuideViewProps {
  readonly hub: HubHandle
  /** The permissions that the link asks for, for steps that print them and have none of their own. */
  readonly scopes: readonly string[]
  /** "I already have my API key". */
  readonly skipLabel: string | undefined
}

export function GuideView({ hub, scopes, skipLabel }: GuideViewProps) {
  const { say, part } = useView()
  const { guide, steps, state } = hub
  if (!guide) return null
  return (
    <div {...part('guide')}>
      <Blocks blocks={guide.before} />
      {steps.length > 0 && (
        <ol {...part('steps')} aria-label={say('stepsLabel')}>
          {steps.map((step, index) => (
            <StepItem
              key={step.id}
              hub={hub}
              step={step}
              index={index}
              scopes={scopes}
              stage={index === state.step ? 'open' : index < state.step ? 'walked' : 'ahead'}
            />
          ))}
        </ol>
      )}
      {skipLabel !== undefined && (
        <div {...part('narrow')}>
          <Button look="text-button" onPress={hub.toForm}>
            <span>{skipLabel}</span>
          </Button>
        </div>
      )}
    </div>
  )
}

interface StepItemProps extends Omit<GuideViewProps, 'skipLabel'> {
  readonly step: GuideStep
  readonly index: number
  readonly stage: 'walked' | 'open' | 'ahead'
}

function StepItem({ hub, step, index, stage, scopes }: StepItemProps) {
  const { say, part } = useView()
  const title = <StepTitle step={step} index={index} count={hub.steps.length} />
  return (
    <li {...part('step')} data-stage={stage} aria-current={stage === 'open' ? 'step' : undefined}>
      <span {...part('step-marker')} aria-hidden="true">
        {stage === 'walked' ? <Icon name="check" /> : <span>{index + 1}</span>}
      </span>
      {stage === 'open' ? (
        <>
          <Heading below={1} {...part('step-title')} data-focus="step">
            {title}
          </Heading>
          <OpenStep hub={hub} step={step} index={index} scopes={scopes} />
        </>
      ) : (
        <button type="button" {...part('step-title')} onClick={() => hub.goTo(index)}>
          {title}
          {stage === 'walked' && <Spoken>{` ${say('stepDone')}`}</Spoken>}
        </button>
      )}
    </li>
  )
}

/** The eye sees the numbered dot; the accessible name says "Step 2 of 4: …". */
function StepTitle({ step, index, count }: { step: GuideStep; index: number; count: number }) {
  const { say, part } = useView()
  const position = say('stepPosition', { number: index + 1, count })
  return (
    <>
      <Spoken>{`${position} `}</Spoken>
      <span>{step.title}</span>
      {step.optional && (
        <>
          <Spoken>{` ${say('optionalAside')}`}</Spoken>
          <span {...part('badge')} aria-hidden="true">
            {say('optional')}
          </span>
        </>
      )}
    </>
  )
}

function OpenStep({ hub, step, index, scopes }: Omit<StepItemProps, 'stage'>) {
  const { say, part } = useView()
  const id = useId()
  const walking = hub.state.name === 'guide'
  const page = step.href === undefined ? undefined : new URL(step.href)
  return (
    <div {...part('step-body')} id={id}>
      <Blocks blocks={step.body} />
      {step.showScopes && <ScopeList scopes={step.scopes.length > 0 ? step.scopes : scopes} />}
      {page && (
        <p>
          <a {...part('button-quiet')} href={page.href} target="_blank" rel="noopener noreferrer">
            <span>{say('openPage', { host: page.host })}</span>
            <Icon name="external" />
            <Spoken>{` ${say('newTab')}`}</Spoken>
          </a>
        </p>
      )}
      <div {...part('actions')}>
        <Button look={walking ? 'button' : 'button-quiet'} onPress={hub.next} describedBy={id}>
          <span>{say('next')}</span>
        </Button>
        {index > 0 && (
          <Button look="text-button" onPress={hub.back}>
            <span>{say('back')}</span>
          </Button>
        )}
        {step.optional && (
          <Button look="text-button" onPress={hub.next}>
            <span>{say('skip')}</span>
          </Button>
        )}
      </div>
    </div>
  )
}
