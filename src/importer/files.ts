/**
 * Which files a command is about, and where what it makes of them goes. Nothing is written that is there already.
 */
import { mkdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path'

import { glob } from 'tinyglobby'

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
  /** The name of the folder that the fixed part is. */
  readonly parent: string
}

/** A file no larger than this is read. Bytes. */
const MAX_READ_BYTES = 64 * 1024 * 1024

/** A file's bytes, or why they cannot be had. */
export type Read =
  { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly message: string }

/** Files that fit the patterns, in the order of their paths. A folder stands for all of `extensions` in it. */
export async function findFiles(
  patterns: readonly string[],
  cwd: string,
  extensions: readonly string[],
): Promise<FoundFiles> {
  const wanted = await Promise.all(patterns.map((pattern) => asGlob(pattern, cwd, extensions)))
  const base = commonFolder(wanted.map((pattern) => resolve(cwd, pattern.fixed)))
  const found = await glob(
    wanted.map((pattern) => pattern.glob),
    {
      cwd,
      absolute: true,
      onlyFiles: true,
      expandDirectories: false,
      ignore: ['**/node_modules/**', '**/.git/**'],
    },
  )
  const named = patterns.some((pattern) => isAbsolute(pattern))
  const files = [...new Set(found.map((path) => resolve(path)))].map((absolute) => ({
    absolute,
    path: slashed(named ? absolute : relative(cwd, absolute)),
    location: slashed(relative(base, absolute)),
  }))
  return { files: files.sort((a, b) => (a.absolute < b.absolute ? -1 : 1)), parent: basename(base) }
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

/** JSON that an earlier run wrote; undefined for none, or none that can be read. */
export async function readEarlier(path: string): Promise<unknown> {
  const read = await readBytes(path)
  if (!read.ok) return undefined
  try {
    return JSON.parse(new TextDecoder().decode(read.bytes)) as unknown
  } catch {
    return undefined
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
  if (code === 'ENOENT') return 'is not there'
  if (code === 'EACCES' || code === 'EPERM') return 'may not be opened'
  if (code === 'EISDIR') return 'is a folder'
  return typeof code === 'string' ? `failed with ${code}` : 'failed'
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
  return { glob: `${escapedPath(folder)}/**/*.${oneOf(extensions)}`, fixed: folder }
}

// A file or folder can have a name that reads like a pattern.
const escapedPath = (path: string): string => path.replace(/[*?[\]{}!()+@]/g, '\\$&')

// Braces around one name alone are read as braces.
const oneOf = (names: readonly string[]): string =>
  names.length === 1 ? names.join() : `{${names.join(',')}}`

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
