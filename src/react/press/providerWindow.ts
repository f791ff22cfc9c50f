/** The window in which the person says yes at the provider. Loaded with the press. */
import type { WindowState } from '../../core/flow.ts'
import type { FlowStore } from '../flowStore.ts'

/** What the views and Connect do with the provider's window. */
export interface ProviderWindow {
  /** Opens an empty window in the same task as the press, for a provider that is sure to need one. */
  readonly prepare: () => void
  /** Sends the prepared window on its way; answers where it stands. */
  readonly direct: (url: string) => WindowState
  /** Closes a prepared window that is not needed after all. */
  readonly dismiss: () => void
  /** Opens the provider's page; called in the click. */
  readonly open: () => void
  /** True once a window that was opened seems closed; under COOP it seems so at once. */
  readonly seemsClosed: () => boolean
}

const POPUP = 'popup,width=560,height=720'

export function createProviderWindow(store: FlowStore, onBlocked: () => void): ProviderWindow {
  let opened: Window | null = null
  // Set while Connect waits for its reply with a window in hand, or with none because it was blocked.
  let prepared = false

  const openAt = (url: string): WindowState => {
    opened = window.open(url, '_blank', POPUP)
    if (!opened) {
      onBlocked()
      return 'blocked'
    }
    sever(opened)
    return 'open'
  }

  return {
    prepare: () => {
      openAt('about:blank')
      prepared = true
    },
    direct: (url) => {
      if (!prepared) return 'none'
      prepared = false
      if (!opened) return 'blocked'
      opened.location.replace(url)
      return 'open'
    },
    dismiss: () => {
      if (prepared) opened?.close()
      prepared = false
    },
    open: () => {
      const now = store.get()
      if (now.name !== 'authorizing' || now.url === undefined) return
      store.send({ type: 'window', window: openAt(now.url) })
    },
    seemsClosed: () => opened?.closed === true,
  }
}

/** The provider's page must not reach back into the host's (reverse tabnabbing). */
function sever(opened: Window): void {
  try {
    opened.opener = null
  } catch {
    // Under COOP the handle is already cut, which is what was wanted.
  }
}
