/** The page as it is sent to whoever holds the key: one invitation, one link. */
import { reportUsage } from '../core/usage.ts'
import { createHttpLink } from '../http/createHttpLink.ts'
import { ElementHub } from '../element/ElementHub.tsx'
import { HubErrorEvent, HubProgressEvent } from '../element/events.ts'
import { type Config, readConfig } from './config.ts'
import { type Prepared, prepare } from './prepare.ts'
import { type Invitation, takeInvitation } from './session.ts'
import { dress, showNothing, showNotice, titleOf, type View, wordsOfPage } from './view.tsx'

/** Shows what the address invites to, and again when another link is opened in this tab. */
export function startAlone(view: View, base: string): void {
  const first = takeInvitation()
  let stop = show(view, base, first)
  addEventListener('hashchange', () => {
    const next = takeInvitation()
    if (next.kind === 'missing') return
    stop()
    stop = show(view, base, next)
  })
}

let opened = 0

/** Shows one invitation until it is stopped. */
function show(view: View, base: string, invitation: Invitation): () => void {
  const life = new AbortController()
  const { signal } = life
  const start = async (): Promise<void> => {
    showNothing(view, { name: 'loading' })
    const config = await readConfig(base, signal)
    const prepared = config && (await prepare(config, wishOf(config, invitation), base, signal))
    if (signal.aborted) return
    if (!prepared) showNothing(view, { name: 'failed', retry: () => void start() })
    else {
      document.documentElement.lang = prepared.locale.locale
      document.documentElement.dataset['colorScheme'] = prepared.settings.colorScheme
      dress(config.tokens)
      open(view, prepared, invitation, life)
    }
  }
  void start()
  return () => life.abort()
}

function wishOf({ attributes }: Config, invitation: Invitation) {
  const language = attributes.get('lang')
  const provider = invitation.kind === 'given' ? invitation.provider : undefined
  return {
    attributes: new Map([
      ['heading-level', '1'],
      ...(provider === undefined ? [] : [['provider', provider] as const]),
    ]),
    languages: [...(language === undefined ? [] : [language]), ...navigator.languages],
    ownWords: false,
  }
}

function open(view: View, prepared: Prepared, invitation: Invitation, life: AbortController): void {
  if (invitation.kind !== 'given') {
    showNotice(view, invitation.kind, prepared)
    return
  }
  // Nothing but the address said what the key is for, or a host's own token needs a provider in the configuration.
  const { settings, locale } = prepared
  if (settings.provider === undefined && settings.catalogue === undefined) {
    reportUsage('provider-unknown', 'this link: neither its token nor the configuration names a provider')
    showNotice(view, 'malformed', prepared)
    return
  }
  // A function, so that no property that hangs on an element leads to the token.
  const headers = () => ({ authorization: `Bearer ${invitation.token}` })
  const end = (): void => {
    life.abort()
    showNotice(view, 'ended', prepared)
  }
  let sent = false
  const dispatch = (event: Event): boolean => {
    if (event instanceof HubProgressEvent && event.detail.type === 'submitted') sent = true
    if (event instanceof HubErrorEvent && event.detail.error.code === 'session-expired') end()
    return true
  }
  document.title = titleOf(prepared)
  view.draw(
    <ElementHub
      key={(opened += 1)}
      settings={settings}
      properties={{ headers }}
      locale={locale}
      dispatch={dispatch}
      onClose={() => undefined}
      farewell={wordsOfPage(locale).farewell}
    />,
  )
  void isOver(settings, headers, life.signal).then((over) => {
    if (over && !sent && !life.signal.aborted) end()
  })
}

/**
 * Asks for a link that is not there, so that a person with a session that has ended hears of it before they go and look
 * for a key. Any other answer, and none, leaves it to the link itself.
 */
async function isOver(
  { endpoint = '', allowedEndpointOrigins }: Prepared['settings'],
  headers: () => Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<boolean> {
  const link = createHttpLink({ endpoint, allowedEndpointOrigins, headers })
  const outcome = await link({ op: 'status', linkId: 'none' }, { signal, idempotencyKey: '' })
  return !outcome.ok && outcome.error.code === 'session-expired'
}
