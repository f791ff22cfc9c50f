/** `hub-link`: the widget and the list of accounts, for React. */
export type { Guide, GuideInput } from './core/guide.ts'
export type {
  Account,
  LinkError,
  LinkErrorCode,
  LinkFunction,
  LinkOutcome,
  LinkRequest,
} from './core/link.ts'
export type { MessageKey, Messages } from './core/messages.ts'
export { Accounts, type AccountsProps } from './react/Accounts.tsx'
export { Hub, type HubProps } from './react/Hub.tsx'
export type { HubEvent } from './react/options.ts'
