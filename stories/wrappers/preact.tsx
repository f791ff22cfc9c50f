/** @jsxImportSource preact */
/** `<hub-link>` in Preact's JSX: attributes, a property, an event and a method. */
import 'hub-link/script'

import type { HubLinkElement } from 'hub-link/element'
import type {} from 'hub-link/jsx/preact'
import { render } from 'preact'
import { useRef, useState } from 'preact/hooks'

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

render(<App />, document.querySelector('#app')!)
