/**
 * `<hub-link frame="…">`: the hosted page in an iframe, so that the portal's other scripts cannot read the key. What the
 * page says is checked, and told as the element's own events.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

import type { Messages } from '../core/messages.ts'
import { reportUsage } from '../core/usage.ts'
import { builtInGuides } from '../guides/index.ts'
import { TOKENS } from '../react/contract.ts'
import { announceAccounts } from '../react/accountsSignal.ts'
import type { HubEvent } from '../react/options.ts'
import { useLatest } from '../react/hooks/useLatest.ts'
import { useSay } from '../react/hooks/useSay.ts'
import { watchAround } from '../react/watchAround.ts'
import { ATTRIBUTES } from './attributeNames.ts'
import type { Settings } from './attributes.ts'
import type { Properties } from './ElementHub.tsx'
import { HubCloseEvent, HubErrorEvent, HubLinkedEvent, HubProgressEvent } from './events.ts'
import { HELLO, readToElement, type ToElement, type ToPage } from './frameMessages.ts'
import { type ChosenLocale, wordsOf } from './locales.ts'
import { NoGuide } from './NoGuide.tsx'

/** Milliseconds in which the page must answer. */
const PATIENCE = 10_000

// Scripts and its own origin, for it works; windows that are no longer boxed in, for the provider's pages. Nothing else: no
// forms, no way to lead the portal elsewhere.
const SANDBOX = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox'

interface FrameHubProps {
  readonly element: HTMLElement
  readonly settings: Settings
  readonly properties: Properties
  readonly locale: ChosenLocale
  readonly dispatch: (event: Event) => boolean
  readonly onClose: () => void
  /** Begins anew, after a page that did not answer. */
  readonly onRetry: () => void
  /** Takes the way to the page, for the element's methods. */
  readonly onChannel: (send: ((message: ToPage) => void) | undefined) => void
}

export function FrameHub(props: FrameHubProps) {
  const { settings, properties, locale, onRetry } = props
  const { frame: address, provider = '' } = settings
  const messages = wordsOf(locale, properties.messages)
  const say = useSay(locale.locale, messages)
  const latest = useLatest(props)
  const iframe = useRef<HTMLIFrameElement>(null)
  const send = useRef<(message: ToPage) => void>(undefined)
  const sent = useRef('')
  const [shown, setShown] = useState(false)
  const [failure, setFailure] = useState<'silent' | 'refused'>()

  const tell = useCallback(() => {
    const message = settingsFor(latest.current)
    const text = JSON.stringify(message)
    if (text !== sent.current) send.current?.(message)
    sent.current = text
  }, [latest])

  // Before the frame can load: an effect comes after a drawing, which a tab in the background waits for.
  useLayoutEffect(() => {
    const frame = iframe.current
    if (!frame || address === undefined) return
    const { origin } = new URL(address)
    if (origin === location.origin) reportUsage('frame-same-origin', address, 'warn')
    const { onChannel } = latest.current
    const fit = (height: number): void => {
      frame.style.blockSize = `${height}px`
    }
    fit(0)
    const hear = (message: ToElement): void => {
      const { settings, properties, dispatch, onClose } = latest.current
      const answer = (id: number, value: unknown): void => send.current?.({ type: 'answer', id, value })
      switch (message.type) {
        case 'ready':
          sent.current = ''
          tell()
          return
        case 'height':
          fit(message.height)
          setShown(true)
          return
        case 'session':
          void Promise.resolve()
            .then(() => properties.session?.())
            .then((token) => answer(message.id, token))
            // What cannot be sent is no token either.
            .catch(() => answer(message.id, undefined))
          return
        case 'linked':
          answer(message.id, dispatch(new HubLinkedEvent(message.account)))
          announceAccounts()
          return
        case 'error':
          dispatch(new HubErrorEvent(message.error))
          return
        case 'event':
          dispatch(new HubProgressEvent(message.event as HubEvent))
          return
        case 'accounts':
          if (settings.accountsHref !== undefined) location.assign(settings.accountsHref)
          return
        case 'close':
          dispatch(new HubCloseEvent())
          onClose()
          return
        case 'refused':
          setFailure('refused')
          reportUsage('frame-refused', location.origin)
          dispatch(new HubErrorEvent({ code: 'config-invalid', reason: 'frame-refused' }))
      }
    }
    const stop = connect(
      frame,
      origin,
      hear,
      (say) => {
        send.current = say
        onChannel(say)
      },
      () => {
        setFailure('silent')
        reportUsage('frame-silent', address)
        latest.current.dispatch(new HubErrorEvent({ code: 'timeout' }))
      },
    )
    return () => {
      stop()
      send.current = undefined
      onChannel(undefined)
    }
  }, [address, latest, tell])

  // Each drawing may have brought other attributes, and another place on the page.
  useEffect(() => {
    if (shown) tell()
    return iframe.current ? watchAround(iframe.current, tell) : undefined
  })

  const name = builtInGuides.get(provider)?.name
  const failed = address === undefined || failure !== undefined
  return (
    <>
      {(failed || !shown) && (
        <NoGuide
          messages={messages}
          locale={locale.locale}
          colorScheme={settings.colorScheme}
          headingLevel={settings.headingLevel}
          brand={settings.brand}
          shown={
            failed
              ? { name: 'failed', retry: failure === 'silent' ? onRetry : undefined }
              : { name: 'loading' }
          }
        />
      )}
      {!failed && (
        <iframe
          ref={iframe}
          src={address}
          title={name === undefined ? say('connectAccount') : say('title', { provider: name })}
          sandbox={SANDBOX}
          allow="clipboard-write"
          referrerPolicy="no-referrer"
        />
      )}
    </>
  )
}

