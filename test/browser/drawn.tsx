/** What both sides of server rendering draw: the same widgets with the same props, on the server and in the browser. */
import type { ReactNode } from 'react'

import type { GuideInput } from '../../src/core/guide.ts'
import { jazzhr } from '../../src/guides/jazzhr.ts'
import { Accounts } from '../../src/react/Accounts.tsx'
import { Hub } from '../../src/react/Hub.tsx'

const ENDPOINT = '/api/link'

/** By name, so that a test can say which. */
export const drawn: Readonly<Record<string, () => ReactNode>> = {
  'a Hub': () => <Hub guide={jazzhr} endpoint={ENDPOINT} />,
  'a Hub with every look': () => (
    <Hub
      guide={jazzhr}
      endpoint={ENDPOINT}
      brand={{ name: 'Portal', logo: '/portal.svg' }}
      account={{ id: 'acc_1', name: 'Acme' }}
      whiteLabel
      resume
      colorScheme="dark"
      headingLevel={3}
      locale="ar"
      messages={{}}
      onClose={() => undefined}
    />
  ),
  'a Hub whose pictures come from elsewhere': () => <Hub guide={pictured} endpoint={ENDPOINT} />,
  'a Hub without an endpoint': () => <Hub guide={jazzhr} endpoint="" />,
  'a list of accounts': () => <Accounts endpoint={ENDPOINT} guides={[jazzhr]} />,
  'two and a list': () => (
    <>
      <Hub guide={jazzhr} endpoint={ENDPOINT} />
      <Hub guide={jazzhr} endpoint={ENDPOINT} unstyled />
      <Accounts endpoint={ENDPOINT} />
    </>
  ),
}

const pictured: GuideInput = {
  schema: 1,
  provider: 'bamboo',
  name: 'Bamboo',
  auth: { kind: 'fields' },
  before: [
    { kind: 'image', src: 'https://cdn.bamboo.example/a.png', alt: 'From elsewhere' },
    { kind: 'image', src: '/own.png', alt: 'Our own' },
  ],
  sections: [],
  fields: [{ name: 'apiKey', label: 'API Key', kind: 'secret' }],
}
