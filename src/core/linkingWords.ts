/** The words of what follows a press of Connect, and of what was typed, in English. */
import type { PluralForms } from './messages.ts'

export const linkingWords = {
  // The form
  continueTo: 'Continue to {provider}',
  cleaned: 'We removed {what} from what you entered.',
  cleanedSpaces: { one: 'a space', other: '{count} spaces' },
  cleanedLineBreaks: { one: 'a line break', other: '{count} line breaks' },
  cleanedInvisible: { one: 'an invisible character', other: '{count} invisible characters' },
  cleanedQuotes: 'the quotation marks',
  cleanedPrefix: '“{text}”',
  doubtUrl: 'This looks like a web address, not your {field}.',
  doubtEmail: 'This looks like an e-mail address, not your {field}.',
  doubtSentence: 'This looks like a sentence, not your {field}.',
  useAnyway: 'Use anyway',

  // A field that needs mending
  faultRequired: '{field} is needed to connect.',
  faultTooShort: 'That is too short to be your {field}.',
  faultTooLong: 'That is too long to be your {field}.',
  faultPattern: 'That does not look like your {field}. Check that all of it is there.',
  faultNumber: 'This needs to be a number.',
  faultUrl: 'This needs to be a full web address, such as https://example.com.',
  faultOption: 'Choose one of the options.',
  faultRefused: '{provider} did not accept this. Check it and try again.',

  // Linking and authorising
  linking: 'Connecting to {provider} …',
  cancel: 'Cancel',
  authorizeTitle: 'Finish at {provider}',
  authorizeLead: 'You will go to {host} in a new window. Come back here when you are done.',
  pendingTitle: '{provider} is still working on it',
  pendingLead: 'This can take a moment. You can leave this page open.',
  waiting: 'Waiting for {provider} …',
  windowClosed: 'Not finished? You can open the window again.',
  openAgain: 'Open again',
  windowBlocked: 'Your browser blocked the window. Use this link instead.',

  // Linked
  linkedTitle: '{provider} is connected',
  alreadyTitle: '{provider} is already connected',
  linkedLead: 'Your {provider} account is linked.',
  linkedLeadName: '{account} is linked.',
  linkedLeadBrand: 'Your {provider} account is linked to {brand}.',
  linkedLeadNameBrand: '{account} is linked to {brand}.',
  updatedLead: 'The new details are now in use for {account}.',
  alreadyLead: 'This account was linked before, so nothing has changed.',
  done: 'Done',
  viewAccounts: 'View accounts',

  // What went wrong, by error code; `retryIn` counts down, its `time` as in “in 5 seconds”
  errorOffline: 'You appear to be offline. What you entered is still here. Try again when you are back.',
  errorTimeout: 'The server took too long to answer. Trying again is safe.',
  errorBadResponse: 'The server sent an answer that we could not read. Trying again is safe.',
  errorVersion: 'This page needs a newer version. Reload it, then try again.',
  errorServer: 'Something went wrong on the server. Trying again is safe.',
  errorProviderUnavailable:
    '{provider} is not answering at the moment. Trying again in a little while is safe.',
  errorRateLimited: 'There were too many attempts. Please leave a little time between them.',
  retryIn: 'Try again {time}',
  errorInvalidFields: 'Some details need another look.',
  errorRejected:
    '{provider} did not accept this key. Check that you copied all of it, and that nobody has generated a new one since.',
  errorPermission:
    '{provider} knows this key, but it does not have the permissions needed. Use a key from an administrator’s account.',
  errorInProgress: 'This account is already being connected. Wait a moment, then try again.',
  errorSessionExpired: 'Your session has ended. Sign in again in another tab, then come back and try again.',
  errorForbidden: 'You do not have permission to connect accounts here. Please ask an administrator.',
  errorMisconfigured: 'The connection is not set up correctly. Please tell the people who run this page.',
  errorExpired: 'This attempt has expired. You can start again.',
  errorPopupBlocked: 'Your browser blocked the window. Allow windows for this page, then try again.',
  errorRedirectRejected: 'We stopped, because the sign-in address was not one that we trust for {provider}.',
  errorDenied: 'Access was not granted at {provider}. You can try again whenever you like.',
  errorAborted: 'The attempt was stopped. Trying again is safe.',
  showMe: 'Show me where to find it',
  startAgain: 'Start again',
  backOnline: 'You are back online. You can try again.',
  waitOver: 'You can try again now.',

  // Not the admin; `time` is when, as in “in 5 days”
  inviteAsk: 'Not the admin?',
  invite: 'Send this to an admin',
  inviting: 'Making a link …',
  inviteCopied: 'Link copied. Send it to someone who can see the key.',
  inviteCopy: 'Copy this link and send it to someone who can see the key:',
  inviteEnds: 'The link stops working {time}.',
  inviteRefused: 'A link cannot be made here. Please ask a {provider} administrator to open this page.',
} as const satisfies Record<string, string | PluralForms>
