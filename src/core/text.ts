/**
 * Characters that nobody sees and that change what is seen or sent: found and taken out.
 */

// C0 and C1 controls but for tab and line feed.
// eslint-disable-next-line no-control-regex -- these characters are the subject
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/**
 * What no credential holds: characters without a shape (zero-width, soft hyphen, fillers, bidi marks and overrides,
 * variation selectors, tags; Unicode's Default_Ignorable_Code_Point), and controls that are not white space.
 */
// eslint-disable-next-line no-control-regex -- as above
export const INVISIBLE = /[\p{DI}\ufff9-\ufffb\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/gu

// Joiners are letters' business in Persian, Hindi or emoji: they stay between two characters outside ASCII.
const INVISIBLE_IN_PROSE =
  // eslint-disable-next-line no-control-regex -- as above
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]|(?<![^\u0000-\u007f])[\u200c\u200d]|[\u200c\u200d](?![^\u0000-\u007f])/g

/** Text for people without control, zero-width and bidi override characters. Line feeds and tabs stay. */
export const cleanText = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(CONTROL, '').replace(INVISIBLE_IN_PROSE, '')
