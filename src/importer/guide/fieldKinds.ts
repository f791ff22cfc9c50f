/**
 * What a field is, by its label: a guess for a person to confirm.
 */
import type { Field } from '../../core/guide.ts'

/** Several lines, which a secret field would join into one. */
const MULTILINE =
  /\b(?:certificates?|private key|pem|key ?file|service account (?:json|key)|json(?: key)?)\b/i
const SECRET = /\b(?:keys?|secrets?|tokens?|passwords?|passphrase|passcode|pin|credentials?|pat)\b/i
/** Words at the end of a label that say it names something about the secret, not the secret. */
const ABOUT =
  /\b(?:ids?|identifiers?|names?|urls?|uris?|types?|endpoints?|labels?|algorithms?|expiry|ttl|scopes?|regions?|issuer|audience)$/i
const NUMBER = /\bport(?: number)?$/i
const ADDRESS = /\b(?:url|uri|web address)\b/i

export function fieldKindOf(label: string): Field['kind'] {
  const bare = label
    .replace(/\s*\([^)]*\)/g, '')
    // Names in code: `apiToken`, `session_key`.
    .replace(/(?<=\p{Ll})(?=\p{Lu})|_/gu, ' ')
    .trim()
  if (ADDRESS.test(bare)) return 'url'
  if (NUMBER.test(bare)) return 'number'
  if (ABOUT.test(bare) || /^public key/i.test(bare)) return 'text'
  if (MULTILINE.test(bare)) return 'multiline'
  return SECRET.test(bare) ? 'secret' : 'text'
}
