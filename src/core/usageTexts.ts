/**
 * The sentences of each usage error. They are loaded when the first one is told, for a page that has none to tell.
 */

import { refusalText } from './refusals.ts'
import { remarkText } from './remarks.ts'
import type { UsageDetail } from './usage.ts'

/** What was found, why it matters, and how to mend it. `{detail}` is foreign text. */
interface UsageText {
  readonly what: string
  readonly why: string
  readonly how: string
}

/** Every usage error by its code. The code is stable: search the documentation for it. */
export const USAGE = {
  'endpoint-missing': {
    what: 'Neither endpoint nor link was given.',
    why: 'There is nowhere to send a key.',
    how: 'Give endpoint or link.',
  },
  'endpoint-refused': {
    what: 'The endpoint {detail}.',
    why: 'A key is only sent over https, to a trusted origin.',
    how: 'Use https on the page’s origin, or list another in allowedEndpointOrigins.',
  },
  'endpoint-twice': {
    what: 'Both endpoint and link were given.',
    why: 'Only link is used.',
    how: 'Remove one of them.',
  },
  'account-invalid': {
    what: 'The account has no id.',
    why: 'Another one would be linked.',
    how: 'Give account.id, or no account.',
  },
  'headers-invalid': {
    what: 'The headers cannot be used: {detail}.',
    why: 'Nothing was sent.',
    how: 'Give an object of strings, or a function that returns one.',
  },
  'guide-missing': {
    what: 'No guide was given.',
    why: 'There is nothing to show.',
    how: "Give guide={jazzhr} (from 'hub-link/guides/jazzhr').",
  },
  'guide-invalid': {
    what: 'The guide cannot be used. {detail}',
    why: 'It is refused whole, so that nobody follows half of it.',
    how: 'Mend each path above; `npx hub-link check <file>` finds them.',
  },
  'guide-degraded': {
    what: 'Parts of the guide were left out. {detail}',
    why: 'They are unsafe or unknown; the rest is shown.',
    how: 'Mend each path above; `npx hub-link check <file>` finds them.',
  },
  'attribute-invalid': {
    what: 'This attribute cannot be used: {detail}.',
    why: 'The default is used.',
    how: 'Give one that the README lists.',
  },
  'provider-unknown': {
    what: 'There is no guide for {detail}.',
    why: 'The script has that of jazzhr alone.',
    how: 'Give provider="jazzhr", or a guide with guide="/guides/name.json".',
  },
  'locale-missing': {
    what: 'There are no words for the language {detail}.',
    why: 'It is shown in English.',
    how: 'Give messages, as from hub-link/locales/<tag>; by script tag, load hub.<tag>.js.',
  },
  'version-conflict': {
    what: 'This page has two versions of the script: {detail}.',
    why: 'The first is used.',
    how: 'Remove one of the script tags.',
  },
  'browser-unsupported': {
    what: 'This browser lacks {detail}.',
    why: 'What stands inside its tag is shown.',
    how: 'Put a link or a sentence inside the tag.',
  },
  'token-unsafe': {
    what: 'These tokens would fetch: {detail}.',
    why: 'The default is used.',
    how: 'Give values without url().',
  },
  'frame-silent': {
    what: 'The page in the frame, {detail}, said nothing for 10 seconds.',
    why: 'There is nothing to show; the person can try again.',
    how: 'Check the address, and that its frame-ancestors allow this origin.',
  },
  'frame-refused': {
    what: 'The link page does not work inside {detail}.',
    why: 'Its list of parents does not name that origin.',
    how: 'Add it to parents in config.json, and to frame-ancestors in its headers.',
  },
  'frame-same-origin': {
    what: 'The frame {detail} is on the origin of this page.',
    why: 'Scripts of this page can read a key that is typed there.',
    how: 'Serve the link page from an origin of its own.',
  },
  'mount-target': {
    what: 'mount() was given {detail}.',
    why: 'There is nowhere to draw.',
    how: 'Give an element or a selector.',
  },
  'catalogue-invalid': {
    what: 'The catalogue cannot be used. {detail}',
    why: 'It is refused whole, so that nobody misses a provider.',
    how: 'Mend each path above; `npx hub-link check <file>` finds them.',
  },
  'document-failed': {
    what: 'A document could not be loaded: {detail}.',
    why: 'There is nothing to show; the person can try again.',
    how: 'Check the address, connect-src, and that its origin allows this one (CORS).',
  },
  'message-unusable': {
    what: 'These messages cannot be used: {detail}.',
    why: 'The default is used.',
    how: 'Give short texts, with the names and the {holes} of the defaults.',
  },
  'network-blocked': {
    what: 'A request to {detail} failed before any answer came.',
    why: 'It may be the connection, a certificate, CORS, or a content security policy.',
    how: 'Check connect-src. Across origins the endpoint must answer the preflight with Access-Control-Allow-Origin and Access-Control-Allow-Headers: content-type, hub-protocol, idempotency-key, and expose Retry-After and Date.',
  },
  'reply-invalid': {
    what: 'An answer cannot be read: {detail}.',
    why: 'Whether it worked is unknown.',
    how: 'Answer 2xx with application/json in the shape that the README gives for it; no redirect, no page.',
  },
  'link-failed': {
    what: 'The link function {detail}.',
    why: 'The outcome is unknown. Its error may hold the key: it is not shown.',
    how: 'Settle with { ok: true, reply } or { ok: false, error }.',
  },
  'accent-corrected': {
    what: '{detail} is no colour, or has a contrast below 4.5 to 1 with its text.',
    why: 'A readable pair is used.',
    how: 'Give --hub-color-accent and --hub-color-on-accent more contrast, and --hub-color-focus a colour.',
  },
  'callback-failed': {
    what: '{detail} threw or rejected.',
    why: 'The widget goes on.',
    how: 'Catch errors inside the callback.',
  },
} as const satisfies Record<string, UsageText>

/** The code of a usage error. That of the accounts list brings its sentences as its detail: the script does without. */
export type UsageCode = keyof typeof USAGE | 'accounts-handler-missing'

/** What was found, in words: each remark with its path. */
export function detailText(detail: UsageDetail): string {
  if (typeof detail === 'string') return detail
  if ('code' in detail) return refusalText(detail)
  const [document, remarks] = detail
  const lines = remarks.map((remark) => `${remark.path || 'document'}: ${remarkText(remark)}.`)
  return [document, ...lines].join(' ')
}
