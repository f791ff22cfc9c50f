/** The pictures of README and documentation: `npm run screenshots` takes them anew. */
import { defineConfig } from '@playwright/test'

import config from './pictures.config.ts'

export default defineConfig(config, {
  testMatch: 'screenshots.ts',
  outputDir: '../../test-results/screenshots',
})
