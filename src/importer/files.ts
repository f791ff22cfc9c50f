/**
 * Reads and writes files, each whole, and says why where it cannot. Nothing is written that is there already.
 */
import { mkdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A file no larger than this is read. Bytes. */
const MAX_READ_BYTES = 64 * 1024 * 1024

/** A file's bytes, or why they cannot be had. */
export type Read =
  { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly message: string }

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
