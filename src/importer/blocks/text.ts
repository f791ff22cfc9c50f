/**
 * A page's text as a guide may hold it: nothing that nobody sees, nothing that is half a character.
 */
import { cleanText } from '../../core/text.ts'

/** Text in a line: white space collapses, as on the page. A space that does not break stays. */
export const inlineText = (text: string): string => wholeText(text).replace(/[ \t\n\f\u2028\u2029]+/g, ' ')

/** Text of several lines, as in code. */
export const wholeText = (text: string): string =>
  cleanText(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/[\u2028\u2029]/g, '\n')
