/**
 * Names for machines from names for people: small ASCII letters, digits and dashes.
 */
import { isReservedName } from '../../core/fields.ts'

// Letters that Unicode does not take apart.
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
}

/** `SAP S/4HANA` → `sap-s-4hana`. Empty where nothing is left. */
export const slugOf = (text: string): string =>
  plainLetters(text.toLowerCase())
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')

/** `Client ID` → `clientId`: the name of a field. Empty where no letter is left to begin with. */
export const fieldNameOf = (label: string): string => {
  const words = slugOf(label).split('-').filter(Boolean)
  const name = words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
    .replace(/^\d+/, '')
    .slice(0, 64)
  return isReservedName(name) ? `${name}Value` : name
}

const plainLetters = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøđðłþı]/g, (letter) => LETTERS[letter] ?? letter)
