/**
 * Files that are no page, or too much of one: each is one error with its line, and none takes long.
 */
import { expect, test } from 'vitest'

import { importPage } from '../../src/importer/importPage.ts'

const imported = (content: string | Uint8Array) => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return importPage({ path: 'a.mdx', location: 'a.mdx', bytes }, { locale: 'en' })
}
const errorOf = (content: string | Uint8Array) => {
  const page = imported(content)
  const errors = page.diagnostics.filter(({ severity }) => severity === 'error')
  expect({ ok: page.ok, errors: errors.length }).toEqual({ ok: false, errors: 1 })
  return `${errors[0]?.line} ${errors[0]?.code}`
}

const step = '<Step title="a">\n  b\n</Step>\n'
const nested = (mark: string, levels: number) =>
  Array.from({ length: levels }, (_, level) => `${' '.repeat(level * 2)}${mark} a`).join('\n')

test.each<[string, string | Uint8Array, string]>([
  ['nothing', '', '1 empty-page'],
  ['white space', ' \n\n\t\n', '1 empty-page'],
  ['comments', '{/* a */}\n\n{/* b */}', '1 empty-page'],
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), '3 not-text'],
  ['another encoding', Buffer.from('a\nb\nM\u00fcll', 'latin1'), '3 not-text'],
  ['UTF-16', Buffer.from('\ufeffabc', 'utf16le'), '1 not-text'],
  ['10,000 steps', `<Steps>\n${step.repeat(10_000)}</Steps>`, '3002 too-many-steps'],
  ['201 steps', `<Steps>\n${step.repeat(201)}</Steps>`, '602 too-many-steps'],
  ['101 sections', '## a\n\nb\n\n'.repeat(101), '401 too-many-sections'],
  ['101 blocks in a step', `<Step title="a">\n\n${'b\n\n'.repeat(101)}</Step>`, '1 too-many-blocks'],
  ['a large page', 'word\n\n'.repeat(100_000), '50001 too-large'],
  ['a long paragraph', `a\n\n${'*a **b '.repeat(10_000)}`, '3 too-complex'],
  ['many marks of emphasis', `a\n\n${'*_'.repeat(8000)}`, '3 too-complex'],
  ['many brackets', '['.repeat(6000), '1 too-complex'],
  ['many headings', '# a\n'.repeat(3000), '2001 too-complex'],
  ['many items', '- a\n'.repeat(11_000), '5001 too-complex'],
  ['a long table', `| a |\n|-|\n${'| a |\n'.repeat(2000)}`, '1001 too-many-rows'],
  ['a long cell', `| a |\n|-|\n| ${'word '.repeat(1000)} |`, '3 too-large'],
  ['deep lists', nested('-', 30), '12 too-deep'],
  ['very deep lists', nested('-', 300), '62 too-deep'],
  ['deep quotes', '> '.repeat(200) + 'a', '1 too-deep'],
  ['deep elements', '<div>\n'.repeat(200) + '</div>\n'.repeat(200), '101 too-deep'],
  ['deep elements in a line', '<b>'.repeat(500) + 'a' + '</b>'.repeat(500), '1 too-deep'],
  ['an expression that never ends', `a\n\n{\`${'}\n'.repeat(8000)}`, '3 too-complex'],
  ['an import that never ends', `export const a = [\n${'1,\n\n'.repeat(8000)}`, '1 too-complex'],
  ['broken YAML', '---\na: b\nc: [\n---\n\nx', '3 broken-frontmatter'],
  ['a value that never ends', '# A\n\n<Steps>\n<Step title="B>\nx\n</Step>\n</Steps>\n', '4 broken-page'],
  ['a tag that never ends', '# A\n\n<Step\n  title="B"\n\nx\n', '3 broken-page'],
  ['a key twice', '---\na: b\na: c\n---\n\nx', '3 broken-frontmatter'],
  ['YAML aliases', `---\na: &a b\n${'c: *a\n'.repeat(30)}---\n\nx`, '22 too-complex'],
  ['deep YAML', `---\na: ${'['.repeat(100)}\n---\n\nx`, '2 too-deep'],
  ['large YAML', `---\n${'a: b\n'.repeat(10_000)}---\n\nx`, '1 too-large'],
])('%s', (_, content, expected) => {
  expect(errorOf(content)).toBe(expected)
})

test.each([
  [
    'an HTML document',
    '<!DOCTYPE html>\n<html><body><p>a</p></body></html>',
    /Markdown or MDX: import the page/,
  ],
  ['text right below an import', "import A from 'a'\nWords.", /is a blank line missing after it\?/],
])('%s is told with what to do', (_, content, said) => {
  const page = imported(content)
  expect(page.diagnostics.map(({ message }) => message)).toEqual([expect.stringMatching(said)])
})
