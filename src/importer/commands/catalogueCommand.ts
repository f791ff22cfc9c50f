/**
 * `hub-link catalogue`: lists the guides of a folder, and writes them under names that can be cached for ever.
 */
import { basename, dirname, join, resolve } from 'node:path'

import { parseCatalogue } from '../../core/catalogue.ts'
import type { Guide } from '../../core/guide.ts'
import { remarkLine } from '../../core/remarks.ts'
import { inspectGuide } from '../guide/inspectGuide.ts'
import type { Command } from './arguments.ts'
import { buildCatalogue, faultsAsEntry, isPublished, type SourceGuide } from './buildCatalogue.ts'
import { type Diagnostic, Findings, onFile, PageFault } from '../diagnostics.ts'
import { readBytes, readEarlier, reasonOf, writeWhole } from './files.ts'
import { findFiles, type Found } from './findFiles.ts'
import { readJson } from './jsonFile.ts'
import { draftsOf } from '../guide/kept.ts'
import { llmsText } from './llms.ts'
import { counted, type Output } from './output.ts'

interface Read {
  readonly source?: SourceGuide
  readonly diagnostics: readonly Diagnostic[]
}

/** The exit code. */
export async function runCatalogue(
  { folder, out }: Extract<Command, { kind: 'catalogue' }>,
  cwd: string,
  output: Output,
): Promise<number> {
  const index = resolve(cwd, out)
  const existing = await readEarlier(index)
  const earlier = existing.kind === 'json' ? parseCatalogue(existing.value) : undefined
  if (existing.kind === 'other' || earlier?.ok === false) {
    output.summary(`${out} is there and is no catalogue: mend it, remove it, or choose another --out.`)
    output.result({ entries: 0, failed: 0, diagnostics: [] })
    return 1
  }
  const { files, closed } = await findFiles([folder], cwd, ['json'])
  const reads: Read[] = closed.map((one) => ({ diagnostics: [one] }))
  output.diagnostics(closed)
  for (const file of files.filter(({ absolute }) => absolute !== index)) {
    const read = await readGuide(file)
    if (read === undefined) continue
    reads.push(read)
    output.diagnostics(read.diagnostics)
    output.detail(`${file.path}: ${read.source ? read.source.guide.name : 'refused'}`)
  }
  if (reads.length === 0) {
    output.summary(`No guide lies in ${folder}: name the folder that “hub-link import” wrote guides to.`)
    output.result({ entries: 0, failed: 0, diagnostics: [] })
    return 1
  }
  const sources = reads.flatMap(({ source }) => source ?? [])
  const { catalogue, guides, duplicates, rivals } = buildCatalogue(
    sources,
    earlier?.ok === true ? earlier.catalogue : undefined,
  )
  const repeated = [
    ...duplicates.map(({ path, of }) =>
      onFile(path, 'duplicate', `It says the same as ${of}, which is listed.`),
    ),
    ...rivals.map(({ path, of }) =>
      onFile(
        path,
        'duplicate',
        `It is for the same provider, name and language as ${of}: both are listed. Rename one, or remove it.`,
      ),
    ),
  ]
  output.diagnostics(repeated)
  const failed = reads.length - sources.length
  const diagnostics = [...reads.flatMap((read) => read.diagnostics), ...repeated]
  const fail = (why: string) => {
    output.summary(`The catalogue is not written: ${why}.`)
    output.result({ entries: 0, failed, diagnostics })
    return 1
  }
  if (sources.length === 0) return fail(`no guide of ${folder} could be listed. Mend what is named above`)
  const written = parseCatalogue(catalogue)
  if (!written.ok) return fail(`it would be refused (${written.faults.map(remarkLine).join(' ')})`)
  // The catalogue comes last: until then, readers meet the earlier one and its guides.
  const texts = [
    ...guides.map(({ name, text }) => [name, text] as const),
    ['llms.txt', llmsText(catalogue, byHref(guides))] as const,
    [basename(index), `${JSON.stringify(catalogue, null, 2)}\n`] as const,
  ]
  for (const [name, text] of texts) {
    try {
      await writeWhole(join(dirname(index), name), text)
    } catch (error) {
      return fail(`${join(dirname(out), name)} ${reasonOf(error)}. Change that, or choose another --out`)
    }
  }
  const failures = failed === 0 ? '' : `, ${failed} refused`
  output.summary(`Listed ${counted(catalogue.entries.length, 'entry', 'entries')} in ${out}${failures}.`)
  output.result({ entries: catalogue.entries.length, failed, diagnostics })
  return failed === 0 ? 0 : 1
}

/** Nothing for a file that is no guide, or that an earlier run wrote. */
async function readGuide({ path, absolute }: Found): Promise<Read | undefined> {
  const findings = new Findings(path)
  const read = await readBytes(absolute)
  try {
    if (!read.ok) throw new PageFault(1, 'unreadable', `The file ${read.message}.`)
    if (isPublished(basename(absolute), new TextDecoder().decode(read.bytes))) return undefined
    const file = readJson(read.bytes)
    if (!looksLikeGuide(file.value)) return undefined
    const parsed = inspectGuide(file.value)
    const faults = parsed.ok ? faultsAsEntry(parsed.guide) : parsed.faults
    for (const fault of faults) findings.add(file.lineOf(fault.path), 'bad-guide', remarkLine(fault))
    if (!parsed.ok || faults.length > 0) return { diagnostics: findings.sorted() }
    for (const remark of parsed.diagnostics)
      findings.add(file.lineOf(remark.path), 'guide-remark', remarkLine(remark))
    const drafts = draftsOf(file.value)
    if (drafts.length > 0)
      findings.add(file.lineOf('drafts'), 'unconfirmed', `Nobody has confirmed ${drafts.join(', ')}.`)
    return { source: { path, guide: parsed.guide }, diagnostics: findings.sorted() }
  } catch (error) {
    if (!(error instanceof PageFault)) throw error
    findings.add(error.line, error.code, error.message)
    return { diagnostics: findings.sorted() }
  }
}

// A folder can hold other JSON.
const looksLikeGuide = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.hasOwn(value, 'provider') &&
  Object.hasOwn(value, 'sections')

const byHref = (guides: readonly { readonly name: string; readonly text: string }[]): Map<string, Guide> =>
  new Map(guides.map(({ name, text }) => [name, JSON.parse(text) as Guide]))
