/** @jsxImportSource preact */
/** What Preact's JSX takes of `<hub-link>`, and what it refuses. `tsc` judges; nothing runs. */
import type { HubLinkedEvent } from 'hub-link/element'
import { jazzhr } from 'hub-link/guides/jazzhr'
import type {} from 'hub-link/jsx/preact'

export const taken = [
  <hub-link provider="jazzhr" endpoint="/api/link" key="1" id="hub" class="wide" hidden />,
  <hub-link guide={jazzhr} headers={{ 'x-csrf': 't' }} messages={{ connect: 'Link' }} />,
  <hub-link frame="https://link.example/" session={() => 'token'} />,
  <hub-link guide="/guides/jazzhr.json" white-label closable={false} heading-level="3" lang="de" dir="rtl" />,
  <hub-link ref={(element) => element?.open()}>Loading</hub-link>,
  <hub-link
    onhub-linked={(event: HubLinkedEvent) => event.detail.account.id}
    onhub-error={({ detail }) => detail.error.code}
  />,
]

export const refused = [
  // @ts-expect-error -- an attribute of another name
  <hub-link providers="jazzhr" />,
  // @ts-expect-error -- a number from 1 to 4
  <hub-link heading-level={7} />,
  // @ts-expect-error -- a guide lacks its fields
  <hub-link guide={{ schema: 1 }} />,
  // @ts-expect-error -- the detail of this event is an error
  <hub-link onhub-error={({ detail }) => detail.account} />,
  // @ts-expect-error -- Preact would take it for a listener
  <hub-link onSessionExpired={() => undefined} />,
]
