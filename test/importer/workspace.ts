/**
 * A folder for one test, and the command line tool in it.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { globSync } from 'tinyglobby'

import { run } from '../../src/importer/commands/run.ts'

/** What a run left behind. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

export class Workspace {
  readonly path = mkdtempSync(join(tmpdir(), 'hub-link-'))

  write(path: string, content: string | Uint8Array): void {
    const absolute = join(this.path, path)
    mkdirSync(dirname(absolute), { recursive: true })
    writeFileSync(absolute, content)
  }

  read(path: string): string {
    return readFileSync(join(this.path, path), 'utf8')
  }

  json(path: string): unknown {
    return JSON.parse(this.read(path))
  }

  /** Every file below `folder`, in order. */
  files(folder = '.'): string[] {
    return globSync('**/*', { cwd: join(this.path, folder) }).sort()
  }

  async run(...argv: string[]): Promise<Ran> {
    const text = { out: '', err: '' }
    const code = await run(argv, this.path, {
      out: { write: (part) => (text.out += part) },
      err: { write: (part) => (text.err += part) },
    })
    return { code, ...text }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}
