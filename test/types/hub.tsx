/** Props of `<Hub>` that cannot be; `test/package/props.test.ts` reads what the compiler says of them. */
import { Hub } from 'hub-link'
import { jazzhr } from 'hub-link/guides/jazzhr'

export const NO_ENDPOINT = <Hub guide={jazzhr} />
export const NO_GUIDE = <Hub endpoint="/api/link" />
export const BOTH_GUIDES = <Hub guide={jazzhr} catalogue="/catalogue.json" endpoint="/api/link" />
export const BOTH_DOORS = (
  <Hub guide={jazzhr} endpoint="/api/link" link={() => Promise.reject(new Error('unused'))} />
)
