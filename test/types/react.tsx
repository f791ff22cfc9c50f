/** What React 19's JSX takes of `<hub-link>`, and what it refuses. `tsc` judges; nothing runs. */
import type { HubLinkedEvent } from 'hub-link/element'
import type {} from 'hub-link/jsx/react'
import { jazzhr } from 'hub-link/guides/jazzhr'

export const taken = [
  <hub-link provider="jazzhr" endpoint="/api/link" key="1" id="hub" className="wide" hidden />,
  <hub-link guide={jazzhr} link={() => Promise.resolve({ ok: false, error: { code: 'offline' } })} />,
  <hub-link guide="/guides/jazzhr.json" white-label closable={false} heading-level={3} color-scheme="dark" />,
  <hub-link headers={() => ({ 'x-csrf': 't' })} messages={{ connect: 'Link' }} lang="de" dir="rtl" />,
  <hub-link frame="https://link.example/" session={() => Promise.resolve('token')} />,
  <hub-link ref={(element) => element?.restart()}>Loading</hub-link>,
  <hub-link
    onhub-linked={(event: HubLinkedEvent) => event.detail.account.id}
    onhub-error={({ detail }) => detail.error.code}
    onhub-event={({ detail }) => detail.type}
    onhub-close={({ type }) => type}
  />,
]

export const refused = [
  // @ts-expect-error -- an attribute of another name
  <hub-link providers="jazzhr" />,
  // @ts-expect-error -- a number from 1 to 4
  <hub-link heading-level={7} />,
  // @ts-expect-error -- light, dark or system
  <hub-link color-scheme="sepia" />,
  // @ts-expect-error -- a guide lacks its fields
  <hub-link guide={{ schema: 1 }} />,
  // @ts-expect-error -- a hole that the message does not have
  <hub-link messages={{ title: 'Connect {nobody}' }} />,
  // @ts-expect-error -- the detail of this event is an account
  <hub-link onhub-linked={({ detail }) => detail.error} />,
  // @ts-expect-error -- React would take it for a listener
  <hub-link onSessionExpired={() => undefined} />,
]
