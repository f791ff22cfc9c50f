/**
 * One page into one guide: bytes in, a guide or the one error that says why not, and all there is to say about it.
 */
import { basename, extname } from 'node:path/posix'

import type { Guide, Section } from '../core/guide.ts'
import { remarkLine } from '../core/remarks.ts'
import { inspectGuide } from './guide/inspectGuide.ts'
import { Convert } from './blocks/convert.ts'
import { seenOf } from './blocks/hidden.ts'
import { decodePage } from './source/decode.ts'
import { type Diagnostic, Findings, PageFault, quoted } from './diagnostics.ts'
import { draftFields } from './guide/fields.ts'
import { foreignNames } from './guide/foreign.ts'
import { type Frontmatter, readFrontmatter } from './source/frontmatter.ts'
import { type Identity, identify } from './guide/identity.ts'
import { keepConfirmed, type MarkedGuide } from './guide/kept.ts'
import { checkMeasures, checkSize, lineOfPath, splitSections } from './guide/measures.ts'
import { childrenOf, type Nodes, type Root } from './nodes.ts'
import { readOpening } from './guide/opening.ts'
import { divide } from './guide/outline.ts'
import { type Bases, Page } from './page.ts'
import { resolvePageLinks } from './guide/pageLinks.ts'
import { parsePage } from './source/parse.ts'
import { inlineText } from './blocks/text.ts'

export interface PageSource {
  /** As it is named in diagnostics. */
  readonly path: string
  /** Below the glob's fixed part, with `/` between: `acme/connect.mdx`. */
  readonly location: string
  /** The folder of the glob's fixed part, for a page that lies at its top. */
  readonly parent?: string | undefined
  readonly bytes: Uint8Array
}

export interface PageOptions extends Omit<Bases, 'folder'> {
  /** The language of the pages, a BCP 47 tag. */
  readonly locale: string
}

export type ImportedPage =
  | { readonly ok: true; readonly guide: MarkedGuide; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/**
 * Never throws. `existing` is the guide that an earlier run wrote: what a person has confirmed in it stays.
 */
export function importPage(source: PageSource, options: PageOptions, existing?: unknown): ImportedPage {
  const findings = new Findings(source.path)
  try {
    const guide = guideOf(source, options, existing, findings)
    return { ok: true, guide, diagnostics: findings.sorted() }
  } catch (error) {
    if (error instanceof PageFault) findings.add(error.line, error.code, error.message)
    else if (error instanceof RangeError) findings.add(1, 'too-deep', 'The page is nested too deeply.')
    else findings.add(1, 'internal', `The importer failed on this page: ${String(error)}. Please report it.`)
    return { ok: false, diagnostics: findings.sorted() }
  }
}

function guideOf(
  source: PageSource,
  options: PageOptions,
  existing: unknown,
  findings: Findings,
): MarkedGuide {
  const text = decodePage(source.bytes)
  const frontmatter = readFrontmatter(text)
  const whole = parsePage(text, findings, extname(source.location).toLowerCase() === '.md')
  const folder = folderOf(source.location)
  const page = new Page(findings, { ...options, folder })
  collectDefinitions(whole, page)
  const root = seenOf(whole, page)
  const convert = new Convert(page)
  const { title, skipped } = readOpening(root, frontmatter, convert)
  const { before, sections } = divide(root, skipped, convert)
  if (before.length + sections.length === 0)
    throw new PageFault(1, 'empty-page', 'The page has no content: there is nothing to make a guide of.')
  splitSections(sections, page)
  checkMeasures(before, sections, page)
  // A target that shows nothing is still one.
  resolvePageLinks(whole, before, sections, page)

  const identity = identify(frontmatter, title, {
    folder: basename(folder) || (source.parent ?? ''),
    file: basename(source.location, extname(source.location)),
  })
  const drafted = draftFields(before, sections, page)
  for (const section of sections)
    if (section.whiteLabelHidden || section === drafted.source) section.place = 'form'
  const category = inlineText(frontmatter.get('category')?.text ?? '').trim()
  const draft: Guide = {
    schema: 1,
    provider: identity.provider,
    name: nameOf(identity, page),
    locale: options.locale,
    ...(category === '' ? {} : { category }),
    auth: { kind: 'fields' },
    before,
    sections,
    fields: drafted.drafts.map(({ field }) => field),
  }
  warnOfForeign(page, draft, frontmatter, sections)
  checkSize(draft)
  const kept = keepConfirmed(draft, existing, drafted.drafts, page)
  const guide = checked(kept.guide, page)
  return kept.drafts.length === 0 ? guide : { ...guide, drafts: kept.drafts }
}

/** The guide as the widget will read it. What it would refuse or leave out is ours to have seen before. */
function checked(draft: Guide, page: Page): Guide {
  const parsed = inspectGuide(draft)
  if (!parsed.ok) {
    const [fault] = parsed.faults
    throw new PageFault(
      lineOfPath(draft, fault?.path ?? '', page),
      'bad-guide',
      fault ? remarkLine(fault) : 'The guide is refused.',
    )
  }
  for (const remark of parsed.diagnostics)
    page.findings.add(lineOfPath(draft, remark.path, page), 'guide-remark', remarkLine(remark))
  return parsed.guide
}

function collectDefinitions(root: Root, page: Page): void {
  const visit = (node: Nodes): void => {
    // The first of a name counts, as in Markdown.
    if (node.type === 'definition' && !page.definitions.has(node.identifier))
      page.definitions.set(node.identifier, node.url)
    if (node.type === 'footnoteReference') page.footnoteNumber(node.identifier)
    childrenOf(node).forEach(visit)
  }
  visit(root)
}

function nameOf(identity: Identity, page: Page): string {
  if (identity.from === 'location')
    page.findings.add(
      1,
      'no-name',
      `The page does not name its provider: it is called ${quoted(identity.name)}.`,
    )
  if (identity.name.length <= 100) return identity.name
  page.findings.add(1, 'name-cut', `The name ${quoted(identity.name)} is cut at 100 characters.`)
  return identity.name.slice(0, 100).trim()
}

function warnOfForeign(
  page: Page,
  guide: Guide,
  frontmatter: Frontmatter,
  sections: readonly Section[],
): void {
  if (sections.some(({ whiteLabelHidden }) => whiteLabelHidden)) return
  const titles = [
    ...['title', 'description'].flatMap((key) => frontmatter.get(key) ?? []),
    ...sections.map((section) => ({ text: section.title, line: page.lineOf(section) ?? 1 })),
  ]
  const names = [...foreignNames(page, guide.name, titles)]
  const [first] = names.flatMap(([, lines]) => lines).sort((a, b) => a - b)
  if (first === undefined) return
  const said = names.map(([name, lines]) => `${quoted(name)} (line ${lines.join(', ')})`).join(', ')
  page.findings.add(
    first,
    'foreign-product',
    `The page names another product, and nothing is marked data-whitelabel-hide: ${said}.`,
  )
}

const folderOf = (location: string): string => {
  const end = location.lastIndexOf('/')
  return end < 0 ? '' : location.slice(0, end)
}
