/** `<hub-link>` in React 19's JSX, for an app that wants the element's shadow root; `<Hub>` is the usual way. */
import 'hub-link/define'

import type { HubLinkElement } from 'hub-link/element'
import type {} from 'hub-link/jsx/react'
import { useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'

const headers = () => ({ 'x-csrf': 'token-of-the-session' })

function App() {
  const [brand, setBrand] = useState('Acme Recruiting')
  const [linked, setLinked] = useState('')
  const hub = useRef<HubLinkElement>(null)
  return (
    <>
      <hub-link
        ref={hub}
        provider="jazzhr"
        endpoint="/api/link"
        brand-name={brand}
        headers={headers}
        onhub-linked={({ detail }) => {
          setLinked(`Linked to ${brand}: ${detail.account.provider}`)
          setBrand('Acme Europe')
        }}
      />
      <p role="status">{linked}</p>
      <button type="button" onClick={() => hub.current?.restart()}>
        Start again
      </button>
    </>
  )
}

createRoot(document.querySelector('#app')!).render(<App />)
