/**
 * The picker: a search field over a list of providers, after the ARIA combobox pattern. The focus stays in the field; the
 * list is bounded, whatever the catalogue holds.
 */
import { type KeyboardEvent, useEffect, useId, useMemo, useRef } from 'react'

import type { Provider, Search } from '../../core/search.ts'
import { Button } from '../parts/Button.tsx'
import { ProviderLogo } from '../parts/ProviderLogo.tsx'
import { isComposing } from '../typing.ts'
import { useView } from '../view.ts'

/** What the person has searched for; kept by the owner, so that it is there again when they come back. */
export interface PickerQuery {
  readonly text: string
  readonly category: string
  /** How many providers are drawn at most. */
  readonly limit: number
  /** The place of the option that Enter takes. */
  readonly active: number
}

/** How many providers are drawn at first: a little over what shows, as each key draws them anew. */
const FIRST = 8
/** Among more categories than this nobody finds theirs: the search is quicker, and the page stays small. */
const MOST_CATEGORIES = 20
/** How many more at a time. */
const MORE = 20
/** The keys that move in the list, and by how many. */
const ROWS = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
  ['PageDown', 10],
  ['PageUp', -10],
])

export const EMPTY_QUERY: PickerQuery = { text: '', category: '', limit: FIRST, active: 0 }

interface PickerViewProps {
  readonly providers: readonly Provider[]
  readonly search: Search
  readonly query: PickerQuery
  readonly onQuery: (query: PickerQuery) => void
  readonly onPick: (provider: Provider) => void
  /** The person is likely to pick this one next. */
  readonly onLikely: (provider: Provider) => void
}

export function PickerView({ providers, search, query, onQuery, onPick, onLikely }: PickerViewProps) {
  const { say, part, locale } = useView()
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  const { text, category, limit } = query

  const categories = useMemo(
    () =>
      [...new Set(providers.flatMap((each) => each.category ?? []))].sort((one, other) =>
        one.localeCompare(other, locale),
      ),
    [providers, locale],
  )
  const found = useMemo(() => {
    const all = search(text)
    return category === '' ? all : all.filter((each) => each.category === category)
  }, [search, text, category])
  const shown = found.slice(0, limit)
  const active = Math.min(query.active, shown.length - 1)
  const chosen = shown[active]

  useEffect(() => {
    // An arrow key alone moves the host's page: not the list that comes, nor one that another search makes short.
    if (active > 0)
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- jsdom, where hosts test, scrolls nothing
      list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' })
    else if (list.current) list.current.scrollTop = 0
  }, [active, found])

  const moveTo = (place: number): void => {
    const next = Math.min(Math.max(place, 0), found.length - 1)
    onQuery({ ...query, active: next, limit: next < limit ? limit : limit + MORE })
    const provider = found[next]
    if (provider) onLikely(provider)
  }
  const showMore = found.length > limit ? () => onQuery({ ...query, limit: limit + MORE }) : undefined
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    const rows = ROWS.get(event.key)
    if (rows !== undefined) {
      event.preventDefault()
      moveTo(active + rows)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (chosen) onPick(chosen)
    } else if (event.key === 'Escape' && text !== '') {
      // The first Escape empties the field; what the host does with the next is its own.
      event.stopPropagation()
      onQuery(EMPTY_QUERY)
    }
  }

  return (
    <div {...part('picker')}>
      <div {...part('field')}>
        <label {...part('label')} htmlFor={`${id}-search`}>
          <span>{say('search')}</span>
        </label>
        <div {...part('input-row')}>
          <input
            {...part('input')}
            id={`${id}-search`}
            type="text"
            role="combobox"
            aria-expanded={shown.length > 0}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={chosen && `${id}-${active}`}
            autoComplete="off"
            spellCheck="false"
            enterKeyHint="go"
            form="hub-none"
            data-focus="search"
            value={text}
            onChange={(event) => onQuery({ ...EMPTY_QUERY, category, text: event.target.value })}
            onKeyDown={onKeyDown}
          />
        </div>
      </div>
      {categories.length > 1 && categories.length <= MOST_CATEGORIES && (
        <div {...part('categories')} role="group" aria-label={say('category')}>
          {['', ...categories].map((name) => (
            <Button
              key={name}
              look="chip"
              pressed={name === category}
              onPress={() => onQuery({ ...query, category: name, active: 0, limit: FIRST })}
            >
              {name === '' ? say('allCategories') : name}
            </Button>
          ))}
        </div>
      )}
      <p {...part('status')} role="status">
        {found.length > 0 || text === ''
          ? say('found', { count: found.length })
          : say('foundNone', { query: text })}
      </p>
      {found.length === 0 && text !== '' && (
        <Button look="button-quiet" onPress={() => onQuery(EMPTY_QUERY)}>
          {say('showAll')}
        </Button>
      )}
      <ul
        {...part('options')}
        id={`${id}-list`}
        ref={list}
        role="listbox"
        aria-label={say('search')}
        onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
          if (scrollTop + clientHeight > scrollHeight - 9) showMore?.()
        }}
      >
        {shown.map((provider, place) => (
          // By place: a key changes what the rows say, and makes none anew.
          <li
            key={place}
            {...part('option')}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === active}
            aria-setsize={found.length}
            aria-posinset={place + 1}
            onPointerEnter={() => onLikely(provider)}
            onClick={() => onPick(provider)}
          >
            <ProviderLogo key={provider.logo} name={provider.name} src={provider.logo} />
            <span translate="no">
              <span dir="auto">{provider.name}</span>
            </span>
            {provider.category !== undefined && <span {...part('option-detail')}>{provider.category}</span>}
          </li>
        ))}
      </ul>
      {showMore && (
        <Button
          look="button-quiet"
          onPress={() => {
            showMore()
            // The list scrolls by itself: what was added lies below what shows of it.
            setTimeout(() => list.current?.scrollBy(0, 300))
          }}
        >
          {say('showMore')}
        </Button>
      )}
    </div>
  )
}
