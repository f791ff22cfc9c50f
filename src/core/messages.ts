/**
 * Every word that the widget says, with its holes checked by the compiler, and how the holes are filled.
 * Guides bring their own words; all others stand here and can be replaced by the host or a locale.
 */

/** A message by number: chosen by the `{count}` hole under the locale's plural rules (CLDR). */
export interface PluralForms {
  readonly zero?: string
  readonly one?: string
  readonly two?: string
  readonly few?: string
  readonly many?: string
  readonly other: string
}

const forms = <const Forms extends PluralForms>(plural: Forms) => plural

/** The English words. A `{hole}` is filled by the widget; an override must keep the holes of its message. */
export const english = {
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
  stepDone: 'done',
  allSteps: forms({ one: 'All steps', other: 'All {count} steps' }),
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
  pickerLoading: 'Loading the list …',
  pickerFailed: 'We could not load the list. Please try again.',
  search: 'Find a provider',
  category: 'Category',
  allCategories: 'All',
  found: forms({ one: '{count} provider', other: '{count} providers' }),
  foundNone: 'Nothing here is called “{query}”. Check the spelling, or look through all of them.',
  showAll: 'Show all',
  showMore: 'Show more',
  allProviders: 'All providers',
  chooseWay: 'How do you want to connect {provider}?',
  wayFields: 'With a key or sign-in details',
  wayRedirect: 'By signing in at {provider}',

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
  continueTo: 'Continue to {provider}',
  cleaned: 'We removed {what} from what you entered.',
  cleanedSpaces: forms({ one: 'a space', other: '{count} spaces' }),
  cleanedLineBreaks: forms({ one: 'a line break', other: '{count} line breaks' }),
  cleanedInvisible: forms({ one: 'an invisible character', other: '{count} invisible characters' }),
  cleanedQuotes: 'the quotation marks',
  cleanedPrefix: '“{text}”',
  doubtUrl: 'This looks like a web address, not like your {field}. Use it anyway?',
  doubtEmail: 'This looks like an e-mail address, not like your {field}. Use it anyway?',
  doubtSentence: 'This looks like a sentence, not like your {field}. Use it anyway?',
  useAnyway: 'Use it anyway',

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
  windowClosed: 'Not finished yet? You can open the window again.',
  openAgain: 'Open again',
  windowBlocked: 'Your browser kept the window shut. Use this link instead.',
  openLink: 'Open {host} in a new tab',

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
  linkAnother: 'Link another account',

  // What went wrong, by error code; `retryIn` counts down
  errorConfig:
    'This cannot be connected yet: it is not fully set up. Please tell the people who run this page.',
  errorOffline: 'You appear to be offline. What you entered is still here. Try again when you are back.',
  errorNetwork: 'We could not reach the server. What you entered is still here, and trying again is safe.',
  errorTimeout: 'The server took too long to answer. Trying again is safe.',
  errorBadResponse: 'The server sent an answer that we could not read. Trying again is safe.',
  errorVersion: 'The answer needs a newer version of this page. Reload the page, then try again.',
  errorServer: 'Something went wrong on the server. Trying again is safe.',
  errorProviderUnavailable:
    '{provider} is not answering at the moment. Trying again in a little while is safe.',
  errorRateLimited: 'There were too many attempts. You can try again in a moment.',
  retryIn: forms({ one: 'Try again in {count} second', other: 'Try again in {count} seconds' }),
  errorInvalidFields: 'Some details need another look.',
  errorRejected:
    '{provider} did not accept this key. Check that you copied all of it, and that nobody has generated a new one since.',
  errorPermission:
    '{provider} knows this key, but it may not do what is needed. Use a key from an administrator’s account.',
  errorInProgress: 'This account is already being connected. Wait a moment, then try again.',
  errorSessionExpired: 'Your session has ended. Sign in again in another tab, then come back and try again.',
  errorForbidden: 'You do not have permission to connect accounts here. Please ask an administrator.',
  errorMisconfigured: 'The connection is not set up correctly. Please tell the people who run this page.',
  errorExpired: 'This attempt has expired. You can start again.',
  errorPopupBlocked: 'Your browser kept the window shut. Allow windows for this page, then try again.',
  errorRedirectRejected: 'We stopped, because the sign-in address was not one that we trust for {provider}.',
  errorDenied: 'Access was not granted at {provider}. You can try again whenever you like.',
  errorAborted: 'The attempt was stopped. Trying again is safe.',
  errorUnexpected: 'Something went wrong in this part of the page.',
  showMe: 'Show me where to find it',
  startAgain: 'Start again',
  reload: 'Load it again',
  backOnline: 'You are back online. You can try again.',

  // Not the admin; `time` is when, as in “in 5 days”
  inviteAsk: 'Not the admin?',
  invite: 'Send this to an admin',
  inviting: 'Making a link …',
  inviteCopied: 'Link copied. Send it to someone who can see the key.',
  inviteCopy: 'Copy this link and send it to someone who can see the key:',
  inviteEnds: 'The link stops working {time}.',
  inviteRefused: 'A link cannot be made here. Please ask a {provider} administrator to open this page.',

  // The accounts list
  accountsTitle: 'Linked accounts',
  accountsLoading: 'Loading accounts …',
  accountsEmpty: 'No accounts are linked yet.',
  accountsFailed: 'We could not load the accounts.',
  accountsStale: 'We could not load the accounts again: this list may be out of date.',
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

/** The name of a message. */
export type MessageKey = keyof typeof english

type TextOf<Message> = Message extends string
  ? Message
  : Message extends PluralForms
    ? Message['other']
    : never

type HoleNames<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}`
  ? Hole | HoleNames<Rest>
  : never

type Intersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  member: infer Both,
) => void
  ? Both
  : never

/** Any text that has these holes. */
type TextWith<Hole extends string> = [Hole] extends [never]
  ? string
  : Intersection<Hole extends unknown ? `${string}{${Hole}}${string}` : never>

/** The holes of a message: `{ provider: string }`. Numbers are written with the digits of the locale. */
export type HolesOf<Key extends MessageKey> = {
  readonly [Hole in HoleNames<TextOf<(typeof english)[Key]>>]: Hole extends 'count' | 'number'
    ? number
    : string
}

/** Words in place of ours, all or some. A text that lacks a hole of its message is a type error. */
export type Messages = {
  readonly [Key in MessageKey]?:
    | (TextWith<HoleNames<TextOf<(typeof english)[Key]>>> & string)
    | ((typeof english)[Key] extends PluralForms ? PluralForms : never)
}

/** Gives the words of one locale: `say('title', { provider: 'JazzHR' })`. */
export type Say = <Key extends MessageKey>(
  key: Key,
  ...holes: keyof HolesOf<Key> extends never ? [] : [holes: HolesOf<Key>]
) => string

/** A message longer than this is no message (fault A37). */
const MAX_MESSAGE = 1000

const holesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')

/** True when `candidate` can stand in for the message: a text, or plural forms, without holes that it does not have. */
export function isUsableMessage(key: MessageKey, candidate: unknown): candidate is string | PluralForms {
  const model: string | PluralForms | undefined = Object.hasOwn(english, key) ? english[key] : undefined
  if (model === undefined) return false
  const known = holesIn(typeof model === 'string' ? model : model.other)
  const fits = (text: unknown): boolean =>
    typeof text === 'string' &&
    text.length <= MAX_MESSAGE &&
    holesIn(text).every((hole) => known.includes(hole))
  if (typeof candidate === 'string') return fits(candidate)
  if (candidate === null || typeof candidate !== 'object' || typeof model === 'string') return false
  return Object.hasOwn(candidate, 'other') && Object.values(candidate).every(fits)
}

/**
 * Builds the speaker of a locale. `layers` are looked through in order (the host's words, the locale's), then English;
 * an unusable message is passed over. `locale` chooses plural forms and digits; an unknown one counts as English.
 */
export function createSay(locale: string, ...layers: readonly (Messages | undefined)[]): Say {
  let plurals: Intl.PluralRules | undefined
  let numbers: Intl.NumberFormat | undefined
  const pluralOf = (count: number): Intl.LDMLPluralRule =>
    (plurals ??= new Intl.PluralRules(usableLocale(locale))).select(count)
  const textOf = (value: string | number): string =>
    typeof value === 'string' || (isPlain(value) && PLAIN_DIGITS.test(locale))
      ? String(value)
      : (numbers ??= new Intl.NumberFormat(usableLocale(locale))).format(value)
  const find = (key: MessageKey): string | PluralForms => {
    for (const layer of layers) {
      const own: unknown = layer && Object.hasOwn(layer, key) ? layer[key] : undefined
      if (own !== undefined && isUsableMessage(key, own)) return own
    }
    return english[key]
  }
  return (key, ...[holes]) => {
    const message = find(key)
    const values: Readonly<Record<string, string | number>> = holes ?? {}
    const text = typeof message === 'string' ? message : formOf(message, pluralOf(Number(values['count'])))
    return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined
      return value === undefined ? hole : textOf(value)
    })
  }
}

// The first number format of a page takes a quarter of the time to the first drawing, and step numbers need none.
const PLAIN_DIGITS = /^(?:de|en|es|fr|it|ja|pt)(?:-[A-Z]{2})?$/
const isPlain = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 1000

const formOf = (message: PluralForms, rule: Intl.LDMLPluralRule): string =>
  (Object.hasOwn(message, rule) ? message[rule] : undefined) ?? message.other

/** The locale where the platform knows its language, else English: Intl would take the machine's own in its place. */
export function usableLocale(locale: string): string {
  try {
    return Intl.PluralRules.supportedLocalesOf(locale)[0] ?? 'en'
  } catch {
    return 'en'
  }
}
