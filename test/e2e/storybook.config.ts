/** Storybook as it is published: `npm run build:storybook`, then `playwright test --config test/e2e/storybook.config.ts`. */
import { defineConfig } from '@playwright/test'

import config from './playwright.config.ts'

export default defineConfig(config, { testMatch: 'storybook.ts', outputDir: '../../test-results/storybook' })
