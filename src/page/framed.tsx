/**
 * The page in a portal's frame: it takes looks, language and provider from a parent that its owner has listed, and gives
 * back what happened. Where keys go stays the owner's decision alone.
 */
import type { Account } from '../core/link.ts'
import type { Messages } from '../core/messages.ts'
import { reportUsage } from '../core/usage.ts'
import { ElementHub } from '../element/ElementHub.tsx'
import { HubCloseEvent, HubErrorEvent, HubLinkedEvent, HubProgressEvent } from '../element/events.ts'
import { goOn } from '../element/goOn.ts'
import { type Channel, firstHello, type Hello, openChannel } from './channel.ts'
import { type Config, readConfig, tokensOf } from './config.ts'
import { prepare, type Wish } from './prepare.ts'
import { isToken, takeInvitation } from './session.ts'
import { dress, showNothing, showNotice, titleOf, type View } from './view.tsx'

/** Milliseconds for a parent to say hello, and for its listeners to decide about the popup. */
const PATIENCE = 10_000
const POPUP_PATIENCE = 2000

/** What a parent may set; the rest is the owner's. */
const FROM_PARENT: ReadonlySet<string> = new Set([
  'provider',
  'scopes',
  'account',
  'account-name',
  'brand-name',
  'brand-logo',
  'white-label',
  'accounts-href',
  'color-scheme',
  'heading-level',
  'no-confirmation',
  'closable',
  'dir',
])

/** Waits for an allowed parent, and shows the widget for it. */
export async function startFramed(view: View, base: string): Promise<void> {
  // A frame gets its session over the channel; one in the address is nobody's to keep.
  takeInvitation()
  document.documentElement.dataset['framed'] = ''
  const { signal } = new AbortController()
  const hello = firstHello()
  const config = await readConfig(base, signal)
  if (!config) {
    showNothing(view, { name: 'failed', retry: undefined })
    return
  }
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE))
  const parent = await Promise.race([hello, late])
  if (parent && config.parents.includes(parent.origin)) {
    serve(view, base, config, parent.port)
    return
  }
  parent?.port.postMessage({ type: 'refused' })
  reportUsage('frame-refused', parent ? parent.origin : 'none that says hello')
  const wish = { attributes: new Map<string, string>(), languages: navigator.languages, ownWords: false }
  const prepared = await prepare({ ...config, attributes: new Map() }, wish, base, signal)
  if (prepared) showNotice(view, 'refused', prepared)
}

function serve(view: View, base: string, config: Config, port: Hello['port']): void {
  let life = new AbortController()
  const channel = openChannel(port, (message) => {
    switch (message['type']) {
      case 'settings': {
        life.abort()
        life = new AbortController()
        void draw(message, life.signal)
        return
      }
      case 'focus':
        goOn(view.shadow)
        return
      default:
        return
    }
  })
  const session = createSession(channel)
  const dispatch = createDispatch(channel, session)

  const draw = async (message: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<void> => {
    const attributes = textsOf(message['attributes'])
    const messages = message['messages'] as Messages | undefined
    const prepared = await prepare(config, wishOf(attributes, messages), base, signal)
    if (signal.aborted) return
    if (!prepared) {
      showNothing(view, { name: 'failed', retry: () => void draw(message, signal) })
      return
    }
    const { settings, locale } = prepared
    document.documentElement.lang = locale.locale
    document.title = titleOf(prepared)
    view.place.dir = settings.dir ?? ''
    dress(new Map([...config.tokens, ...tokensOf(message['tokens'])]))
    view.draw(
      <ElementHub
        settings={settings}
        properties={{ headers: session.headers, onSessionExpired: session.renew, messages }}
        locale={locale}
        dispatch={dispatch}
        onClose={() => undefined}
      />,
    )
    accountsHref = settings.accountsHref
  }
  let accountsHref: string | undefined
  // The frame may not lead the portal elsewhere; the portal follows its own link.
  view.shadow.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const own = event instanceof MouseEvent && !event.ctrlKey && !event.metaKey && !event.shiftKey
    if (!link || !own || link.getAttribute('href') !== accountsHref) return
    event.preventDefault()
    channel.say({ type: 'accounts' })
  })
  new ResizeObserver(() => {
    channel.say({ type: 'height', height: Math.ceil(view.place.getBoundingClientRect().height) })
  }).observe(view.place)
  channel.say({ type: 'ready' })
}

function wishOf(attributes: ReadonlyMap<string, string>, messages: Messages | undefined): Wish {
  const allowed = [...attributes].filter(([name]) => FROM_PARENT.has(name))
  return {
    attributes: new Map(allowed),
    languages: [attributes.get('lang') ?? 'en'],
    ownWords: messages !== undefined,
  }
}

const textsOf = (value: unknown): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(typeof value === 'object' && value !== null ? value : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )

interface Session {
  readonly headers: () => Promise<Readonly<Record<string, string>>>
  readonly renew: () => Promise<void>
  /** A session links once. */
  readonly used: () => void
}

/** Asks the portal for a token when one is needed, and keeps it here alone. */
function createSession(channel: Channel): Session {
  let token: string | undefined
  const get = async (): Promise<string | undefined> => {
    if (token !== undefined) return token
    const answer = await channel.ask({ type: 'session' })
    // A server's text often ends in a line break.
    const given = typeof answer === 'string' ? answer.trim() : answer
    token = isToken(given) ? given : undefined
    return token
  }
  return {
    headers: async (): Promise<Readonly<Record<string, string>>> => {
      const given = await get()
      return given === undefined ? {} : { authorization: `Bearer ${given}` }
    },
    renew: async () => {
      token = undefined
      if ((await get()) === undefined) throw new Error('no session')
    },
    used: () => {
      token = undefined
    },
  }
}

/** Sends the events of the widget to the element. Only `linked` waits for an answer. */
function createDispatch(channel: Channel, session: Session) {
  return (event: Event): boolean | Promise<boolean> => {
    if (event instanceof HubLinkedEvent) {
      session.used()
      return askPopup(channel, event.detail.account)
    }
    if (event instanceof HubErrorEvent) channel.say({ type: 'error', error: event.detail.error })
    else if (event instanceof HubProgressEvent) channel.say({ type: 'event', event: event.detail })
    else if (event instanceof HubCloseEvent) channel.say({ type: 'close' })
    return true
  }
}

async function askPopup(channel: Channel, account: Account): Promise<boolean> {
  const patience = new Promise<unknown>((resolve) => setTimeout(() => resolve(true), POPUP_PATIENCE))
  const answer = await Promise.race([channel.ask({ type: 'linked', account }), patience])
  return answer !== false
}
