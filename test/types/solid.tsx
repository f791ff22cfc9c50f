/** @jsxImportSource solid-js */
/** What Solid's JSX takes of `<hub-link>`, and what it refuses. `tsc` judges; nothing runs. */
import type { HubLinkedEvent } from 'hub-link/element'
import { jazzhr } from 'hub-link/guides/jazzhr'
import type {} from 'hub-link/jsx/solid'

export const taken = [
  <hub-link provider="jazzhr" endpoint="/api/link" id="hub" class="wide" hidden />,
  <hub-link attr:provider="jazzhr" attr:heading-level={3} attr:white-label={true} attr:lang="de" />,
  <hub-link prop:guide={jazzhr} prop:headers={{ 'x-csrf': 't' }} prop:messages={{ connect: 'Link' }} />,
  <hub-link frame="https://link.example/" prop:session={() => 'token'} />,
  <hub-link prop:onSessionExpired={() => Promise.resolve()} ref={(element) => element.open()} />,
  <hub-link
    on:hub-linked={(event: HubLinkedEvent) => event.detail.account.id}
    on:hub-error={({ detail }) => detail.error.code}
  />,
]

export const refused = [
  // @ts-expect-error -- an attribute of another name
  <hub-link providers="jazzhr" />,
  // @ts-expect-error -- a number from 1 to 4
  <hub-link attr:heading-level={7} />,
  // @ts-expect-error -- a guide lacks its fields
  <hub-link prop:guide={{ schema: 1 }} />,
  // @ts-expect-error -- the detail of this event is an account
  <hub-link on:hub-linked={({ detail }) => detail.error} />,
]
