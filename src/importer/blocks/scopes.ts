/**
 * The marks of the seed dialect on an element: which scopes it is for.
 */
import { attribute } from './attributes.ts'
import type { Element } from '../nodes.ts'

/** `data-guide-scopes="a, b c"`; an empty list is for everyone. */
export const scopesOf = (element: Element): string[] =>
  (attribute(element, 'data-guide-scopes') ?? '').split(/[\s,]+/).filter((scope) => scope !== '')
