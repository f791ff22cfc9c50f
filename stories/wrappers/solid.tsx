/** @jsxImportSource solid-js */
/** `<hub-link>` in Solid's JSX: attributes, a property, an event and a method. What can change has its prefix. */
import 'hub-link/script'

import type { HubLinkElement } from 'hub-link/element'
import type {} from 'hub-link/jsx/solid'
import { createSignal } from 'solid-js'
import { render } from 'solid-js/web'

const headers = () => ({ 'x-csrf': 'token-of-the-session' })

function App() {
  const [brand, setBrand] = createSignal('Acme Recruiting')
  const [linked, setLinked] = createSignal('')
  let hub: HubLinkElement | undefined
  return (
    <>
      <hub-link
        ref={(element) => (hub = element)}
        provider="jazzhr"
        endpoint="/api/link"
        attr:brand-name={brand()}
        prop:headers={headers}
        on:hub-linked={({ detail }) => {
          setLinked(`Linked to ${brand()}: ${detail.account.provider}`)
          setBrand('Acme Europe')
        }}
      />
      <p role="status">{linked()}</p>
      <button type="button" onClick={() => hub?.restart()}>
        Start again
      </button>
    </>
  )
}

render(() => <App />, document.querySelector('#app')!)
