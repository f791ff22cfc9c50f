/**
 * The names of the attributes, apart from their parsers: the loader observes them and must stay small.
 */
export const ATTRIBUTES = [
  'provider',
  'guide',
  'catalogue',
  'endpoint',
  'allowed-endpoint-origins',
  'scopes',
  'account',
  'account-name',
  'brand-name',
  'brand-logo',
  'white-label',
  'accounts-href',
  'color-scheme',
  'heading-level',
  'no-confirmation',
  'closable',
  'no-invite',
  'frame',
  'lang',
  'dir',
] as const

/** The name of an attribute. */
export type AttributeName = (typeof ATTRIBUTES)[number]
