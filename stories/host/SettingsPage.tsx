/** The settings of "Acme Recruiting": its navigation, and the Integrations page with the widget and the list. */
import { useSyncExternalStore } from 'react'

import { DemoKeys } from './DemoKeys.tsx'
import { Integrations } from './Integrations.tsx'

const PAGES = [
  { id: 'company', name: 'Company' },
  { id: 'team', name: 'Team' },
  { id: 'integrations', name: 'Integrations' },
  { id: 'notifications', name: 'Notifications' },
  { id: 'billing', name: 'Billing' },
] as const

type Page = (typeof PAGES)[number]

export function SettingsPage() {
  const page = usePage()
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <header className="top-bar">
        <span className="product">
          <span className="product-mark" aria-hidden="true" />
          Acme Recruiting
        </span>
        <span className="customer">Acme, Inc.</span>
      </header>
      <div className="settings">
        <nav aria-label="Settings" className="settings-nav">
          <ul>
            {PAGES.map(({ id, name }) => (
              <li key={id}>
                <a href={`#${id}`} aria-current={id === page.id ? 'page' : undefined}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <main id="content" tabIndex={-1}>
          <h1>{page.name}</h1>
          {page.id === 'integrations' ? (
            <>
              <p className="intro">Connect the tools that your team works with.</p>
              <DemoKeys />
              <Integrations />
            </>
          ) : (
            <p className="intro">This demo has something to show under Integrations only.</p>
          )}
        </main>
      </div>
    </>
  )
}

/** The page that the address names; Integrations for any other, since its parts have addresses too. */
function usePage(): Page {
  const hash = useSyncExternalStore(onHashChange, () => location.hash)
  return PAGES.find(({ id }) => hash === `#${id}`) ?? PAGES[2]
}

const onHashChange = (listener: () => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}
