/**
 * `dist/THIRD-PARTY-NOTICES.txt`: the licences of what is bundled into the package's files, from what the bundler really
 * took in. Dependencies that a host installs bring their own.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Rolldown } from 'tsdown'

/** A package of which some code is in a file of ours. */
interface Bundled {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly text: string
}

// The builds of one run share this: each adds what it took in.
const bundled = new Map<string, Bundled & { readonly files: Set<string> }>()

/** Notes the packages of each file that is written. `file` names it where the bundler does not. */
export const noteLicences = (file?: string): Rolldown.Plugin => ({
  name: 'note-licences',
  generateBundle(_options, output) {
    for (const chunk of Object.values(output)) {
      if (chunk.type !== 'chunk') continue
      for (const [id, { renderedLength }] of Object.entries(chunk.modules))
        if (renderedLength > 0) note(id, file ?? chunk.fileName)
    }
  },
})

/** Writes what was noted so far. Called after each build; the last one has it all. */
export async function writeNotices(outDir: string): Promise<void> {
  const notices = [...bundled.values()]
    .sort((one, other) => one.name.localeCompare(other.name, 'en'))
    .map(({ name, version, license, text, files }) =>
      [`${name} ${version}`, `Licence: ${license}`, `In: ${[...files].sort().join(', ')}`, '', text].join(
        '\n',
      ),
    )
  const head = 'Files of this package contain code of the packages below, under their own licences.'
  await writeFile(join(outDir, 'THIRD-PARTY-NOTICES.txt'), `${[head, ...notices].join(RULE)}\n`)
}

const RULE = `\n\n${'-'.repeat(80)}\n\n`

function note(id: string, file: string): void {
  // The bundler's own modules begin with a zero byte; ours stand in no such folder.
  if (id.startsWith('\0') || !id.includes('/node_modules/')) return
  const folder = packageFolder(id)
  const known = bundled.get(folder)
  if (known) known.files.add(file)
  else bundled.set(folder, { ...describe(folder), files: new Set([file]) })
}

/** By the path alone: packages have further manifests inside, which name a version but no licence. */
function packageFolder(id: string): string {
  const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []
  if (folder === undefined) throw new Error(`${id} belongs to no package.`)
  return folder
}

interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly license?: string
  /** As manifests of ten years ago have it. */
  readonly licenses?: readonly { readonly type: string }[]
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

function describe(folder: string): Bundled {
  const { name, version, licenses = [], license = licenses[0]?.type } = manifestOf(folder)
  const text = licenceText(folder)
  if (name === undefined || version === undefined || license === undefined || text === undefined)
    throw new Error(`${folder} does not tell its licence: it cannot be bundled.`)
  return { name, version, license, text }
}

/** The paper, or else what the package's description says below a heading of that name. */
function licenceText(folder: string): string | undefined {
  const files = readdirSync(folder)
  const paper = files.find((file) => /^(?:licen[cs]e|copying)(?:[-.]|$)/i.test(file))
  if (paper !== undefined) return readFileSync(join(folder, paper), 'utf8').trim()
  const readme = files.find((file) => /^readme(?:\.|$)/i.test(file))
  if (readme === undefined) return undefined
  const [, text] =
    /\n(?:#+ *licen[cs]e|licen[cs]e\n[-=]+)\s*\n([^#]+)/i.exec(readFileSync(join(folder, readme), 'utf8')) ??
    []
  return text?.trim()
}
