/**
 * A real Redis on a free loopback port, for one test file. Debian's `redis-server`; without it those tests are left out.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Redis } from 'ioredis'

/** Whether there is a Redis to test against. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0

/** Says on the console what a machine without Redis leaves out. */
export function sayWithoutRedis(what: string): void {
  if (!hasRedis)
    console.warn(`redis-server is not installed: left out ${what}. apt-get install redis-server runs it.`)
}

/** A server that can be stopped and started again on the same port and data. */
export interface RedisServer {
  readonly url: string
  readonly client: Redis
  start(): Promise<void>
  /** Saves and stops, as a restart of the service does. */
  stop(): Promise<void>
  /** Everything in it: the dump file's bytes. */
  dump(): Promise<string>
  dispose(): Promise<void>
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Starts a server over a folder of its own; `cluster` makes it the only node of one. */
export async function startRedis({ cluster = false } = {}): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'link-redis-'))
  const port = await freePort()
  let running: ChildProcess | undefined

  const start = async (): Promise<void> => {
    const child = spawn(
      'redis-server',
      // Uncompressed, so that a search of the dump sees what lies in it.
      [
        '--port',
        `${port}`,
        '--bind',
        '127.0.0.1',
        '--dir',
        folder,
        '--rdbcompression',
        'no',
        '--save',
        '3600 1',
        ...(cluster ? ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'] : []),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    running = child
    let said = ''
    for await (const chunk of child.stdout) {
      said += String(chunk)
      if (!said.includes('Ready to accept connections')) continue
      child.stdout.destroy()
      return
    }
    throw new Error(`redis-server did not start: ${said}`)
  }

  const stop = async (): Promise<void> => {
    if (!running) return
    running.kill('SIGTERM')
    await once(running, 'exit')
    running = undefined
  }

  await start()
  const client = new Redis({ port, host: '127.0.0.1' })
  client.on('error', () => undefined)
  if (cluster) {
    await client.cluster('ADDSLOTSRANGE', 0, 16_383)
    while (!(await client.cluster('INFO')).includes('cluster_state:ok'))
      await new Promise((done) => setTimeout(done, 50))
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    client,
    start,
    stop,
    async dump() {
      await client.save()
      return readFileSync(join(folder, 'dump.rdb'), 'latin1')
    },
    async dispose() {
      client.disconnect()
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
