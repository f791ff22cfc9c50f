/**
 * Which files a command is about, and where what it makes of them goes. Nothing is written that is there already.
 */
import { readdir } from 'node:fs'
import { mkdir, readFile, realpath, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path'

import { glob } from 'tinyglobby'

import { type Diagnostic, onFile } from './diagnostics.ts'

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

/** A file no larger than this is read. Bytes. */
const MAX_READ_BYTES = 64 * 1024 * 1024

/** A file's bytes, or why they cannot be had. */
export type Read =
  { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly message: string }

/**
 * Files that fit the patterns, in the order of their paths, each once whatever links lead to it. A folder stands for all
 * of `extensions` in it.
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
      fs: { readdir: noting((path, error) => closed.set(resolve(cwd, path), reasonOf(error))) },
    },
  )
  const files = (await eachOnce(found.map((path) => resolve(path)))).map((absolute) => ({
    absolute,
    path: spoken(absolute),
    location: slashed(relative(base, absolute)),
  }))
  return {
    files,
    closed: [...closed]
      .sort()
      .map(([path, reason]) => onFile(spoken(path) || '.', 'unreadable', `The folder ${reason}.`)),
    parent: basename(base),
  }
}

/** `readdir` that tells of folders which cannot be read; the search goes on without them. */
const noting = (note: (path: string, error: Error) => void): typeof readdir =>
  ((path: string, options: object, done: (error: Error | null, entries: unknown) => void) => {
    readdir(path, options as { withFileTypes: true }, (error, entries) => {
      if (error && error.code !== 'ENOENT' && error.code !== 'ENOTDIR') note(path, error)
      done(error, entries)
    })
  }) as typeof readdir

/** In order, and of several paths to one file the first: a link can lead back to a folder around it. */
async function eachOnce(paths: readonly string[]): Promise<string[]> {
  const sorted = [...new Set(paths)].sort((a, b) => (a < b ? -1 : 1))
  const real = await Promise.all(sorted.map((path) => realpath(path).catch(() => path)))
  return sorted.filter((_, index) => real.indexOf(real[index] ?? '') === index)
}

/** Never throws. */
export async function readBytes(path: string): Promise<Read> {
  try {
    const { size } = await stat(path)
    if (size > MAX_READ_BYTES) return { ok: false, message: `is over ${MAX_READ_BYTES / 1024 / 1024} MiB` }
    return { ok: true, bytes: await readFile(path) }
  } catch (error) {
    return { ok: false, message: reasonOf(error) }
  }
}

/** What stands where a run is about to write: nothing, JSON, or a file that is none. */
export type Earlier =
  { readonly kind: 'none' } | { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'other' }

export async function readEarlier(path: string): Promise<Earlier> {
  const read = await readBytes(path)
  if (!read.ok) return { kind: 'none' }
  try {
    return { kind: 'json', value: JSON.parse(new TextDecoder().decode(read.bytes)) as unknown }
  } catch {
    return { kind: 'other' }
  }
}

/** Writes aside and renames, so that no reader meets half a file; not at all where the file holds the same. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const earlier = await readBytes(path)
  const bytes = Buffer.from(text)
  if (earlier.ok && bytes.equals(earlier.bytes)) return
  await mkdir(dirname(path), { recursive: true })
  const aside = `${path}.${process.pid}.tmp`
  try {
    await writeFile(aside, bytes)
    await rename(aside, path)
  } catch (error) {
    await unlink(aside).catch(() => undefined)
    throw error
  }
}

/** What the system says, without the path that the message names anyway. */
export const reasonOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return 'failed'
  return REASONS[code] ?? `failed with ${code}`
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'is closed to this user',
  EPERM: 'is closed to this user',
  EISDIR: 'is a folder',
  EEXIST: 'has a file in the place of its folder',
  ENOTDIR: 'has a file in the place of its folder',
  EROFS: 'lies where nothing may be written',
  ENOSPC: 'has no room on the disk',
  ENAMETOOLONG: 'has too long a name',
  ELOOP: 'is a link that leads back to itself',
}

/** The folders of a pattern before its first part with a wildcard; for a plain path, its folder. */
export function fixedPart(pattern: string): string {
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
