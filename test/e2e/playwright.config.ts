/**
 * The walk through the built files in Chromium: `npm run build && npm run test:e2e`.
 * A test starts the server that it needs, on a port of its own, and closes it.
 */
import { defineConfig } from '@playwright/test'

import { prepareChromium } from '../chromium.ts'

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results',
  snapshotPathTemplate: '{testDir}/spoken/{arg}{ext}',
  workers: 1,
  // A busy machine is not a fault.
  retries: 2,
  timeout: 180_000,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    launchOptions: await prepareChromium(),
    locale: 'en-GB',
    timezoneId: 'UTC',
    actionTimeout: 20_000,
    trace: 'retain-on-failure',
  },
})