/** Opens a channel to the page each time that it has loaded. Answers how to end it. */
function connect(
  frame: HTMLIFrameElement,
  origin: string,
  hear: (message: ToElement) => void,
  onOpen: (send: (message: ToPage) => void) => void,
  onSilence: () => void,
): () => void {
  let port: MessagePort | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = (): void => {
    timer ??= setTimeout(onSilence, PATIENCE)
  }
  const open = (): void => {
    wait()
    port?.close()
    const { port1, port2 } = new MessageChannel()
    port = port1
    port1.onmessage = ({ data }) => {
      const message = readToElement(data)
      if (!message) return
      if (message.type === 'ready') {
        clearTimeout(timer)
        timer = undefined
      }
      hear(message)
    }
    onOpen((message) => port1.postMessage(message))
    frame.contentWindow?.postMessage(HELLO, origin, [port2])
  }
  wait()
  frame.addEventListener('load', open)
  return () => {
    clearTimeout(timer)
    frame.removeEventListener('load', open)
    port?.close()
  }
}

/** All that the element is given. The page takes looks, language and provider; where keys go is its owner's to say. */
function settingsFor({ element, settings, properties, locale }: FrameHubProps): ToPage {
  const style = getComputedStyle(element)
  const { colorScheme, brand, accountsHref } = settings
  const dark = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  // The page is elsewhere, so that addresses must be whole.
  const whole = (href: string | undefined) => href && new URL(href, location.href).href
  return {
    type: 'settings',
    attributes: {
      ...Object.fromEntries(ATTRIBUTES.map((each) => [each, element.getAttribute(each)])),
      'brand-logo': whole(brand.logo),
      'accounts-href': whole(accountsHref),
      'color-scheme': colorScheme === 'system' ? dark : colorScheme,
      lang: locale.asked,
    },
    tokens: Object.fromEntries(TOKENS.map((token) => [token, style.getPropertyValue(token)])),
    // A copy of what can be sent.
    messages: properties.messages && (JSON.parse(JSON.stringify(properties.messages)) as Messages),
  }
}
