/** The words of the accounts list, in English. No script has it, so they are not among those of the first drawing. */
import type { PluralForms } from './messages.ts'

/** Those of its first drawing. */
export const firstAccountWords = {
  accountsTitle: 'Linked accounts',
  accountsLoading: 'Loading accounts …',
  accountsFailed: 'We could not load the accounts.',
} as const satisfies Record<string, string | PluralForms>

export const accountWords = {
  accountsEmpty: 'No accounts are linked yet.',
  accountsStale: 'We could not reload the accounts, so this list may be out of date.',
  accountState_active: 'Active',
  accountState_error: 'Needs attention',
  accountState_expired: 'Expired',
  linkedAt: 'Linked {date}',
  updateKey: 'Update key',
  unlink: 'Unlink',
  unlinkTitle: 'Unlink {account}?',
  unlinkLead: 'Data stops flowing at once. You can link it again at any time.',
  unlinkKeep: 'Keep it',
  unlinked: '{account} is unlinked.',
  unlinkFailed: 'We could not unlink {account}. Please try again.',
} as const satisfies Record<string, string | PluralForms>
