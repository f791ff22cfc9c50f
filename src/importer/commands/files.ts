/**
 * Reads and writes files, each whole, and says why where it cannot. Nothing is written that is there already.
 */
import type { Stats } from 'node:fs'
import { mkdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A file no larger than this is read. Bytes. */
const MAX_READ_BYTES = 64 * 1024 * 1024

/** A file's bytes, or why they cannot be had. */
export type Read =
  { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly message: string }

/** What a device, a pipe or a socket is told to be: reading one need never end. */
const NO_FILE = 'is no file that holds text'

/** Never throws. */
export async function readBytes(path: string): Promise<Read> {
  try {
    const there = await stat(path)
    if (isSpecial(there)) return { ok: false, message: NO_FILE }
    if (there.size > MAX_READ_BYTES)
      return { ok: false, message: `is over ${MAX_READ_BYTES / 1024 / 1024} MiB` }
    return { ok: true, bytes: await readFile(path) }
  } catch (error) {
    return { ok: false, message: reasonOf(error) }
  }
}

/** What stands where a run is about to write: nothing, JSON, or what is none. */
export type Earlier =
  { readonly kind: 'none' } | { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'other' }

export async function readEarlier(path: string): Promise<Earlier> {
  const read = await readBytes(path)
  if (!read.ok) return { kind: read.message === NO_FILE ? 'other' : 'none' }
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
  // A rename would replace the device.
  if (!earlier.ok && earlier.message === NO_FILE) throw new FileFault(NO_FILE)
  await makeFolder(dirname(path))
  const aside = `${path}.${process.pid}.tmp`
  try {
    await writeFile(aside, bytes)
    await rename(aside, path)
  } catch (error) {
    await unlink(aside).catch(() => undefined)
    throw error
  }
}

/** Makes a folder and those around it. Node's own `recursive` never ends where the system has no room for one, as in `/proc`. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (await isFolder(path)) return
    if (codeOf(error) !== 'ENOENT') throw error
    const around = dirname(path)
    if (around === path || (await isFolder(around))) throw new FileFault('lies where no folder can be made')
    await makeFolder(around)
    await makeFolder(path)
  }
}

/** Makes the folder that a command writes to; the reason where there can be none. */
export async function folderFault(path: string): Promise<string | undefined> {
  const there = await stat(path).catch(() => undefined)
  if (there && !there.isDirectory()) return 'is no folder'
  return makeFolder(path).then(() => undefined, reasonOf)
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (there) => there.isDirectory(),
    () => false,
  )

const isSpecial = (there: Stats): boolean => !there.isFile() && !there.isDirectory()

/** What the system has no code for. The message is the reason. */
class FileFault extends Error {
  override readonly name = 'FileFault'
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code

/** What the system says, without the path that the message names anyway. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof FileFault) return error.message
  const code = codeOf(error)
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
