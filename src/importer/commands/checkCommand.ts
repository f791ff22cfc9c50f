/**
 * `hub-link check`: guides and catalogues against their schemas, each fault with its line and its path.
 */
import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

import { parseCatalogue } from '../../core/catalogue.ts'
import type { GuideRemark } from '../../core/parseGuide.ts'
import { remarkLine } from '../../core/remarks.ts'
import { inspectGuide } from '../guide/inspectGuide.ts'
import type { Command } from './arguments.ts'
import { type Code, type Diagnostic, Findings, PageFault } from '../diagnostics.ts'
import { readBytes } from './files.ts'
import { findFiles, type Found } from './findFiles.ts'
import { type JsonFile, readJson } from './jsonFile.ts'
import { draftsOf } from '../guide/kept.ts'
import { counted, type Output } from './output.ts'

interface Outcome {
  readonly path: string
  readonly kind: 'guide' | 'catalogue' | 'unknown'
  readonly diagnostics: readonly Diagnostic[]
}

/** The exit code. */
export async function runCheck(
  { patterns }: Extract<Command, { kind: 'check' }>,
  cwd: string,
  output: Output,
): Promise<number> {
  const { files, closed } = await findFiles(patterns, cwd, ['json'])
  if (files.length + closed.length === 0) {
    output.summary(
      `No file fits ${patterns.join(' ')}: name a guide or a catalogue, a folder of them, or a pattern in quotes.`,
    )
    output.result({ checked: 0, failed: 0, files: [] })
    return 1
  }
  const outcomes: Outcome[] = closed.map((one) => ({ path: one.path, kind: 'unknown', diagnostics: [one] }))
  output.diagnostics(closed)
  for (const file of files) {
    const outcome = await checkFile(file)
    outcomes.push(outcome)
    output.diagnostics(outcome.diagnostics)
    output.detail(`${outcome.path}: ${isBad(outcome) ? 'refused' : `a good ${outcome.kind}`}`)
    output.progress(outcomes.length, files.length)
  }
  const failed = outcomes.filter(isBad).length
  output.summary(`Checked ${counted(outcomes.length, 'file')}${failed === 0 ? '' : `, ${failed} failed`}.`)
  const results = outcomes.map((one) => ({
    path: one.path,
    kind: one.kind,
    ok: !isBad(one),
    diagnostics: one.diagnostics,
  }))
  output.result({ checked: outcomes.length, failed, files: results })
  return failed === 0 ? 0 : 1
}

const isBad = ({ diagnostics }: Outcome): boolean => diagnostics.some(({ severity }) => severity === 'error')

async function checkFile({ path, absolute }: Found): Promise<Outcome> {
  const findings = new Findings(path)
  let kind: Outcome['kind'] = 'unknown'
  const read = await readBytes(absolute)
  try {
    if (!read.ok) throw new PageFault(1, 'unreadable', `The file ${read.message}.`)
    const file = readJson(read.bytes)
    kind = isCatalogue(file.value) ? 'catalogue' : 'guide'
    if (kind === 'catalogue') await checkCatalogue(file, absolute, findings)
    else checkGuide(file, findings)
  } catch (error) {
    if (!(error instanceof PageFault)) throw error
    findings.add(error.line, error.code, error.message)
  }
  return { path, kind, diagnostics: findings.sorted() }
}

const isCatalogue = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'entries')

function checkGuide(file: JsonFile, findings: Findings): void {
  const parsed = inspectGuide(file.value)
  if (!parsed.ok) {
    say(parsed.faults, 'bad-guide', file, findings)
    return
  }
  say(parsed.diagnostics, 'guide-remark', file, findings)
  for (const draft of draftsOf(file.value))
    findings.add(file.lineOf('drafts'), 'draft', `${draft} is a draft: confirm it and take it off the list.`)
}

async function checkCatalogue(file: JsonFile, absolute: string, findings: Findings): Promise<void> {
  const parsed = parseCatalogue(file.value)
  if (!parsed.ok) {
    say(parsed.faults, 'bad-catalogue', file, findings)
    return
  }
  say(parsed.diagnostics, 'catalogue-remark', file, findings)
  const hrefs = parsed.catalogue.entries.flatMap(({ href, locales = [] }, index) => [
    { href, path: `entries[${index}].href` },
    ...locales.map((one, at) => ({ href: one.href, path: `entries[${index}].locales[${at}].href` })),
  ])
  for (const { href, path } of hrefs) {
    // Only what lies beside the catalogue can be looked for.
    if (/^(?:https:|\/)/i.test(href)) continue
    const there = await stat(resolve(dirname(absolute), href)).catch(() => undefined)
    if (there?.isFile() !== true)
      findings.add(file.lineOf(path), 'missing-guide', `${path} ${href} is not there.`)
  }
}

function say(remarks: readonly GuideRemark[], code: Code, file: JsonFile, findings: Findings): void {
  for (const remark of remarks) findings.add(file.lineOf(remark.path), code, remarkLine(remark))
}
