/** The built program, where nobody reads what it says. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { ROOT } from './dist.ts'

test.each([[['--json']], [['--verbose']]])('every page is written: import %j | true', async (manner) => {
  const cwd = mkdtempSync(join(tmpdir(), 'hub-link-program-'))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  mkdirSync(join(cwd, 'pages'))
  for (let page = 0; page < 20; page += 1)
    writeFileSync(join(cwd, `pages/${page}.md`), `# Acme ${page}\n\n## Find the key\n\nWords.\n`)
  const child = spawn(
    process.execPath,
    [join(ROOT, 'dist/cli.js'), 'import', 'pages', '--out', 'out', ...manner],
    { cwd },
  )
  child.stdout.destroy()
  child.stderr.destroy()
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(readdirSync(join(cwd, 'out'))).toHaveLength(20)
})
