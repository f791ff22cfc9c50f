/** What is said of each failure, where it stands, and what comes next. */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'

import type { LinkError } from '../src/core/link.ts'
import { jazzhr } from '../src/guides/jazzhr.ts'
import { Hub } from '../src/react/Hub.tsx'
import { pressConnect } from './walkTo.ts'

const meta = { title: 'Hub/Errors', component: Hub } satisfies Meta<typeof Hub>

export default meta
type Story = StoryObj<typeof meta>

/** One attempt that fails so; what was typed stays. */
const failing = (error: LinkError, says: RegExp): Story => ({
  args: {
    guide: jazzhr,
    link: () => Promise.resolve({ ok: false, error }),
    brand: { name: 'Acme Recruiting' },
  },
  play: async ({ canvasElement, canvas }) => {
    await pressConnect(canvasElement)
    await expect(await canvas.findByText(says)).toBeVisible()
    await expect(canvas.getByLabelText('API Key', { selector: 'input' })).not.toHaveValue('')
  },
})

export const CredentialRejected = failing({ code: 'credential-rejected' }, /did not accept this key/)
export const InsufficientPermission = failing(
  { code: 'insufficient-permission' },
  /does not have the permissions/,
)
export const InvalidFields = failing(
  { code: 'invalid-fields', fields: [{ name: 'apiKey', code: 'too-long' }] },
  /too long/,
)
export const RateLimited = failing(
  { code: 'rate-limited', retryAt: Date.now() + 90_000 },
  /too many attempts/,
)
export const Offline = failing({ code: 'offline' }, /appear to be offline/)
export const Network = failing({ code: 'network' }, /could not reach the server/)
export const Timeout = failing({ code: 'timeout' }, /took too long/)
export const BadResponse = failing({ code: 'bad-response', reason: 'json' }, /could not read/)
export const NewerVersion = failing({ code: 'bad-response', reason: 'schema' }, /needs a newer version/)
export const Server = failing({ code: 'server', status: 500 }, /went wrong on the server/)
export const ProviderUnavailable = failing({ code: 'provider-unavailable' }, /not answering/)
export const InProgress = failing({ code: 'in-progress' }, /already being connected/)
export const SessionExpired = failing({ code: 'session-expired' }, /session has ended/)
export const Forbidden = failing({ code: 'forbidden' }, /do not have permission/)
export const Misconfigured = failing({ code: 'misconfigured', status: 404 }, /not set up correctly/)
export const Expired = failing({ code: 'expired' }, /has expired/)
export const PopupBlocked = failing({ code: 'popup-blocked' }, /blocked the window/)
export const RedirectRejected = failing({ code: 'redirect-rejected' }, /not one that we trust/)
export const AuthorizationDenied = failing({ code: 'authorization-denied' }, /was not granted/)
export const Aborted = failing({ code: 'aborted' }, /was stopped/)
export const ConfigInvalid = failing({ code: 'config-invalid', reason: 'headers' }, /not configured/)

/** Told like a success: nothing new was made. */
export const AlreadyLinked: Story = {
  args: { guide: jazzhr, link: () => Promise.resolve({ ok: false, error: { code: 'already-linked' } }) },
  play: async ({ canvasElement, canvas }) => {
    await pressConnect(canvasElement)
    await expect(await canvas.findByRole('dialog', { name: 'JazzHR is already connected' })).toBeVisible()
  },
}
