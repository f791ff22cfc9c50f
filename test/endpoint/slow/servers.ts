/**
 * Starts server processes from `serverProcess.ts`, built once for a test file, and talks to them.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'vite'

import { read, type Answered } from '../harness.ts'

/** A folder with the built program. */
export interface Program {
  readonly file: string
  readonly dispose: () => void
}

/** Builds `serverProcess.ts` into one file that runs anywhere. */
export async function buildServer(): Promise<Program> {
  const outDir = mkdtempSync(join(tmpdir(), 'link-server-'))
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL('serverProcess.ts', import.meta.url)),
      outDir,
      rolldownOptions: { output: { entryFileNames: 'server.mjs' } },
    },
  })
  return { file: join(outDir, 'server.mjs'), dispose: () => rmSync(outDir, { recursive: true, force: true }) }
}

/** A running server process. */
export interface ServerProcess {
  readonly url: string
  readonly child: ChildProcess
  /** What it wrote to its standard error. */
  readonly errors: () => string
  /** Ends it as a power cut does. */
  kill(): Promise<void>
}

/** Starts the program. Its errors are kept from the test's output; a failure to start is thrown. */
export async function startServer(program: Program, env: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [program.file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  let said = ''
  for await (const chunk of child.stdout) {
    said += String(chunk)
    const [, port] = /port (\d+)/.exec(said) ?? []
    if (port === undefined) continue
    return {
      url: `http://127.0.0.1:${port}/api/link`,
      child,
      errors: () => errors,
      kill: async () => {
        if (child.exitCode !== null || child.signalCode !== null) return
        child.kill('SIGKILL')
        await once(child, 'exit')
      },
    }
  }
  throw new Error(`the server did not start: ${errors}`)
}

/** A JazzHR on loopback that takes its time and counts how often each key was asked about. */
export async function startJazz(delay: () => number) {
  const calls = new Map<string, number>()
  const server = createServer((req, res) => {
    const key = new URL(req.url ?? '', 'http://jazz').searchParams.get('apikey') ?? ''
    calls.set(key, (calls.get(key) ?? 0) + 1)
    setTimeout(() => res.setHeader('content-type', 'application/json').end('[]'), delay())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    total: () => [...calls.values()].reduce((sum, count) => sum + count, 0),
    dispose: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Sends a body to a server. Rejects when the connection breaks. */
export async function send(
  url: string,
  body: object,
  { key = randomUUID(), owner = 'org_1' }: { key?: string; owner?: string } = {},
): Promise<Answered> {
  return read(
    await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'hub-protocol': '1',
        'idempotency-key': `"${key}"`,
        'x-owner': owner,
      },
      body: JSON.stringify(body),
    }),
  )
}

/** Sends a link of JazzHR. */
export const sendLink = (url: string, apiKey: string, key: string): Promise<Answered> =>
  send(url, { op: 'link', provider: 'jazzhr', fields: { apiKey }, locale: 'en' }, { key })

/** Every account of an owner, page by page. */
export async function allAccounts(url: string) {
  const accounts = []
  for (let after: string | undefined; ;) {
    const { body } = await send(url, { op: 'accounts', ...(after !== undefined && { after }) })
    accounts.push(...body.accounts)
    after = body.next
    if (after === undefined) return accounts
  }
}
