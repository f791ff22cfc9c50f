/** `hub-link/headless`: the flow without markup and styles. */
export type { FlowState } from './core/flow.ts'
export type { Block, Field, Guide, GuideInput, Inline, Section } from './core/guide.ts'
export type {
  Account,
  LinkError,
  LinkErrorCode,
  LinkFunction,
  LinkOutcome,
  LinkRequest,
} from './core/link.ts'
export type { GuideStep } from './core/stepper.ts'
export type { HubEvent, HubOptions } from './react/options.ts'
export { type HubHandle, useHub } from './react/useHub.ts'
export type { FormField, HubForm } from './react/hooks/useHubForm.ts'
