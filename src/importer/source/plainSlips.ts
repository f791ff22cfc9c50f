/**
 * What HTML allows in plain Markdown and MDX refuses. There are no expressions in it.
 */
import { decodeString } from 'micromark-util-decode-string'

import { ATTRIBUTES, BLOCKS, INLINE, OMITTABLE, VOID } from './htmlTags.ts'
import type { Mend, Pattern } from './slips.ts'

/** A value without quotes. */
const WORD = /[^\s"'=<>`{}][^\s"'<>`{}]*/.source
const QUOTED = /\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?/.source
const BARE = `\\s+[\\w:-]+\\s*=\\s*${WORD}`

/** Tags that MDX cannot read. Tried first. */
export const PLAIN_TAGS: readonly Pattern[] = [
  {
    pattern: new RegExp(`<([A-Za-z][\\w.:-]*)((?:${QUOTED})*${BARE}(?:${QUOTED}|${BARE})*)\\s*(/?)>`, 'y'),
    mend: ([whole, name = '', attributes = '', self = ''], closed) => {
      const isVoid = VOID.has(name)
      if (self === '' && !isVoid && !isTag(name, closed)) return asNoTag(whole, name)
      const quoted = attributes.replace(
        new RegExp(`(=\\s*)(?:"[^"]*"|'[^']*'|(${WORD}))`, 'g'),
        (value, sign: string, bare?: string) => (bare === undefined ? value : `${sign}"${bare}"`),
      )
      const text = `<${name}${quoted}${isVoid ? ' /' : self}>`
      return { text, code: 'mended', message: `${whole} is read as ${text}.` }
    },
  },
  {
    pattern: new RegExp(
      `(<pre\\b${ATTRIBUTES}>)(<code\\b${ATTRIBUTES}>)?([^]*?)(</code\\s*>\\s*)?</pre\\s*>`,
      'iy',
    ),
    before: '</pre',
    mend: ({ 0: whole, 1: pre = '', 2: code = '', 3: text = '', 4: end = '', index, input }) => {
      // More than text, which a string does not hold.
      if (/<(?:a|img)\b|^[ \t]*(?:`{3}|~{3})/im.test(text) || (code === '') !== (end === '')) return undefined
      const indent = input.slice(input.lastIndexOf('\n', index) + 1, index)
      if (!/^(?:[-*+]|\d+[.)])?$/.test(indent.trim())) return undefined
      const bare = text.replace(/<!--[^]*?-->|<\/?[a-z][^<>]*>/gi, '').replace(/&#?\w+;/g, decodeString)
      const lines = bare
        .split('\n')
        .map((line) => line.replace(new RegExp(`^[ \\t]{0,${indent.length}}`), ''))
      const string = `${pre}${code}{${JSON.stringify(lines.join('\n'))}}${code && '</code>'}</pre>`
      return {
        text: `${string}${'\n'.repeat(whole.split('\n').length - 1)}`,
        code: 'mended',
        message: 'The lines of <pre> are read as they stand.',
      }
    },
  },
]

/** A brace is a brace, and so is what begins no tag, or one that nothing closes. Tried last. */
export const PLAIN_TEXT: readonly Pattern[] = [
  {
    pattern: new RegExp(`<(/?)([A-Za-z][\\w.:-]*)${ATTRIBUTES}(/?)>`, 'y'),
    mend: ([whole, closing = '', name = '', self = ''], closed) =>
      closing + self !== '' || isTag(name, closed) ? undefined : asNoTag(whole, name),
  },
  {
    pattern: /[{}]|<(?![A-Za-z/!])/y,
    mend: ([mark]) => asText(mark),
  },
]

const isTag = (name: string, closed: ReadonlySet<string>): boolean =>
  [closed, OMITTABLE, BLOCKS].some((names) => names.has(name.toLowerCase()))

/** One that nothing closes: of HTML it says how what follows looks, else it is something to fill in. */
const asNoTag = (whole: string, name: string): Mend =>
  INLINE.has(name.toLowerCase())
    ? { text: '', code: 'mended', message: `${whole} is left out: nothing closes it.` }
    : asText(whole)

const asText = (whole: string): Mend => ({
  text: whole.replace(/[<{}]/g, '\\$&'),
  code: 'mended',
  message: `${whole} is read as text.`,
})
