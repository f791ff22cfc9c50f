/**
 * Where everything lies in the storage. Every part is lower-case hexadecimal or made here, so that no id of a host
 * or a person can leave its folder.
 */
import { digest } from './bytes.ts'

/** An owner with the name of its folder. */
export interface Tenant {
  readonly id: string
  readonly folder: string
}

/** The prefix of every key, so that the storage may hold other things too. */
export const ROOT = 'hub-link'

/** The list of all owners, for `reseal` alone. */
export const OWNERS = `${ROOT}:owners`

export const tenantOf = async (owner: string): Promise<Tenant> => ({
  id: owner,
  folder: await digest('owner', owner),
})

// Ids that did not come from us are digested before they become part of a key.
const OWN_ID = /^[a-z]{3}_[0-9a-f]{32}$/
const part = async (id: string): Promise<string> => (OWN_ID.test(id) ? id : digest('foreign', id))

export const ownerKey = ({ folder }: Tenant): string => `${ROOT}:owner:${folder}`
export const accountKey = async ({ folder }: Tenant, account: string): Promise<string> =>
  `${ROOT}:accounts:${folder}:${await part(account)}`
export const accountListKey = ({ folder }: Tenant): string => `${ROOT}:list:${folder}`
export const markKey = ({ folder }: Tenant, mark: string): string => `${ROOT}:marks:${folder}:${mark}`
export const linkKey = async (link: string): Promise<string> => `${ROOT}:links:${await part(link)}`
export const requestKey = async ({ folder }: Tenant, idempotencyKey: string): Promise<string> =>
  `${ROOT}:requests:${folder}:${await digest('request', idempotencyKey)}`
export const sessionKey = async (session: string): Promise<string> =>
  `${ROOT}:sessions:${await digest(session)}`
export const limitKey = ({ folder }: Tenant): string => `${ROOT}:limit:${folder}`
/** Leases lie beside what they guard. */
export const leaseKey = (key: string): string => `${key}:lease`

/** The id of the account that this owner's request makes, however often it is sent. */
export const accountIdOf = async ({ id }: Tenant, idempotencyKey: string): Promise<string> =>
  `acc_${await digest('account', id, idempotencyKey)}`
