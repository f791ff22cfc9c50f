// The script tags to copy: each with the hash of its file, and of the form that the README shows.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { ROOT } from './dist.ts'

const dist = (name: string): string => readFileSync(join(ROOT, 'dist', name), 'utf8')
const tags = dist('tags.html').trim().split('\n')
const scripts = readdirSync(join(ROOT, 'dist')).filter((name) => /^hub[\w.-]*\.js$/.test(name))

test('there is one for each script', () => {
  expect(scripts).toContain('hub.js')
  expect(tags.map((tag) => /\/vendor\/([^"]+)/.exec(tag)?.[1]).sort()).toEqual([...scripts].sort())
})

test('each has the hash of its file, as integrity.json has it', () => {
  const { integrity } = JSON.parse(dist('integrity.json')) as { integrity: Readonly<Record<string, string>> }
  for (const name of scripts) {
    const hash = `sha384-${createHash('sha384').update(dist(name)).digest('base64')}`
    expect(integrity[name]).toBe(hash)
    expect(tags.find((tag) => tag.includes(`/${name}"`))).toContain(`integrity="${hash}"`)
  }
})

test('the README shows that of hub.js, the hash left out', () => {
  const own = tags.find((tag) => tag.includes('/hub.js"'))?.replace(/sha384-[^"]+/, 'sha384-…')
  expect(readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n')).toContain(own)
})
