/**
 * The guides that the script build contains: what `provider` alone can find.
 */
import type { Guide } from '../core/guide.ts'
import { jazzhr } from './jazzhr.ts'

/** By provider. A map, so that no name finds a property of `Object.prototype`. */
export const builtInGuides: ReadonlyMap<string, Guide> = new Map([[jazzhr.provider, jazzhr]])
