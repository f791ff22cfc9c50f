/**
 * The command line: read once into a command, or refused with a sentence that says what to write.
 */
import { parseArgs } from 'node:util'

import { VERSION } from '../../core/version.ts'
import { HELP, HELP_OF } from './help.ts'
import type { Manner } from './output.ts'

export type Command =
  /** Its whole answer is a text: help, or the version. */
  | { readonly kind: 'print'; readonly text: string }
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

const OPTIONS = {
  out: { type: 'string' },
  'asset-base': { type: 'string' },
  'site-base': { type: 'string' },
  locale: { type: 'string' },
  verbose: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
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
  const [first, ...rest] = positionals
  const asksHelp = values.help === true || first === 'help'
  const [word, ...operands] = first === 'help' ? rest : positionals
  if (word === undefined) {
    if (asksHelp) return { kind: 'print', text: HELP }
    if (values.version === true) return { kind: 'print', text: `${VERSION}\n` }
    throw new UsageError('Say what to do: import, check or catalogue.')
  }
  const name = named(word)
  if (asksHelp) return { kind: 'print', text: HELP_OF[name] }
  for (const option of Object.keys(values))
    if (!(ALLOWED[name] as readonly string[]).includes(option))
      throw new UsageError(`“${name}” has no option --${option}.`)
  const manner = { verbose: values.verbose === true, json: values.json === true }
  switch (name) {
    case 'check':
      return { kind: 'check', patterns: some(operands, 'check'), manner }
    case 'catalogue': {
      const [folder = '', ...more] = some(operands, 'catalogue')
      if (more.length > 0) throw new UsageError('“catalogue” takes one folder.')
      return { kind: 'catalogue', folder, out: catalogueFile(values.out), manner }
    }
    case 'import':
      return {
        kind: 'import',
        patterns: some(operands, 'import'),
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
    const { code, message } = error as Error & { code?: string }
    // Node names the option first: `Option '-h, --help' does not take an argument`.
    const option = /'(?:-\w, )?(-[^\s'=]+)/.exec(message)?.[1] ?? ''
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new UsageError(`There is no option ${option}.`)
    const takes = message.includes('does not take') ? 'takes no value' : 'needs a value after it'
    throw new UsageError(`${option} ${takes}.`)
  }
}

function named(word: string): Name {
  if (Object.hasOwn(HELP_OF, word)) return word as Name
  throw new UsageError(`There is no command “${word}”: write import, check or catalogue.`)
}

/** What each command is about, in a sentence and in its usage. */
const OPERANDS = {
  import: ['pages', '<pages> --out <folder>'],
  check: ['files', '<files>'],
  catalogue: ['a folder', '<folder> --out <file>'],
} as const

function some(operands: readonly string[], command: Name): readonly string[] {
  const [what, usage] = OPERANDS[command]
  if (operands.length === 0 || operands.includes(''))
    throw new UsageError(`“${command}” needs ${what}: hub-link ${command} ${usage}.`)
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
