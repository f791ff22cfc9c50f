/** What a host writes to link accounts: the widget, and the list that its confirmation leads to. */
import { Accounts, Hub } from 'hub-link'
import { jazzhr } from 'hub-link/guides/jazzhr'

import { ENDPOINT_PATH } from './endpointPath.ts'

const brand = { name: 'Acme Recruiting' }
const guides = [jazzhr]

export function Integrations() {
  return (
    <div className="integrations">
      <Hub guide={jazzhr} endpoint={ENDPOINT_PATH} brand={brand} accountsHref="#accounts" />
      <div id="accounts" tabIndex={-1}>
        <Accounts endpoint={ENDPOINT_PATH} guides={guides} brand={brand} />
      </div>
    </div>
  )
}
