/** What a host writes to link accounts: the widget, and the list that its confirmation leads to. */
import { Accounts, Hub } from 'hub-link'
import { jazzhr } from 'hub-link/guides/jazzhr'
import { useRef, useState } from 'react'

import { ENDPOINT_PATH } from './endpointPath.ts'

const brand = { name: 'Acme Recruiting' }
const guides = [jazzhr]

export function Integrations() {
  const linked = useRef('')
  const [round, setRound] = useState(0)
  // What the widget says is connected is so no more: it begins anew.
  const startOver = (account: { id: string }) => {
    if (account.id === linked.current) setRound(round + 1)
  }
  return (
    <div className="integrations">
      <Hub
        key={round}
        guide={jazzhr}
        endpoint={ENDPOINT_PATH}
        brand={brand}
        accountsHref="#accounts"
        onLinked={({ id }) => {
          linked.current = id
        }}
      />
      <div id="accounts" tabIndex={-1}>
        <Accounts endpoint={ENDPOINT_PATH} guides={guides} brand={brand} onUnlinked={startOver} />
      </div>
    </div>
  )
}
