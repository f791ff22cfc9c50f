/**
 * `hub-link/headless`: the flow without markup or styles.
 */
export type { Guide, GuideInput } from './core/guide.ts'
