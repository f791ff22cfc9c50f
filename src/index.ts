/**
 * `hub-link`: the React entry.
 */
export type { Guide, GuideInput } from './core/guide.ts'
