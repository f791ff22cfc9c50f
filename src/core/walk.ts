/**
 * The moves of the flow before anything is on its way: walking the guide, Connect, and a press that got nowhere.
 * `flow` makes all of them; it comes with the press.
 */
import type { FlowEvent, FlowState } from './flow.ts'
import type { LinkError } from './link.ts'

/** The first state: the first step, or the form where there is no step to walk. */
export const initialFlow = (steps: number): FlowState => ({
  name: steps > 0 ? 'guide' : 'form',
  step: 0,
  attempt: 0,
  error: undefined,
})

const isStep = (step: number | undefined): step is number => Number.isInteger(step) && Number(step) >= 0

/** The next state. Total: an event that belongs to what comes after a press changes nothing here. */
export function walk(state: FlowState, event: FlowEvent): FlowState {
  switch (event.type) {
    case 'step':
      if (state.name !== 'guide' && state.name !== 'form') return state
      if (!isStep(event.step) || (state.name === 'guide' && state.step === event.step)) return state
      return { ...state, name: 'guide', step: event.step }
    case 'form': {
      if (state.name !== 'guide' && state.name !== 'form') return state
      const step = isStep(event.walked) ? Math.max(state.step, event.walked) : state.step
      return state.name === 'form' && state.step === step ? state : { ...state, name: 'form', step }
    }
    case 'connect':
      if (state.name !== 'guide' && state.name !== 'form') return state
      return { ...state, name: 'linking', attempt: state.attempt + 1, error: undefined }
    case 'failed':
      return isCurrent(state, event.attempt) ? fail(state, event.error) : state
    case 'restart':
      // The count of attempts goes on, so that a reply of an older one stays old.
      return { ...initialFlow(event.steps), attempt: state.attempt }
    default:
      return state
  }
}

/** The states of an attempt that is under way. */
export type Waiting = Extract<FlowState, { name: 'linking' | 'authorizing' }>

/** True while the attempt of this number is under way. */
export const isCurrent = (state: FlowState, attempt: number): state is Waiting =>
  (state.name === 'linking' || state.name === 'authorizing') && state.attempt === attempt

function fail({ step, attempt }: Waiting, error: LinkError): FlowState {
  // Somebody linked it before: for the person that is success, though nothing was created.
  if (error.code === 'already-linked')
    return {
      name: 'linked',
      step,
      attempt,
      error: undefined,
      result: { kind: 'already-linked', account: error.account },
    }
  return { name: 'form', step, attempt, error }
}
