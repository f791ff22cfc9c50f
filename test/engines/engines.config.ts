/**
 * The same checks in Chromium, Firefox and WebKitGTK, on built files: `npm run build && npm run test:engines`.
 * An engine that the machine lacks is named and skipped; one that `$HUB_ENGINES` lists (`all`, or names) must be there.
 */
import { defineConfig } from '@playwright/test'

import { ENGINES } from './engines.ts'
import type { EngineOptions } from './fixtures.ts'

export default defineConfig<EngineOptions>({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results/engines',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // A busy machine is not a fault.
  retries: 2,
  forbidOnly: process.env['CI'] !== undefined,
  globalSetup: './announce.ts',
  reporter: 'list',
  projects: ENGINES.map(({ name }) => ({ name, use: { engineName: name } })),
})
