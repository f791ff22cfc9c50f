/** Why a gate refuses an address, in words. Loaded when the first refusal is told. */
import type { Refusal } from './url.ts'

/** What follows the address in a sentence. `{detail}` is a part of it. */
const REFUSALS = {
  empty: 'is empty',
  none: 'is not an address',
  relative: 'is not an absolute address',
  place: 'is neither an absolute address nor a path that begins with one slash',
  nobody: 'names nobody',
  scheme: 'uses {detail}, not https',
  plain: 'is plain http, which would send the key in clear',
  user: 'carries a user name, which hides the real host',
  fragment: 'carries a fragment',
  backslash: 'holds a backslash',
  origin: 'is on {detail}, which allowedEndpointOrigins does not list',
  host: 'is on {detail}, which the guide does not name',
} as const

/** The name of a reason. */
export type RefusalCode = keyof typeof REFUSALS

/** "uses ftp:, not https": what is wrong with an address, to stand after it. */
export const refusalText = ({ code, detail = '' }: Refusal): string =>
  REFUSALS[code].replace('{detail}', () => detail)
