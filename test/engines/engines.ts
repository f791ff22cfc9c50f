/** The engines that are checked, and which of them must be there. */
import type { Engine } from './engine.ts'
import { chromium, firefox } from './puppeteer.ts'
import { webkit } from './webkit.ts'

export const ENGINES: readonly Engine[] = [chromium, firefox, webkit]

/** True where a missing engine is a failure: it was installed for this run. */
export const isDemanded = (name: Engine['name']): boolean =>
  /\ball\b/.test(process.env['HUB_ENGINES'] ?? '') ||
  (process.env['HUB_ENGINES'] ?? '').split(/[\s,]+/).includes(name)
