/**
 * Which files a command is about: paths, folders and patterns, and where in them each file lies.
 */
import { readdir, realpath as realpathOf, type Stats, stat as statOf } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path'

import { glob } from 'tinyglobby'

import { type Diagnostic, onFile } from '../diagnostics.ts'
import { reasonOf } from './files.ts'

/** A file that was found. */
export interface Found {
  /** As it is named in messages: relative to the working directory, unless it was asked for by its absolute path. */
  readonly path: string
  readonly absolute: string
  /** Below the patterns' fixed part, with `/` between. */
  readonly location: string
}

export interface FoundFiles {
  readonly files: readonly Found[]
  /** For each folder that could not be looked into, why: what lies in it is not among the files. */
  readonly closed: readonly Diagnostic[]
  /** The name of the folder that the fixed part is. */
  readonly parent: string
}

/**
 * Files that fit the patterns, in the order of their paths, without those that a link finds again by leading back. A folder
 * stands for all of `extensions` in it.
 */
export async function findFiles(
  patterns: readonly string[],
  cwd: string,
  extensions: readonly string[],
): Promise<FoundFiles> {
  const wanted = await Promise.all(patterns.map((pattern) => asGlob(pattern, cwd, extensions)))
  const base = commonFolder(wanted.map((pattern) => resolve(cwd, pattern.fixed)))
  const named = patterns.some((pattern) => isAbsolute(pattern))
  const spoken = (absolute: string) => slashed(named ? absolute : relative(cwd, absolute))
  const closed = new Map<string, string>()
  const found = await glob(
    wanted.map((pattern) => pattern.glob),
    {
      cwd,
      absolute: true,
      onlyFiles: true,
      expandDirectories: false,
      ignore: ['**/node_modules/**', '**/.git/**'],
      fs: {
        ...linksAsFiles,
        readdir: noting((path, error) => closed.set(resolve(cwd, path), reasonOf(error))),
      },
    },
  )
  const folders = new Map<string, Promise<boolean>>()
  const paths = [...new Set(found.map((path) => resolve(path)))].sort()
  const isRound = await Promise.all(paths.map((path) => goesRound(dirname(path), base, folders)))
  return {
    files: paths
      .filter((_, index) => !isRound[index])
      .map((absolute) => ({
        absolute,
        path: spoken(absolute),
        location: slashed(relative(base, absolute)),
      })),
    closed: [...closed]
      .sort()
      .map(([path, reason]) => onFile(spoken(path) || '.', 'unreadable', `The folder ${reason}.`)),
    parent: basename(base),
  }
}

/** A link that leads nowhere is a file that cannot be read: whoever names it is told so. */
const linksAsFiles = {
  realpath: ((path: string, done: (error: null, real: string) => void) => {
    realpathOf(path, (error, real) => {
      done(null, error ? path : real)
    })
  }) as typeof realpathOf,
  stat: ((path: string, done: (error: null, found: Pick<Stats, 'isDirectory'>) => void) => {
    statOf(path, (error, found) => {
      done(null, error ? { isDirectory: () => false } : found)
    })
  }) as typeof statOf,
}

/** `readdir` that tells of folders which cannot be read; the search goes on without them. */
const noting = (note: (path: string, error: Error) => void): typeof readdir =>
  ((path: string, options: object, done: (error: Error | null, entries: unknown) => void) => {
    readdir(path, options as { withFileTypes: true }, (error, entries) => {
      if (error && error.code !== 'ENOENT' && error.code !== 'ENOTDIR') note(path, error)
      done(error, entries)
    })
  }) as typeof readdir

/**
 * True for a path that goes round: a link in it, below `base`, leads back to a folder around it, where the same files are
 * found by their own paths. Any other link is followed: its files have a place of their own.
 */
async function goesRound(path: string, base: string, known: Map<string, Promise<boolean>>): Promise<boolean> {
  const folder = dirname(path)
  if (path === base || folder === path) return false
  const isRound = async () => {
    if (await goesRound(folder, base, known)) return true
    const [real, around] = await Promise.all([path, folder].map((one) => realpath(one).catch(() => one)))
    return `${around}${sep}`.startsWith(`${real}${sep}`)
  }
  const found = known.get(path) ?? isRound()
  known.set(path, found)
  return found
}

/** The folders of a pattern before its first part with a wildcard; for a plain path, its folder. */
function fixedPart(pattern: string): string {
  const parts = pattern.split('/')
  const wild = parts.findIndex((part) => /[*?[\]{}!()+@]/.test(part))
  const fixed = parts.slice(0, wild < 0 ? -1 : wild)
  return fixed.join('/') || (pattern.startsWith('/') ? '/' : '.')
}

interface Wanted {
  readonly glob: string
  /** The folder below which locations are told. */
  readonly fixed: string
}

async function asGlob(pattern: string, cwd: string, extensions: readonly string[]): Promise<Wanted> {
  const path = slashed(pattern)
  const found = await stat(resolve(cwd, pattern)).catch(() => undefined)
  if (found?.isFile() === true) return { glob: escapedPath(path), fixed: dirname(path) }
  if (found?.isDirectory() !== true) return { glob: path, fixed: fixedPart(path) }
  const folder = path.replace(/\/+$/, '') || '/'
  const spellings = extensions.flatMap((extension) => [extension, extension.toUpperCase()])
  return { glob: `${escapedPath(folder)}/**/*.{${spellings.join(',')}}`, fixed: folder }
}

// A file or folder can have a name that reads like a pattern.
const escapedPath = (path: string): string => path.replace(/[*?[\]{}!()+@]/g, '\\$&')

function commonFolder(folders: readonly string[]): string {
  const [first = '.', ...rest] = folders
  return rest.reduce((common, folder) => {
    const ours = common.split(sep)
    const theirs = folder.split(sep)
    const differs = ours.findIndex((part, index) => part !== theirs[index])
    return (differs < 0 ? ours : ours.slice(0, differs)).join(sep) || sep
  }, first)
}

const slashed = (path: string): string => (sep === '/' ? path : path.split(sep).join('/'))
