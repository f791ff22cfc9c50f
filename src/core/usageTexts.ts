/**
 * The sentences of each usage error. They are loaded when the first one is told, for a page that has none to tell.
 */

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
    why: 'There is nowhere to send the credential, so the form is not shown.',
    how: 'Give endpoint="/api/link" (a URL that answers the link protocol), or link={fn}.',
  },
  'endpoint-refused': {
    what: 'The endpoint {detail}.',
    why: 'A key is only ever sent over https to an origin that the page trusts.',
    how: 'Use https on the page’s own origin, or add the other origin to allowedEndpointOrigins.',
  },
  'endpoint-twice': {
    what: 'Both endpoint and link were given.',
    why: 'Only one of them can link the account; link is used.',
    how: 'Remove one of the two.',
  },
  'headers-invalid': {
    what: 'The headers cannot be used: {detail}.',
    why: 'Without them the request might be answered for somebody else, so nothing was sent.',
    how: 'Give an object of strings, or a function that returns one and does not throw.',
  },
  'guide-missing': {
    what: 'No guide was given.',
    why: 'The guide says which fields to ask for, so there is nothing to show.',
    how: "Give guide={jazzhr} (from 'hub-link/guides/jazzhr'), or another guide object.",
  },
  'guide-invalid': {
    what: 'The guide cannot be used. {detail}',
    why: 'It is refused whole, so that nobody follows half of the instructions.',
    how: 'Mend each path above; `npx hub-link check <file>` checks a guide before it ships.',
  },
  'guide-degraded': {
    what: 'Parts of the guide were left out. {detail}',
    why: 'They are not safe or not known; the rest of the guide is shown.',
    how: 'Mend each path above; `npx hub-link check <file>` checks a guide before it ships.',
  },
  'attribute-invalid': {
    what: 'An attribute of the element cannot be used: {detail}.',
    why: 'The default stands in for it.',
    how: 'Give a value that the README lists for that attribute.',
  },
  'provider-unknown': {
    what: 'There is no guide for {detail}.',
    why: 'The script contains the guide of jazzhr alone, so there is nothing to show.',
    how: 'Give provider="jazzhr", or the address of a guide: guide="/guides/name.json", or the property guide.',
  },
  'locale-missing': {
    what: 'There are no words for the language {detail}.',
    why: 'English is shown in its place.',
    how: 'Load the pack hub.<tag>.js beside hub.js, give the property messages, or set lang on the element.',
  },
  'version-conflict': {
    what: 'Two versions of the script are on this page: {detail}.',
    why: 'A tag can be defined once, so the first is in use.',
    how: 'Remove one of the script tags.',
  },
  'browser-unsupported': {
    what: 'This browser lacks {detail}.',
    why: 'The element is not defined; what stands inside its tag is shown.',
    how: 'Put a plain link or a sentence inside the tag, for people with an older browser.',
  },
  'token-unsafe': {
    what: 'These tokens would fetch something: {detail}.',
    why: 'A theme is colours, lengths and fonts; the default stands in for them.',
    how: 'Give values without url() and the like.',
  },
  'frame-silent': {
    what: 'The page in the frame, {detail}, said nothing for 10 seconds.',
    why: 'There is nothing to show; the person can try again.',
    how: 'Check that the address is that of the hosted link page, and that its frame-ancestors allow this origin.',
  },
  'frame-refused': {
    what: 'The link page does not work inside {detail}.',
    why: 'Its list of parents does not name that origin.',
    how: 'Add the origin to parents in the config.json of the link page, and to frame-ancestors in its headers.',
  },
  'frame-same-origin': {
    what: 'The frame {detail} is on the origin of this page.',
    why: 'Scripts of this page can read a key that is typed there.',
    how: 'Serve the link page from an origin of its own.',
  },
  'mount-target': {
    what: 'mount() was given {detail}.',
    why: 'There is nowhere to draw.',
    how: "Give an element, or a selector that finds one: HubLink.mount('#hub', { provider: 'jazzhr' }).",
  },
  'catalogue-invalid': {
    what: 'The catalogue cannot be used. {detail}',
    why: 'It is refused whole, so that nobody misses a provider that ought to be there.',
    how: 'Mend each path above; `npx hub-link check <file>` checks a catalogue before it ships.',
  },
  'document-failed': {
    what: 'A document could not be loaded: {detail}.',
    why: 'There is nothing to show until it loads; the person can try again.',
    how: 'Check the address, that connect-src lists its origin, and that it allows this one (CORS).',
  },
  'prop-invalid': {
    what: '{detail}',
    why: 'The value was replaced by the default.',
    how: 'Give one of the values that the documentation of that prop lists.',
  },
  'message-unusable': {
    what: 'These messages cannot be used: {detail}.',
    why: 'They are too long, not text, or have a hole that this message does not fill; the default is shown.',
    how: 'Keep the {holes} of the default text.',
  },
  'network-blocked': {
    what: 'A request to {detail} failed before any answer came.',
    why: 'The browser does not say which: no connection, a certificate, a CORS refusal, or a content security policy.',
    how: 'Check that connect-src lists the origin. Across origins the endpoint must answer the preflight with Access-Control-Allow-Origin and Access-Control-Allow-Headers: content-type, hub-protocol, idempotency-key, and expose Retry-After and Date.',
  },
  'link-failed': {
    what: 'The link function {detail}.',
    why: 'Whether the account was linked is unknown. The error is not shown here, for it may hold the request.',
    how: 'Settle with { ok: true, reply } or { ok: false, error }, and never throw.',
  },
  'accent-corrected': {
    what: 'The accent colour {detail} fails the contrast of 4.5 to 1 with its text.',
    why: 'People could not read the main button, so a readable pair is used.',
    how: 'Set --hub-color-accent and --hub-color-on-accent to a pair with more contrast (WCAG 2.2, 1.4.3).',
  },
  'accounts-handler-missing': {
    what: '<Accounts> has no guide and no {detail}.',
    why: 'The button that was pressed has nothing to open.',
    how: 'Give guides={[jazzhr]} to open the widget in place, or the callback to open your own page.',
  },
  'callback-failed': {
    what: '{detail} threw or rejected.',
    why: 'The widget goes on; the error itself was reported to the page.',
    how: 'Catch errors inside the callback.',
  },
} as const satisfies Record<string, UsageText>

/** The code of a usage error. */
export type UsageCode = keyof typeof USAGE

/** What was found, in words: each remark with its path. */
export const detailText = (detail: UsageDetail): string =>
  typeof detail === 'string'
    ? detail
    : [detail[0], ...detail[1].map((remark) => `${remark.path || 'document'}: ${remarkText(remark)}.`)].join(
        ' ',
      )
