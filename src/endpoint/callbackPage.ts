/**
 * The page that a person sees when a provider sends them back: it hurries the widget, closes itself, and says how
 * things stand where it may not. It names no brand but the provider's.
 */
import { HINT_CHANNEL, type LinkHint } from '../core/hint.ts'

/** What became of the authorisation. `foreign`: this browser is signed in as somebody else. */
export type CallbackResult = 'linked' | 'denied' | 'failed' | 'expired' | 'foreign'

interface CallbackPage {
  readonly result: CallbackResult
  /** The provider's name. */
  readonly name: string | undefined
  /** Lets the page's own script and style run, and nothing else. */
  readonly nonce: string
  /** The link to poll. */
  readonly hint: string | undefined
  /** The only origin that a message goes to. */
  readonly origin: string
}

const WORDS: Record<CallbackResult, (name: string) => readonly [title: string, text: string]> = {
  linked: (name) => [`${name} is connected`, 'You can close this window.'],
  denied: (name) => [
    `${name} is not connected`,
    'Access was not given. You can close this window and try again.',
  ],
  failed: (name) => [
    `${name} is not connected yet`,
    'Something went wrong on the way. Please close this window and try again.',
  ],
  expired: () => ['This link has ended', 'Please close this window and start again.'],
  foreign: () => [
    'This window belongs to another sign-in',
    'Please sign in as the person who started, and try again.',
  ],
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

// JSON inside a script element: `<` could end it.
const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

const STYLE =
  ':root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}' +
  'body{display:grid;place-content:center;min-height:100vh;margin:0;padding:24px;box-sizing:border-box;text-align:center}' +
  'h1{font-size:1.25rem;margin:0 0 .5rem}p{margin:0}'

/** The page's source. */
export function callbackPage({ result, name, nonce, hint, origin }: CallbackPage): string {
  const [title, text] = WORDS[result](name ?? 'Your account')
  const message: LinkHint | null = hint === undefined ? null : { type: HINT_CHANNEL, linkId: hint }
  const script = `(() => {
  const message = ${scriptJson(message)}
  if (!message) return
  try { new BroadcastChannel(${scriptJson(HINT_CHANNEL)}).postMessage(message) } catch {}
  try { if (opener) opener.postMessage(message, ${scriptJson(origin)}) } catch {}
  setTimeout(() => close(), 100)
})()`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
</main>
<script nonce="${nonce}">${script}</script>
</body>
</html>
`
}
