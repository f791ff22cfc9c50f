/**
 * The guides that the script build contains: what `provider` alone can find.
 */
import type { GuideInput } from '../core/guide.ts'
import { jazzhr } from './jazzhr.ts'

/** By provider. A map, so that no name finds a property of `Object.prototype`. */
export const builtInGuides: ReadonlyMap<string, GuideInput> = new Map([[jazzhr.provider, jazzhr]])
