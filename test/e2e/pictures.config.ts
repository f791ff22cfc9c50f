/**
 * Pictures of every story, to be looked at: `npm run screenshots:all`, or after
 * `PICTURES=/tmp/pictures npx playwright test --config test/e2e/pictures.config.ts`, with `-g "Walk"` for some.
 */
import { defineConfig } from '@playwright/test'

import { prepareChromium } from '../chromium.ts'

export default defineConfig({
  testDir: '.',
  testMatch: 'pictures.ts',
  outputDir: '../../test-results/pictures',
  workers: 1,
  reporter: 'list',
  timeout: 120_000,
  use: { launchOptions: await prepareChromium(), locale: 'en-GB', timezoneId: 'UTC' },
})
