/** What a portal writes besides its tags: a session for the frame, and a list of its own that follows what is linked. */
import type { ListedAccount } from '../../../src/core/link.ts'
import { ENDPOINT_PATH } from '../endpointPath.ts'

const framed = document.querySelector('hub-link[frame]')
if (framed) Object.assign(framed, { session: getSession })

async function getSession(): Promise<string | undefined> {
  const response = await fetch('/portal/session', { method: 'POST' })
  return response.ok ? response.text() : undefined
}

async function showAccounts(): Promise<void> {
  const response = await fetch(ENDPOINT_PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'hub-protocol': '1' },
    body: JSON.stringify({ op: 'accounts' }),
  })
  if (!response.ok) return
  const { accounts } = (await response.json()) as { readonly accounts: readonly ListedAccount[] }
  const items = accounts.map(({ name, linkedAt }) => {
    const item = document.createElement('li')
    item.textContent = `${name ?? 'JazzHR'}, since ${new Date(linkedAt).toLocaleDateString()}`
    return item
  })
  document.querySelector('#none')?.toggleAttribute('hidden', items.length > 0)
  document.querySelector('#list')?.replaceChildren(...items)
}

document.addEventListener('hub-linked', () => void showAccounts())
void showAccounts()
