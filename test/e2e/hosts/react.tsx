/** `<Hub>` on a page of a host's own. */
import { Hub } from 'hub-link'
import { jazzhr } from 'hub-link/guides/jazzhr'

import { startPage } from './page.tsx'

startPage(Hub, { guide: jazzhr, endpoint: '/api/link', confirmation: true })
