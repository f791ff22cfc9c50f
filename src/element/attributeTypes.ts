/**
 * What each attribute of `<hub-link>` holds, as it is written in a page. The types of JSX and the custom-elements manifest
 * come from here, their words included; `attributeNames.ts` has the same names for code, and a test compares.
 */

/** On by its presence, as in `<hub-link closable>`; `false` is off. */
export type Flag = boolean | '' | 'true' | 'false'

/** The attributes of `<hub-link>`. Each has a default; one that cannot be used is reported and left out. */
export interface HubLinkAttributes {
  /** Finds a guide among those that the script contains: `jazzhr`. */
  provider?: string | undefined
  /** Address of a guide's JSON, https or on this origin. */
  guide?: string | undefined
  /** Address of a catalogue, https or on this origin: the person picks a provider. */
  catalogue?: string | undefined
  /** Where links go. Same origin, unless listed in `allowed-endpoint-origins`. */
  endpoint?: string | undefined
  /** Other origins that a key may be sent to, with a space between them. None by default. */
  'allowed-endpoint-origins'?: string | undefined
  /** Permissions to ask for, with a space between them; steps for others are left out. */
  scopes?: string | undefined
  /** Id of an account whose key is replaced. Without it, a new account is linked. */
  account?: string | undefined
  /** Name of that account. */
  'account-name'?: string | undefined
  /** Who the account is linked to. */
  'brand-name'?: string | undefined
  /** Address of a picture beside the title. */
  'brand-logo'?: string | undefined
  /** Leaves no trace of anyone but the brand. */
  'white-label'?: Flag | undefined
  /** Where "View accounts" of the confirmation leads. */
  'accounts-href'?: string | undefined
  /** `system`, the default, follows the person's setting. */
  'color-scheme'?: 'light' | 'dark' | 'system' | undefined
  /** Level of the title, 1 to 4; 2 by default. */
  'heading-level'?: 1 | 2 | 3 | 4 | '1' | '2' | '3' | '4' | undefined
  /** Shows no confirmation: the page shows its own from `hub-linked`. */
  'no-confirmation'?: Flag | undefined
  /** Shows a close button; the element hides itself when it is pressed. */
  closable?: Flag | undefined
  /** Leaves out "Send this to an admin". */
  'no-invite'?: Flag | undefined
  /** Address of the hosted link page, to show in a frame that the page's own scripts cannot read. */
  frame?: string | undefined
  /** Language of the words, as BCP 47 has it; the nearest ancestor's by default. */
  lang?: string | undefined
  /** Direction; that of the language by default. */
  dir?: 'ltr' | 'rtl' | 'auto' | undefined
}
