/** The words of the first drawing, in English. Those of what comes later load with it; see `english.ts`. */
import type { PluralForms } from './messages.ts'

export const words = {
  // The frame
  title: 'Connect {provider}',
  subtitle: 'to {brand}',
  subtitleAccount: 'for {account}',
  close: 'Close',

  // The guide
  guideLoading: 'Loading the guide …',
  guideFailed: 'We could not load the guide. Please try again.',
  stepsLabel: 'Steps to get your key',
  stepPosition: 'Step {number} of {count}:',
  stepNumber: '{number}',
  stepDone: 'completed',
  allSteps: { one: 'All steps', other: 'All {count} steps' },
  optional: 'optional',
  optionalAside: '(optional)',
  next: 'Next',
  back: 'Back',
  skip: 'Skip this step',
  haveKey: 'I already have my {field}',
  haveDetails: 'I already have my details',
  backToGuide: 'Back to the guide',
  openPage: 'Open {host}',
  newTab: '(opens in a new tab)',
  scopes: 'Permissions needed:',
  openImage: 'Open the picture',
  enlarge: 'Enlarge the picture',
  picture: 'Picture',
  copyCode: 'Copy',
  copied: 'Copied',
  table: 'Table',
  warning: 'Important',
  note: 'Note',
  info: 'Good to know',
  tip: 'Tip',
  check: 'Check',

  // The picker
  connectAccount: 'Connect an account',

  // The form
  formTitle: 'Paste your {field}',
  formTitleSeveral: 'Enter your details',
  formTitleNone: 'Connect your account',
  formTitleUpdate: 'Paste the new {field}',
  formLead: 'It links your {provider} account.',
  formLeadUpdate: 'It replaces the one that is in use for {account}.',
  formLeadBrand: 'It links your {provider} account to {brand}.',
  privacy: 'What you enter is sent once to make the link, and is not kept in this browser.',
  optionalField: '(optional)',
  choose: 'Choose …',
  show: 'Show',
  hide: 'Hide',
  showField: 'Show {field}',
  hideField: 'Hide {field}',
  whereIsIt: 'Where do I find this?',
  connect: 'Connect',
  tryAgain: 'Try again',

  // Linked
  linkAnother: 'Link another account',

  // What went wrong, by error code
  errorConfig:
    'This cannot be connected yet: it is not configured. Please tell the people who run this page.',
  errorNetwork: 'We could not reach the server. What you entered is still here, and trying again is safe.',
  errorUnexpected: 'Something went wrong in this part of the page.',
  reload: 'Load it again',
} as const satisfies Record<string, string | PluralForms>
