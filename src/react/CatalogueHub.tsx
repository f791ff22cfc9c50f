/** `<Hub catalogue>`: pick a provider, where there are several ways choose one, then its guide as in `<Hub guide>`. */
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'

import type { CatalogueEntry } from '../core/catalogue.ts'
import type { Guide } from '../core/guide.ts'
import { learn } from '../core/messages.ts'
import { pickerWords } from '../core/pickerWords.ts'
import type { Provider } from '../core/search.ts'
import { Frame } from './Frame.tsx'
import { GuideHub, type GuideHubProps } from './GuideHub.tsx'
import { Alert } from './parts/Alert.tsx'
import { BackButton } from './parts/BackButton.tsx'
import { Button } from './parts/Button.tsx'
import { Heading } from './parts/Heading.tsx'
import { keepTyped } from './typing.ts'
import { type CatalogueOption, prefetchGuide, useCatalogue, useEntryGuide } from './hooks/useCatalogue.ts'
import { useFault } from './hooks/useFault.ts'
import { isElsewhere } from './hooks/useFocus.ts'
import { useQueryClientOnce } from './hooks/useQueryClientOnce.ts'
import { useSay } from './hooks/useSay.ts'
import { useView } from './view.ts'
import { EMPTY_QUERY, PickerView } from './views/PickerView.tsx'

learn(pickerWords)

/** Props of {@link CatalogueHub}. */
export type CatalogueHubProps = Omit<GuideHubProps, 'guide' | 'onBack'> & {
  readonly catalogue: CatalogueOption
  /** The language that guides are wanted in, where the words of the widget are not. `locale` by default. */
  readonly guideLocale?: string | undefined
}

export function CatalogueHub(props: CatalogueHubProps) {
  const { locale = 'en', guideLocale = locale, catalogue: option, ...hubProps } = props
  const say = useSay(locale, props.messages)
  const client = useQueryClientOnce()
  const onFault = useFault(props.onError)
  const catalogue = useCatalogue(option, locale, client, onFault)
  const [query, setQuery] = useState(EMPTY_QUERY)
  const [picked, setPicked] = useState<Provider>()
  const [way, setWay] = useState<CatalogueEntry>()
  const titleId = useId()

  const providers = catalogue.name === 'ready' ? catalogue.providers : []
  // One provider alone is no choice.
  const only = providers.length === 1 ? providers[0] : undefined
  const provider = picked ?? only
  const entry = way ?? (provider?.entries.length === 1 ? provider.entries[0] : undefined)
  const loaded = useEntryGuide(entry, guideLocale, client, onFault)

  const back = (): void => (way ? setWay(undefined) : setPicked(undefined))
  const canGoBack = picked !== undefined || way !== undefined
  const stage = !provider ? 'pick' : !entry ? 'choose' : loaded.name === 'ready' ? 'guide' : 'load'
  const root = useFocusOnStage(stage)

  if (loaded.name === 'ready' && entry)
    return (
      <div {...root}>
        <GuideHub {...guideProps(loaded.guide)} />
      </div>
    )
  return (
    <div {...root}>
      <Frame {...props} part="hub" say={say} locale={locale} labelledBy={titleId} state={stage}>
        <PickerHeader id={titleId} provider={provider} onBack={canGoBack ? back : undefined} />
        {content()}
      </Frame>
    </div>
  )

  function guideProps(guide: Guide): GuideHubProps {
    const onBack = canGoBack ? back : undefined
    // The types of a union do not survive a spread.
    return { ...hubProps, locale, guide, onBack } as GuideHubProps
  }

  function content(): ReactNode {
    if (entry) return <Waiting of={loaded} what="guide" />
    if (provider) return <Ways provider={provider} onChoose={setWay} />
    if (catalogue.name !== 'ready') return <Waiting of={catalogue} what="picker" />
    return (
      <PickerView
        providers={catalogue.providers}
        search={catalogue.search}
        query={query}
        onQuery={setQuery}
        onPick={setPicked}
        onLikely={({ entries: [first, ...more] }) => {
          if (first && more.length === 0) prefetchGuide(first, guideLocale, client)
        }}
      />
    )
  }
}

