/**
 * Holds a guide against its page: what a reader sees is in it, in order, or a message names it.
 */
import type { Guide } from '../../src/core/guide.ts'
import type { ImportedPage } from '../../src/importer/importPage.ts'
import { lost, readGuide, readPage, textsOf } from './reading.ts'

/** Everything that is wrong with an imported page, in sentences; empty where nothing is. */
export function faultsOf(source: string, page: ImportedPage): string[] {
  if (!page.ok) return page.diagnostics.map(({ line, code, message }) => `${line}: ${code} ${message}`)
  const seen = readPage(source)
  const given = readGuide(page.guide)
  const said = page.diagnostics.map(({ message }) => message)
  const saidWords = new Set(
    said
      .join(' ')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  )
  const named = (address: string) => said.some((message) => message.includes(address))
  const plain = (addresses: readonly string[]) => addresses.map((one) => one.replace(/^http:/, 'https:'))
  const faults: string[] = []
  const check = (what: string, missing: readonly string[]) => {
    if (missing.length > 0) faults.push(`${what}: ${missing.join(' ')}`)
  }
  check(
    'words lost',
    lost(seen.words, given.words).filter((word) => !saidWords.has(word)),
  )
  check('links lost', lost(plain(seen.links.filter((one) => !named(one))), plain(given.links)))
  check('images lost', lost(plain(seen.images.filter((one) => !named(one))), plain(given.images)))
  check(
    'links invented',
    lost(plain(given.links), plain(seen.links)).filter((one) => !named(one) && !one.startsWith('#')),
  )
  check('images invented', lost(plain(given.images), plain(seen.images)))
  const flattened = said.map((message) => Number(/the (\d+) items? of a list/.exec(message)?.[1] ?? 0))
  const items = flattened.reduce((sum, count) => sum + count, given.items)
  if (seen.items !== items) faults.push(`list items: ${seen.items} on the page, ${items} in the guide`)
  if (seen.steps !== given.steps) faults.push(`steps: ${seen.steps} on the page, ${given.steps} in the guide`)
  check('marks in a text', markedTexts(page.guide))
  return faults
}

/** Texts of a guide that a tag, a mark of Markdown or a control character was left in. */
export const markedTexts = (guide: Guide): string[] => textsOf(guide).filter(hasMark)

/** Words that the guide has and the page has not. Descriptions of images that cannot be shown are such. */
export const invented = (source: string, page: ImportedPage): string[] =>
  page.ok ? lost(readGuide(page.guide).words, readPage(source).words) : []

const TAGS = /<\/?(?:[A-Z]\w*|p|div|span|b|a|img|ul|ol|li|h[1-6]|br|strong|section|table)\b[^>]*>/
const MARKDOWN =
  /\*\*\w|\w\*\*|\]\(|^#{1,6} |^\s*[-*+] |\{\/\*|<!--|\[\^|&(?:amp|lt|gt|quot|nbsp);|data-guide/
// eslint-disable-next-line no-control-regex -- these characters are the subject
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u2060\ufeff\u202a-\u202e]/

const hasMark = (text: string): boolean => TAGS.test(text) || MARKDOWN.test(text) || CONTROL.test(text)
