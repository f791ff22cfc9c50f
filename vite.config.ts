/**
 * Vite serves the demo host (`npm run dev`); Vitest runs the projects below.
 * The browser projects are one suite run against each React that a host may bring.
 */
import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import type { Plugin } from 'vite'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

import { demoHost } from './stories/host/demoHost.ts'
import { chromiumOptions } from './test/chromium.ts'

/** What React code imports of React; a table below says who answers. */
const REACT_MODULES = [
  'react',
  'react/jsx-runtime',
  'react/jsx-dev-runtime',
  'react-dom',
  'react-dom/client',
  'react-dom/server',
  'react-dom/test-utils',
] as const

/** The Reacts that the browser suite runs against: project name to what stands for each module. */
const REACTS: Record<string, Partial<Record<(typeof REACT_MODULES)[number], string>>> = {
  browser: {},
  'browser-react18': {
    react: 'react-18',
    'react/jsx-runtime': 'react-18/jsx-runtime',
    'react/jsx-dev-runtime': 'react-18/jsx-dev-runtime',
    'react-dom': 'react-dom-18',
    'react-dom/client': 'react-dom-18/client',
    'react-dom/server': 'react-dom-18/server',
    'react-dom/test-utils': 'react-dom-18/test-utils',
  },
  'browser-preact': {
    react: 'preact/compat',
    'react/jsx-runtime': 'preact/jsx-runtime',
    'react/jsx-dev-runtime': 'preact/jsx-dev-runtime',
    'react-dom': 'preact/compat',
    'react-dom/client': 'preact/compat/client',
    'react-dom/server': 'preact/compat/server',
    'react-dom/test-utils': 'preact/test-utils',
  },
}

/** Bundled before the suite starts: a dependency that Vite meets on the way reloads the page under a test. */
const PREPARED = [
  '@hookform/resolvers/standard-schema',
  '@tanstack/react-query',
  '@testing-library/react',
  'axe-core',
  'msw',
  'msw/browser',
  'react-hook-form',
  'zod/mini',
]

// A busy machine is not a fault: nothing here judges by the clock.
const PATIENCE = { testTimeout: 60_000, hookTimeout: 60_000 }

const STORYBOOK = fileURLToPath(new URL('.storybook', import.meta.url))

/** msw's service worker, served from the package: a copy in a public folder would go stale. */
const mockServiceWorker: Plugin = {
  name: 'mock-service-worker',
  configureServer(server) {
    server.middlewares.use('/mockServiceWorker.js', (_request, response) => {
      response.setHeader('Content-Type', 'text/javascript')
      createReadStream(fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js'))).pipe(response)
    })
  },
}

// A new one for each project: Vitest writes the project's name into the instance.
const chromium = (contextOptions: { reducedMotion?: 'reduce' } = {}) =>
  ({
    enabled: true,
    headless: true,
    provider: playwright({
      launchOptions: chromiumOptions(),
      contextOptions: { locale: 'en-GB', ...contextOptions },
      actionTimeout: 20_000,
    }),
    instances: [{ browser: 'chromium' as const }],
    screenshotFailures: false,
  }) satisfies NonNullable<TestProjectInlineConfiguration['test']>['browser']

const browserProject = ([name, stand]: [
  string,
  (typeof REACTS)[string],
]): TestProjectInlineConfiguration => ({
  plugins: [react(), mockServiceWorker],
  resolve: {
    // Whole names alone, so that `react` leaves `react-hook-form` as it is.
    alias: Object.entries(stand).map(([id, replacement]) => ({ find: new RegExp(`^${id}$`), replacement })),
  },
  optimizeDeps: { include: [...PREPARED, ...new Set(REACT_MODULES.map((id) => stand[id] ?? id))] },
  define: { __REACT_PROJECT__: JSON.stringify(name) },
  test: {
    ...PATIENCE,
    name,
    include: ['test/browser/**/*.test.{ts,tsx}'],
    setupFiles: ['test/browser/setup.ts'],
    globalSetup: ['test/browser/setup-global.ts'],
    // Pages of one browser share its clipboard, channels and storage.
    fileParallelism: false,
    expect: { poll: { timeout: 20_000 } },
    browser: chromium(),
  },
})

/** Every story: its play function, then axe over what it came to. `.storybook/preview.tsx` makes a fault an error. */
const storybookProject: TestProjectInlineConfiguration = {
  plugins: [storybookTest({ configDir: STORYBOOK })],
  optimizeDeps: { include: [...PREPARED, ...REACT_MODULES] },
  test: {
    ...PATIENCE,
    name: 'storybook',
    globalSetup: ['test/browser/setup-global.ts'],
    // Colours are judged as they come to rest, not on their way from one to another.
    browser: { ...chromium({ reducedMotion: 'reduce' }), viewport: { width: 1008, height: 900 } },
  },
}

export default defineConfig({
  plugins: [react(), demoHost()],
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...PATIENCE,
          name: 'unit',
          environment: 'node',
          setupFiles: ['test/seed.ts'],
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/browser/**', 'test/e2e/**', 'test/package/**', 'test/endpoint/slow/**'],
        },
      },
      // Real stores and clocks: minutes, not seconds.
      {
        extends: true,
        test: {
          ...PATIENCE,
          name: 'endpoint',
          environment: 'node',
          setupFiles: ['test/seed.ts'],
          include: ['test/endpoint/slow/**/*.test.ts'],
        },
      },
      // Reads dist: `npm run build` first.
      {
        extends: true,
        test: { ...PATIENCE, name: 'package', environment: 'node', include: ['test/package/**/*.test.ts'] },
      },
      ...Object.entries(REACTS).map(browserProject),
      storybookProject,
    ],
  },
})