/**
 * Puts the focus where a stage begins, for a person who is working in the widget: a page that loads keeps its own.
 * Spread the answer on the root.
 */
function useFocusOnStage(stage: string): {
  ref: RefObject<HTMLDivElement | null>
  onPointerDown: () => void
  onKeyDown: (event: KeyboardEvent) => void
} {
  const root = useRef<HTMLDivElement>(null)
  const touched = useRef(false)
  const last = useRef(stage)
  useEffect(() => {
    if (last.current === stage) return
    last.current = stage
    if (!touched.current || !root.current || isElsewhere(root.current)) return
    const targets = MARKS.map((mark) => root.current?.querySelector<HTMLElement>(`[data-focus="${mark}"]`))
    targets.find(Boolean)?.focus()
  }, [stage])
  const touch = (): void => {
    touched.current = true
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    touch()
    // One that has nothing to empty in the search is the host's.
    if (event.key !== 'Escape') keepTyped(event)
  }
  return { ref: root, onPointerDown: touch, onKeyDown }
}

/** Where the focus goes, the first that is there. */
const MARKS = ['search', 'choose', 'wait', 'step', 'connect'] as const

function PickerHeader({
  id,
  provider,
  onBack,
}: {
  id: string
  provider: Provider | undefined
  onBack: (() => void) | undefined
}) {
  const { say, part } = useView()
  return (
    <header {...part('header')}>
      {onBack && <BackButton onBack={onBack} />}
      <div>
        <Heading below={0} {...part('title')} id={id}>
          {provider ? say('title', { provider: provider.name }) : say('connectAccount')}
        </Heading>
      </div>
    </header>
  )
}

/** A choice before the guide, where the catalogue has several ways to link one provider. */
function Ways({ provider, onChoose }: { provider: Provider; onChoose: (entry: CatalogueEntry) => void }) {
  const { say, part } = useView()
  const { name, entries } = provider
  const label = (entry: CatalogueEntry): string => {
    // Two of one kind can only be told apart by their own names.
    if (entries.filter(({ auth }) => auth === entry.auth).length > 1) return entry.name
    return entry.auth === 'redirect' ? say('wayRedirect', { provider: name }) : say('wayFields')
  }
  return (
    <div {...part('picker')}>
      <Heading below={1} {...part('form-title')} data-focus="choose">
        {say('chooseWay', { provider: name })}
      </Heading>
      {entries.map((entry, place) => (
        // By place: a catalogue may name one address twice.
        <Button key={place} look="button-quiet" onPress={() => onChoose(entry)}>
          {label(entry)}
        </Button>
      ))}
    </div>
  )
}

interface WaitingProps {
  readonly of:
    | { readonly name: 'loading' }
    | { readonly name: 'failed'; readonly retry: (() => void) | undefined }
    | { readonly name: 'ready' }
  /** The sentences are `guideLoading` and `guideFailed`, or the picker's. */
  readonly what: 'guide' | 'picker'
}

function Waiting({ of, what }: WaitingProps) {
  const { say, part } = useView()
  if (of.name !== 'failed')
    return (
      <div {...part('picker')} aria-busy="true">
        <p {...part('status')} role="status" tabIndex={-1} data-focus="wait">
          {say(`${what}Loading`)}
        </p>
      </div>
    )
  return (
    <div {...part('picker')}>
      <Alert text={say(of.retry === undefined ? 'errorConfig' : `${what}Failed`)} />
      {of.retry && (
        <Button look="button" focusMark="wait" onPress={of.retry}>
          {say('tryAgain')}
        </Button>
      )}
    </div>
  )
}
