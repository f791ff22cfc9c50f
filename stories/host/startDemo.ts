/**
 * The demo's server side: our endpoint over a folder or Redis, with the stand-in JazzHR or the real one behind it.
 * The endpoint's module is given, so that the same demo runs on the sources and on the built files.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'

import { toNodeHandler } from 'srvx/node'
import { createStorage } from 'unstorage'

import type * as EndpointModule from '../../src/endpoint/index.ts'
import { startStandInJazzhr, type StandInOptions } from './standInJazzhr.ts'

/** How the demo runs. */
export interface DemoOptions extends StandInOptions {
  /** `hub-link/endpoint`. */
  readonly hubLink: typeof EndpointModule
  /** The folder for accounts and the secret that seals them. Made when it is missing. */
  readonly data: string
  /** Keeps accounts in this Redis in place of the folder; the secret stays in the folder. */
  readonly redisUrl?: string | undefined
  /** True: keys are checked by JazzHR itself. False, the default: by the stand-in. */
  readonly live?: boolean | undefined
  readonly log?: EndpointModule.LinkEndpointOptions['log']
  /** Where invitations lead. Without it the endpoint makes none. */
  readonly linkPage?: string | undefined
}

/** A running demo. */
export interface Demo {
  /** Answers a request to `ENDPOINT_PATH` or below it. */
  readonly handle: RequestListener
  /** The token of a session for the hosted page, where there is one. */
  readonly createSession: () => Promise<string>
  readonly close: () => Promise<void>
}

const OWNER = 'org_demo'

/** Starts the demo. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { hubLink, data, redisUrl, live = false, log, linkPage } = options
  const secret = await readSecret(data)
  const storage = createStorage({
    driver:
      redisUrl === undefined
        ? hubLink.fileDriver({ base: join(data, 'accounts') })
        : (await import('unstorage/drivers/redis')).default({ url: redisUrl, base: 'hub-link-demo' }),
  })
  const standIn = live ? undefined : await startStandInJazzhr(options)
  const endpoint = hubLink.createLinkEndpoint({
    // The demo has one customer, who is always signed in.
    owner: () => ({ id: OWNER }),
    providers: [hubLink.jazzhr(standIn && { baseUrl: standIn.baseUrl })],
    storage,
    secrets: [secret],
    shared: redisUrl !== undefined,
    log,
    linkPage,
  })
  // srvx types one handler for both versions of HTTP.
  const handle = toNodeHandler(endpoint.fetch) as RequestListener
  return {
    handle,
    createSession: async () =>
      (await endpoint.createSession({ owner: OWNER, provider: 'jazzhr', expiresIn: 3600 })).token,
    close: async () => {
      await standIn?.close()
      await storage.dispose()
    },
  }
}

/** The secret of this data folder: made once, so that accounts can still be opened after a restart. */
async function readSecret(data: string): Promise<string> {
  const path = join(data, 'secret')
  await mkdir(data, { recursive: true, mode: 0o700 })
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(randomBytes(32).toString('base64'))
    } finally {
      await file.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return (await readFile(path, 'utf8')).trim()
}
