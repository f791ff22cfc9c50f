/**
 * What JSX takes of `<hub-link>` under the types of React 18, which writes attributes alone. The package's tests check it with
 * those types in place; here, under React 19's, it would not stand.
 */
import type {} from 'hub-link/jsx/react'

export const taken = [
  <hub-link provider="jazzhr" endpoint="/api/link" key="1" class="wide" white-label heading-level={3} />,
  <hub-link guide="/guides/jazzhr.json" ref={(element) => element?.restart()} />,
]

export const refused = [
  // @ts-expect-error -- an attribute of another name
  <hub-link providers="jazzhr" />,
  // @ts-expect-error -- React 18 would write "[object Object]"
  <hub-link headers={{ 'x-csrf': 't' }} />,
  // @ts-expect-error -- an address; the guide itself is set by a ref
  <hub-link guide={{ schema: 1 }} />,
]
