/**
 * The nearest peer, for comparison alone: fetched from npm into the caches when the bench runs, never a dependency.
 * Its three calls are answered on loopback.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Replies } from './site.ts'

const PACKAGE = '@stackone/hub'

/** The peer's React door needs these beside it. */
const VERSIONS = {
  [PACKAGE]: '1.11.4',
  'react-hook-form': '7.60.0',
  '@hookform/resolvers': '^5.2.2',
  zod: '^4.1.12',
}

/** Where the peer stands once it is fetched; `undefined`, with a word on the console, where it cannot be had. */
export function fetchPeer(cache: string, react: string): string | undefined {
  const folder = join(cache, 'peer')
  const manifest = JSON.stringify({
    private: true,
    dependencies: { ...VERSIONS, react, 'react-dom': react },
  })
  const file = join(folder, 'package.json')
  if (existsSync(join(folder, 'node_modules', PACKAGE)) && readFileSync(file, 'utf8') === manifest)
    return folder
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, manifest)
  try {
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], {
      cwd: folder,
      timeout: 300_000,
    })
    return folder
  } catch {
    console.error(`${PACKAGE} cannot be fetched: its rows are left out.`)
    return undefined
  }
}

/** Its script door. */
export const peerScript = (folder: string): Buffer =>
  readFileSync(join(folder, 'node_modules', PACKAGE, 'dist/webcomponent.js'))

const connector = (provider: string, name: string) => ({
  active: true,
  provider,
  name,
  version: '1.0.0',
  integration_id: provider,
  type: 'ats',
})

/** What it is told, under `base`: one connector, which it opens by itself, or a list of `count` to choose from. */
export const peerReplies = (base: string, count: number): Replies => ({
  [`${base}/hub/settings`]: { enabled_features: [] },
  [`${base}/hub/connectors`]: {
    integrations: Array.from({ length: count }, (_, index) =>
      connector(`provider-${index}`, count === 1 ? 'JazzHR' : providerName(index)),
    ),
  },
  [`${base}/hub/connectors/provider-0`]: {
    config: {
      key: 'jazzhr',
      name: 'JazzHR',
      support: { link: 'https://docs.example/jazzhr', description: '' },
      configFields: [{ key: 'apiKey', label: 'API Key', type: 'password', required: true, secret: true }],
    },
  },
  [`${base}/hub/accounts`]: { id: 'acc_1' },
})

/** Names that sort as they count. */
export const providerName = (index: number): string => `Provider ${String(index + 1).padStart(5, '0')}`
