/**
 * A file driver for unstorage that never tears a value: it writes aside and renames, and flushes file and folder
 * unless the caller says `{ durable: false }`.
 * For one process; Node, Bun and Deno. `createStorage({ driver: fileDriver({ base: '.data/links' }) })`.
 */
import type { Dirent } from 'node:fs'
import { defineDriver } from 'unstorage'

import { randomId } from '../bytes.ts'
import { EndpointConfigError } from '../errors.ts'

/** What a caller may say of one value. */
interface FileOptions {
  readonly durable?: boolean
}

/** Where the files lie. `base` is a folder of their own; it is made when it is missing. */
export interface FileDriverOptions {
  readonly base: string
}

// Asked for at run time and not imported, so that this entry still loads where there is no file system (Workers).
function loadNode() {
  const { process } = globalThis as { process?: NodeJS.Process }
  if (typeof process?.getBuiltinModule !== 'function')
    throw new EndpointConfigError(
      'storage-unsupported',
      'fileDriver needs a file system.',
      'This runtime has none, so accounts would be lost.',
      'Use another unstorage driver here (Redis, or one of the platform’s own).',
    )
  return {
    fs: process.getBuiltinModule('node:fs/promises'),
    path: process.getBuiltinModule('node:path'),
  }
}

// Left by a process that was killed while it wrote.
const STALE_MS = 60 * 60 * 1000
const ASIDE = '.aside'

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === 'ENOENT' || error.code === 'ENOTDIR')

const whenThere = async <Value, Fallback>(
  work: Promise<Value>,
  fallback: Fallback,
): Promise<Value | Fallback> => {
  try {
    return await work
  } catch (error) {
    if (isMissing(error)) return fallback
    throw error
  }
}

// unstorage leaves the base out where its types say that it is a string.
const withColon = (below = ''): string => (below === '' ? '' : below.replace(/:?$/, ':'))

/**
 * The driver. Files are readable by their owner alone. Throws `storage-unsupported` where there is no file
 * system, and `storage-missing` without a base.
 */
export const fileDriver = defineDriver<FileDriverOptions>((options: FileDriverOptions | undefined) => {
  const { fs, path } = loadNode()
  const { base: given } = options ?? {}
  if (typeof given !== 'string' || given === '')
    throw new EndpointConfigError(
      'storage-missing',
      'fileDriver was given no base.',
      'Accounts would lie in no folder.',
      "Give a folder of their own: fileDriver({ base: '.data/links' }).",
    )
  const base = path.resolve(given)
  const aside = path.join(base, ASIDE)

  const fileOf = (key: string): string => {
    const parts = key.split(':')
    // unstorage refuses dot segments; a driver may be used without it.
    if (parts.some((part) => part === '' || part === '.' || part === '..' || /[/\\\0]/.test(part)))
      throw new TypeError('fileDriver: a key part is empty, a dot segment, or holds a slash')
    return path.join(base, ...parts)
  }

  const removeStale = async (): Promise<void> => {
    await fs.mkdir(aside, { recursive: true, mode: 0o700 })
    for (const name of await fs.readdir(aside)) {
      const file = path.join(aside, name)
      const stat = await whenThere(fs.stat(file), undefined)
      if (stat && Date.now() - stat.mtimeMs > STALE_MS) await fs.rm(file, { force: true })
    }
  }
  let ready: Promise<void> | undefined
  // A failure is not kept: the disk may have room later.
  const prepare = () =>
    (ready ??= removeStale().catch((error: unknown) => {
      ready = undefined
      throw error
    }))

  /** Makes a rename or removal in a folder outlive a power cut. */
  const flush = async (directory: string): Promise<void> => {
    // Windows opens no folder; its file system keeps the order itself.
    if (process.platform === 'win32') return
    const handle = await whenThere(fs.open(directory, 'r'), undefined)
    try {
      await handle?.sync()
    } finally {
      await handle?.close()
    }
  }

  const moveIn = async (from: string, to: string, durable: boolean): Promise<void> => {
    try {
      await fs.rename(from, to)
    } catch (error) {
      if (!isMissing(error)) throw error
      const first = await fs.mkdir(path.dirname(to), { recursive: true, mode: 0o700 })
      await fs.rename(from, to)
      // Whatever made the folder: a value that must outlive a power cut may lie in it next.
      if (first !== undefined)
        for (let made = path.dirname(to); made.length >= first.length; made = path.dirname(made))
          await flush(path.dirname(made))
    }
    if (durable) await flush(path.dirname(to))
  }

  const setItem = async (key: string, value: string, { durable = true }: FileOptions = {}): Promise<void> => {
    const target = fileOf(key)
    await prepare()
    const temporary = path.join(aside, randomId())
    const open = () => fs.open(temporary, 'wx', 0o600)
    try {
      const handle = await open().catch(async (error: unknown) => {
        if (!isMissing(error)) throw error
        // The folder was taken away while we ran.
        ready = undefined
        await prepare()
        return open()
      })
      try {
        await handle.writeFile(value, 'utf8')
        if (durable) await handle.sync()
      } finally {
        await handle.close()
      }
      await moveIn(temporary, target, durable)
    } catch (error) {
      await fs.rm(temporary, { force: true }).catch(() => undefined)
      throw error
    }
  }

  const keysBelow = async (folder: string, prefix: string): Promise<string[]> => {
    const none: Dirent[] = []
    const entries = await whenThere(fs.readdir(folder, { withFileTypes: true }), none)
    const nested = entries
      .filter(({ name }) => name !== ASIDE)
      .map(async (entry) =>
        entry.isDirectory()
          ? keysBelow(path.join(folder, entry.name), `${prefix}${entry.name}:`)
          : [prefix + entry.name],
      )
    return (await Promise.all(nested)).flat()
  }

  return {
    name: 'file',
    options: { ...options, base },
    hasItem: async (key) => (await whenThere(fs.stat(fileOf(key)), undefined))?.isFile() ?? false,
    getItem: (key) => whenThere(fs.readFile(fileOf(key), 'utf8'), null),
    setItem,
    removeItem: async (key, { durable = true }: FileOptions) => {
      const file = fileOf(key)
      await whenThere(fs.unlink(file), undefined)
      if (durable) await flush(path.dirname(file))
    },
    getKeys: (below?: string) => {
      const prefix = withColon(below)
      return keysBelow(prefix === '' ? base : fileOf(prefix.slice(0, -1)), prefix)
    },
    clear: async (below?: string) => {
      const prefix = withColon(below)
      await fs.rm(prefix === '' ? base : fileOf(prefix.slice(0, -1)), { recursive: true, force: true })
      ready = undefined
    },
  }
})
