// What the scripts cannot do: turn a text into markup or code, which a guide, a reply or a message could then smuggle in.
// ASVS 5.0, 3.2.2; Trusted Types would stop most of it, where a page has them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { ROOT } from './dist.ts'

const SINKS =
  /\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|DOMParser|setHTML(?:Unsafe)?|srcdoc|document\.write(?:ln)?|eval|Function)\b(?!")/

const scripts = ['', 'page']
  .flatMap((folder) => readdirSync(join(ROOT, 'dist', folder)).map((name) => join(folder, name)))
  .filter((name) => /(?:^|\/)(?:hub[\w.-]*|page)\.js$/.test(name))

test('the scripts are found', () => {
  expect(scripts).toEqual(expect.arrayContaining(['hub.js', 'hub-loader.js', 'hub.de.js', 'page/page.js']))
})

describe.each(scripts)('%s', (name) => {
  test('has no way to write markup or to make code of a text', () => {
    expect(SINKS.exec(readFileSync(join(ROOT, 'dist', name), 'utf8'))?.[0]).toBeUndefined()
  })
})

test.each(['node.innerHTML=text', 'document.write(text)', 'new Function(text)', 'eval(text)'])(
  '%s is seen',
  (code) => {
    expect(SINKS.test(code)).toBe(true)
  },
)
