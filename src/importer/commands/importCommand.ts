/**
 * `hub-link import`: pages into guides. Good ones are written even when others fail.
 */
import { resolve } from 'node:path'

import { GUIDE_LIMITS } from '../../core/guide.ts'
import { parseGuide } from '../../core/parseGuide.ts'
import type { Command } from './arguments.ts'
import { type Code, type Diagnostic, onFile } from '../diagnostics.ts'
import { folderFault, readBytes, readEarlier, reasonOf, writeWhole } from './files.ts'
import { findFiles, type Found } from './findFiles.ts'
import { importPage } from '../importPage.ts'
import type { MarkedGuide } from '../guide/kept.ts'
import { counted, type Output } from './output.ts'
import { topSteps } from '../guide/walk.ts'

type ImportCommand = Extract<Command, { kind: 'import' }>

/** What became of one page. */
interface Outcome {
  readonly path: string
  readonly output?: string
  readonly guide?: MarkedGuide
  readonly diagnostics: readonly Diagnostic[]
}

/** The exit code. */
export async function runImport(command: ImportCommand, cwd: string, output: Output): Promise<number> {
  const { files, closed, parent } = await findFiles(command.patterns, cwd, ['mdx', 'md'])
  if (files.length + closed.length === 0) {
    output.summary(
      `No page fits ${command.patterns.join(' ')}: name a page, a folder of .mdx or .md pages, or a pattern in quotes.`,
    )
    output.result({ imported: 0, failed: 0, files: [] })
    return 1
  }
  const fault = await folderFault(resolve(cwd, command.out))
  if (fault !== undefined) {
    output.summary(`Nothing is imported: ${command.out} ${fault}. Choose another --out.`)
    output.result({ imported: 0, failed: files.length + closed.length, files: [] })
    return 1
  }
  const taken = new Map<string, string>()
  const outcomes: Outcome[] = closed.map((one) => ({ path: one.path, diagnostics: [one] }))
  output.diagnostics(closed)
  for (const file of files) {
    const outcome = await importFile(file, command, { cwd, parent, taken })
    outcomes.push(outcome)
    output.diagnostics(outcome.diagnostics)
    output.detail(lineFor(outcome))
    output.progress(outcomes.length, files.length)
  }
  const failed = outcomes.filter(({ guide }) => guide === undefined).length
  const imported = outcomes.length - failed
  const warnings = outcomes
    .flatMap(({ diagnostics }) => diagnostics)
    .filter((one) => one.severity === 'warning')
  const failures = failed === 0 ? '' : `, ${failed} failed`
  output.summary(
    `Imported ${counted(imported, 'page')} into ${command.out}${failures}, ${counted(warnings.length, 'warning')}.`,
  )
  output.result({ imported, failed, files: outcomes.map(asResult) })
  return failed === 0 ? 0 : 1
}

interface Surroundings {
  readonly cwd: string
  readonly parent: string
  /** Outputs so far, and whose they are. */
  readonly taken: Map<string, string>
}

async function importFile(
  file: Found,
  command: ImportCommand,
  { cwd, parent, taken }: Surroundings,
): Promise<Outcome> {
  const { path, location } = file
  const target = location.replace(/\.[^./]+$/, '') + '.json'
  const earlier = taken.get(target.toLowerCase())
  if (earlier !== undefined)
    return failure(path, 'output-taken', `Its guide would replace that of ${earlier}.`)
  taken.set(target.toLowerCase(), path)
  const read = await readBytes(file.absolute)
  if (!read.ok) return failure(path, 'unreadable', `The file ${read.message}.`)
  const absolute = resolve(cwd, command.out, target)
  const { assetBase, siteBase, locale } = command
  const earlierFile = await readEarlier(absolute)
  const existing = earlierFile.kind === 'json' ? earlierFile.value : undefined
  const isLost = earlierFile.kind === 'other' || (existing !== undefined && !parseGuide(existing).ok)
  const page = importPage(
    { path, location, parent, bytes: read.bytes },
    { assetBase, siteBase, locale },
    existing,
  )
  if (!page.ok) return { path, diagnostics: page.diagnostics }
  try {
    await writeWhole(absolute, jsonOf(page.guide))
  } catch (error) {
    return failure(path, 'unwritable', `${target} ${reasonOf(error)}: change that, or choose another --out.`)
  }
  const { diagnostics } = page
  return {
    path,
    output: target,
    guide: page.guide,
    diagnostics: isLost ? [replaced(path, target), ...diagnostics] : diagnostics,
  }
}

const failure = (path: string, code: Code, message: string): Outcome => ({
  path,
  diagnostics: [onFile(path, code, message)],
})

const replaced = (path: string, target: string): Diagnostic =>
  onFile(path, 'replaced', `${target} was there and was no guide: it is replaced, and nothing of it is kept.`)

// For people to edit, unless white space makes it more than the widget reads.
function jsonOf(guide: MarkedGuide): string {
  const text = `${JSON.stringify(guide, null, 2)}\n`
  return Buffer.byteLength(text) <= GUIDE_LIMITS.json ? text : `${JSON.stringify(guide)}\n`
}

function lineFor({ path, output, guide }: Outcome): string {
  if (!guide || output === undefined) return `${path}: failed`
  const { steps, sections, fields } = countsOf(guide)
  return `${path}: ${output} (${guide.name}: ${counted(sections, 'section')}, ${counted(steps, 'step')}, ${counted(fields, 'field')})`
}

function asResult({ path, output, guide, diagnostics }: Outcome) {
  const made = guide && { output, provider: guide.provider, name: guide.name, ...countsOf(guide) }
  return { path, ok: guide !== undefined, ...made, diagnostics }
}

const countsOf = (guide: MarkedGuide) => ({
  sections: guide.sections.length,
  steps: guide.sections.flatMap(topSteps).length,
  fields: guide.fields.length,
})
