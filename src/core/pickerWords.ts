/** The words of the picker, in English. */
import type { PluralForms } from './messages.ts'

export const pickerWords = {
  pickerLoading: 'Loading the list …',
  pickerFailed: 'We could not load the list. Please try again.',
  search: 'Find a provider',
  category: 'Category',
  allCategories: 'All',
  found: { one: '{count} provider', other: '{count} providers' },
  foundNone: 'Nothing here is called “{query}”. Check the spelling, or look through all of them.',
  showAll: 'Show all',
  showMore: 'Show more',
  allProviders: 'All providers',
  chooseWay: 'How do you want to connect {provider}?',
  wayFields: 'With a key or sign-in details',
  wayRedirect: 'By signing in at {provider}',
} as const satisfies Record<string, string | PluralForms>
