/**
 * Bytes as text and digests of text, with what every runtime has.
 */

const encoder = new TextEncoder()

/** UTF-8. */
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text)

/** Lower-case hexadecimal: keys must not collide on file systems that ignore case. */
export const hex = (bytes: ArrayBuffer | Uint8Array): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Base64 or base64url, padded or not; `undefined` for anything else. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const standard = text.trim().replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  if (!/^[A-Za-z0-9+/]+$/.test(standard)) return undefined
  try {
    return Uint8Array.from(atob(standard), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** 128 bits of SHA-256 over the parts, each kept apart from the next. */
export async function digest(...parts: readonly string[]): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', utf8(JSON.stringify(parts)))).slice(0, 32)
}

/** 128 random bits. */
export const randomId = (): string => hex(crypto.getRandomValues(new Uint8Array(16)))
