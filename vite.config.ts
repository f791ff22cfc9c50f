/**
 * Vite serves the demo host (`npm run dev`); Vitest runs the projects below.
 * The browser projects are one suite run against each React that a host may bring.
 */
import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'

import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import type { AliasOptions, Plugin } from 'vite'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

import { chromiumOptions } from './test/chromium.ts'

/** Exact aliases, so that `react` leaves `react-hook-form` alone. */
const alias = (table: Record<string, string>): AliasOptions =>
  Object.entries(table).map(([name, replacement]) => ({ find: new RegExp(`^${name}$`), replacement }))

/** The Reacts that the browser suite runs against: project name to aliases. */
const REACTS: Record<string, AliasOptions> = {
  browser: [],
  'browser-react18': alias({
    react: 'react-18',
    'react/jsx-runtime': 'react-18/jsx-runtime',
    'react/jsx-dev-runtime': 'react-18/jsx-dev-runtime',
    'react-dom': 'react-dom-18',
    'react-dom/client': 'react-dom-18/client',
    'react-dom/server': 'react-dom-18/server',
    'react-dom/test-utils': 'react-dom-18/test-utils',
  }),
  'browser-preact': alias({
    react: 'preact/compat',
    'react/jsx-runtime': 'preact/jsx-runtime',
    'react/jsx-dev-runtime': 'preact/jsx-dev-runtime',
    'react-dom': 'preact/compat',
    'react-dom/client': 'preact/compat/client',
    'react-dom/server': 'preact/compat/server',
    'react-dom/test-utils': 'preact/test-utils',
  }),
}

// A busy machine is not a fault: nothing here judges by the clock.
const PATIENCE = { testTimeout: 60_000, hookTimeout: 60_000 }

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

const browserProject = (name: string): TestProjectInlineConfiguration => ({
  plugins: [react(), mockServiceWorker],
  resolve: { alias: REACTS[name] ?? [], dedupe: ['react', 'react-dom'] },
  define: { __REACT_PROJECT__: JSON.stringify(name) },
  test: {
    ...PATIENCE,
    name,
    include: ['test/browser/**/*.test.{ts,tsx}'],
    setupFiles: ['test/browser/setup.ts'],
    globalSetup: ['test/browser/setup-global.ts'],
    browser: {
      enabled: true,
      headless: true,
      provider: playwright({ launchOptions: chromiumOptions(), contextOptions: { locale: 'en-GB' } }),
      instances: [{ browser: 'chromium' }],
      screenshotFailures: false,
    },
  },
})

export default defineConfig({
  plugins: [react()],
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...PATIENCE,
          name: 'unit',
          environment: 'node',
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
          include: ['test/endpoint/slow/**/*.test.ts'],
        },
      },
      // Reads dist: `npm run build` first.
      {
        extends: true,
        test: { ...PATIENCE, name: 'package', environment: 'node', include: ['test/package/**/*.test.ts'] },
      },
      ...Object.keys(REACTS).map(browserProject),
    ],
  },
})
