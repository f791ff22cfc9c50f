/**
 * The command line: read once into a command, or refused with a sentence that says what to write.
 */
import { parseArgs } from 'node:util'

import type { Manner } from './output.ts'

export type Command =
  | { readonly kind: 'help'; readonly text: string }
  | {
      readonly kind: 'import'
      readonly patterns: readonly string[]
      readonly out: string
      readonly assetBase?: string
      readonly siteBase?: string
      readonly locale: string
      readonly manner: Manner
    }
  | { readonly kind: 'check'; readonly patterns: readonly string[]; readonly manner: Manner }
  | {
      readonly kind: 'catalogue'
      readonly folder: string
      readonly out: string
      readonly manner: Manner
    }

/** The command line cannot be understood. Its message says what to write. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const HELP = `hub-link: turns documentation pages into connection guides.

  hub-link import <pages> --out <folder>     each page becomes a guide, .mdx becomes .json
  hub-link check <files>                     checks guides and catalogues
  hub-link catalogue <folder> --out <file>   lists the guides of a folder for the picker

hub-link <command> --help says more.
`

const COMMON = `  --verbose             one line per file
  --json                one JSON object on standard output, for machines
  --help                this text

Exit code: 0 if all is well, 1 if a file failed, 2 if the command line is wrong.
`

const HELP_OF = {
  import: `hub-link import <pages> --out <folder>

<pages> is a file, a folder, or a pattern in quotes: 'guides/**/*.mdx'. What lies below the
pattern's fixed part (guides) is mirrored below <folder>. Messages have the form
path:line: severity code message; a page with an error gives no guide, and the others are written.
What a person has confirmed in a guide that is there already is kept.

  --out <folder>        where the guides go
  --asset-base <url>    put before the addresses of images on the documentation site (/images/…)
  --site-base <url>     put before links within the documentation site (/guides/…); without it they become text
  --locale <tag>        the language of the pages (en)
${COMMON}`,
  check: `hub-link check <files>

<files> are guides or catalogues: files, folders, or patterns in quotes. Names the path of each
fault (sections[0].body[2].href), what would be left out, and drafts that nobody has confirmed.

${COMMON}`,
  catalogue: `hub-link catalogue <folder> --out <file>

Writes <file> (index.json), and beside it each guide under a name that changes with its content, and
llms.txt for machine readers. Aliases, categories and logos that a person has added to <file> are kept.

  --out <file>          the catalogue
${COMMON}`,
} as const

const OPTIONS = {
  out: { type: 'string' },
  'asset-base': { type: 'string' },
  'site-base': { type: 'string' },
  locale: { type: 'string' },
  verbose: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

type Name = keyof typeof HELP_OF

const ALLOWED: Readonly<Record<Name, readonly (keyof typeof OPTIONS)[]>> = {
  import: ['out', 'asset-base', 'site-base', 'locale', 'verbose', 'json', 'help'],
  check: ['verbose', 'json', 'help'],
  catalogue: ['out', 'verbose', 'json', 'help'],
}

/** Throws {@link UsageError}. `argv` are the words after the program's name. */
export function readCommand(argv: readonly string[]): Command {
  const { values, positionals } = parsed(argv)
  const [name, ...operands] = positionals
  if (name === undefined) {
    if (values.help === true) return { kind: 'help', text: HELP }
    throw new UsageError('Say what to do: import, check or catalogue.')
  }
  if (!isName(name)) throw new UsageError(`There is no command “${name}”: write import, check or catalogue.`)
  if (values.help === true) return { kind: 'help', text: HELP_OF[name] }
  for (const option of Object.keys(values))
    if (!(ALLOWED[name] as readonly string[]).includes(option))
      throw new UsageError(`“${name}” has no option --${option}.`)
  const manner = { verbose: values.verbose === true, json: values.json === true }
  switch (name) {
    case 'check':
      return { kind: 'check', patterns: some(operands, 'check', 'files'), manner }
    case 'catalogue': {
      const [folder = '', ...more] = some(operands, 'catalogue', 'folder')
      if (more.length > 0) throw new UsageError('“catalogue” takes one folder.')
      return { kind: 'catalogue', folder, out: catalogueFile(values.out), manner }
    }
    case 'import':
      return {
        kind: 'import',
        patterns: some(operands, 'import', 'pages'),
        out: out(values.out, 'import', 'folder'),
        ...base('assetBase', 'asset-base', values['asset-base']),
        ...base('siteBase', 'site-base', values['site-base']),
        locale: locale(values.locale),
        manner,
      }
  }
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true })
  } catch (error) {
    // Node's own sentence names the option; what follows it is advice about dashes.
    const [message = ''] = (error as Error).message.split('. ')
    throw new UsageError(`${message.replace(/\.$/, '')}.`)
  }
}

const isName = (name: string): name is Name => Object.hasOwn(HELP_OF, name)

function some(operands: readonly string[], command: string, what: string): readonly string[] {
  if (operands.length === 0 || operands.includes(''))
    throw new UsageError(`“${command}” needs ${what}: hub-link ${command} <${what}>.`)
  return operands
}

function out(value: string | undefined, command: string, what: string): string {
  if (!value) throw new UsageError(`“${command}” needs --out <${what}>.`)
  return value
}

// Its guides and llms.txt lie beside it, and are no catalogue.
function catalogueFile(value: string | undefined): string {
  const file = out(value, 'catalogue', 'file')
  if (/[^/\\]\.json$/i.test(file)) return file
  throw new UsageError(
    `--out of “catalogue” is a file that ends in .json, such as index.json, not “${file}”.`,
  )
}

function base<Key extends string>(
  key: Key,
  option: string,
  value: string | undefined,
): Partial<Record<Key, string>> {
  if (value === undefined) return {}
  // A path is for a host that serves the pages' images itself.
  const isPath = option === 'asset-base' && /^\/(?!\/)[^\s?#\\]*$/.test(value)
  if (!isPath && !isBase(value)) {
    const path = option === 'asset-base' ? ', or a path such as /static' : ''
    throw new UsageError(`--${option} needs an https address without ? and #${path}, not “${value}”.`)
  }
  return { [key]: value } as Record<Key, string>
}

function isBase(value: string): boolean {
  if (!URL.canParse(value) || /[\s?#]/.test(value)) return false
  const { protocol, username, password } = new URL(value)
  return protocol === 'https:' && username + password === ''
}

function locale(value = 'en'): string {
  try {
    const [tag] = Intl.getCanonicalLocales(value)
    if (tag !== undefined) return tag
  } catch {
    // Not a tag: said below.
  }
  throw new UsageError(`--locale needs a language tag such as en or pt-BR, not “${value}”.`)
}
