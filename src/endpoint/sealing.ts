/**
 * Sealing: what is stored of a credential is a JWE (dir, A256GCM) that opens only for its own owner and account.
 * Each secret yields three keys through HKDF: one seals, one signs session tokens, one compares credentials.
 */
import { CompactEncrypt, compactDecrypt } from 'jose'

import { digest, fromBase64, hex, utf8 } from './bytes.ts'
import { EndpointConfigError } from './errors.ts'

interface SecretKeys {
  readonly id: string
  readonly seal: CryptoKey
  readonly sign: CryptoKey
  readonly compare: CryptoKey
}

/** What was opened. `stale` when an older secret sealed it. */
export interface Opened {
  readonly value: Readonly<Record<string, string>>
  readonly stale: boolean
}

/** The keys of all secrets, the newest first. */
export interface Keyring {
  /** Seals for one context (who and what it belongs to); another context does not open it. */
  seal(context: readonly string[], value: Readonly<Record<string, string>>): Promise<string>
  /** `undefined` when no secret opens it, it was changed, or it belongs to another context. */
  open(context: readonly string[], sealed: string): Promise<Opened | undefined>
  /** Keyed digests of a text, one for each secret, the newest first: compares without keeping. */
  compare(parts: readonly unknown[]): Promise<readonly string[]>
  /** Keys for session tokens by key id, the newest first. */
  signers(): Promise<readonly { readonly id: string; readonly key: CryptoKey }[]>
}

const MIN_BYTES = 32

function readSecret(secret: unknown, index: number): Uint8Array<ArrayBuffer> {
  const bytes = typeof secret === 'string' ? fromBase64(secret) : undefined
  if (bytes && bytes.byteLength >= MIN_BYTES) return bytes
  const fault = secret === undefined ? 'not set' : bytes ? `${bytes.byteLength} bytes` : 'not base64'
  throw new EndpointConfigError(
    'secret-weak',
    `secrets[${index}] is ${fault}.`,
    'Credentials are sealed with it, so it must be base64 of 32 random bytes or more.',
    'Make one with `openssl rand -base64 32` and keep it with your other secrets.',
  )
}

async function deriveKeys(secret: Uint8Array<ArrayBuffer>): Promise<SecretKeys> {
  const root = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey', 'deriveBits'])
  const from = (use: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: utf8(`hub-link ${use}`),
  })
  const hmac = { name: 'HMAC', hash: 'SHA-256', length: 256 }
  const [id, seal, sign, compare] = await Promise.all([
    crypto.subtle.deriveBits(from('id'), root, 64),
    crypto.subtle.deriveKey(from('seal'), root, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]),
    crypto.subtle.deriveKey(from('sign'), root, hmac, false, ['sign', 'verify']),
    crypto.subtle.deriveKey(from('compare'), root, hmac, false, ['sign']),
  ])
  return { id: hex(id), seal, sign, compare }
}

const isStringRecord = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((item) => typeof item === 'string')

/** Makes the keyring. Throws `secrets-missing` or `secret-weak` at once; the keys are derived on first use. */
export function createKeyring(secrets: readonly (string | undefined)[]): Keyring {
  if (!Array.isArray(secrets) || secrets.length === 0)
    throw new EndpointConfigError(
      'secrets-missing',
      'No secrets were given.',
      'Without one, credentials would be stored in clear.',
      'Give secrets: [process.env.LINK_SECRET], base64 of 32 random bytes or more; the newest first.',
    )
  const raw = secrets.map(readSecret)
  let derived: Promise<readonly [SecretKeys, ...SecretKeys[]]> | undefined
  const keys = () =>
    (derived ??= Promise.all(raw.map(deriveKeys)).then((all) => all as [SecretKeys, ...SecretKeys[]]))

  return {
    async seal(context, value) {
      const [newest] = await keys()
      return new CompactEncrypt(utf8(JSON.stringify(value)))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: newest.id, ctx: await digest(...context) })
        .encrypt(newest.seal)
    },
    async open(context, sealed) {
      const all = await keys()
      try {
        const { plaintext, protectedHeader } = await compactDecrypt(
          sealed,
          (header) => {
            const match = all.find((key) => key.id === header.kid)
            if (!match) throw new Error('unknown key')
            return match.seal
          },
          { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
        )
        if (protectedHeader['ctx'] !== (await digest(...context))) return undefined
        const value: unknown = JSON.parse(new TextDecoder().decode(plaintext))
        return isStringRecord(value) ? { value, stale: protectedHeader.kid !== all[0].id } : undefined
      } catch {
        return undefined
      }
    },
    async compare(parts) {
      const text = utf8(JSON.stringify(parts))
      const digests = (await keys()).map((key) => crypto.subtle.sign('HMAC', key.compare, text))
      return (await Promise.all(digests)).map((bytes) => hex(bytes).slice(0, 40))
    },
    async signers() {
      return (await keys()).map(({ id, sign }) => ({ id, key: sign }))
    },
  }
}
