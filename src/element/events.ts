/**
 * The events of `<hub-link>`. All bubble and cross shadow roots; none carries what a person typed.
 */
import type { Account, LinkError } from '../core/link.ts'
import type { HubEvent } from '../react/options.ts'

/** An account was linked. `preventDefault()` keeps our confirmation shut, for a host that shows its own. */
export class HubLinkedEvent extends CustomEvent<{ readonly account: Account }> {
  static readonly type = 'hub-linked'
  constructor(account: Account) {
    super(HubLinkedEvent.type, { detail: { account }, bubbles: true, composed: true, cancelable: true })
  }
}

/** Something failed; `detail.error.code` says what. */
export class HubErrorEvent extends CustomEvent<{ readonly error: LinkError }> {
  static readonly type = 'hub-error'
  constructor(error: LinkError) {
    super(HubErrorEvent.type, { detail: { error }, bubbles: true, composed: true })
  }
}

/** The person went on: `detail` is a funnel event by its `type`. */
export class HubProgressEvent extends CustomEvent<HubEvent> {
  static readonly type = 'hub-event'
  constructor(event: HubEvent) {
    super(HubProgressEvent.type, { detail: event, bubbles: true, composed: true })
  }
}

/** The person pressed the close control of a `closable` element, which then hides itself. */
export class HubCloseEvent extends CustomEvent<null> {
  static readonly type = 'hub-close'
  constructor() {
    super(HubCloseEvent.type, { bubbles: true, composed: true })
  }
}

/** The names of all of them. */
export type HubEventName =
  | typeof HubLinkedEvent.type
  | typeof HubErrorEvent.type
  | typeof HubProgressEvent.type
  | typeof HubCloseEvent.type
