/**
 * Whose guide a page is: the provider's name and its key.
 */
import type { Frontmatter } from './frontmatter.ts'
import { slugOf } from './slug.ts'
import { inlineText } from './text.ts'

/** Where a page lies: `acme/connect.mdx` has the folder `acme`. */
export interface Location {
  /** The name of the folder that holds it; empty where that is not known. */
  readonly folder: string
  /** Without its extension. */
  readonly file: string
}

export interface Identity {
  readonly name: string
  readonly provider: string
  /** Where `name` is from. */
  readonly from: 'page' | 'location'
}

/** A page that goes by this name is called by its folder. */
const GENERIC_FILE = /^(?:connect|index|readme)$/i

/** `title` is the page's own, from its frontmatter or its first heading. */
export function identify(frontmatter: Frontmatter, title: string | undefined, location: Location): Identity {
  const own = tidy(frontmatter.get('sidebarTitle')?.text) || providerIn(tidy(title))
  const place = (GENERIC_FILE.test(location.file) && location.folder) || location.file
  const fallback = slugOf(place) || 'provider'
  return own === ''
    ? { name: spoken(place) || 'Provider', provider: cut(fallback), from: 'location' }
    : { name: own, provider: cut(slugOf(own) || fallback), from: 'page' }
}

/**
 * The provider that a title is about: `Connect Acme with API Key – Docs` and `Acme - How do I link my account?` are Acme.
 * Empty for a title that names none: `How do I link my account?`
 */
export function providerIn(title: string): string {
  const bare = SUFFIXES.reduce((text, suffix) => text.replace(suffix, ''), title).trim()
  for (const pattern of WRAPPINGS) {
    const name = pattern.exec(bare)?.[1]?.trim()
    if (name) return NAMELESS.test(name) ? '' : name
  }
  return bare || title
}

const SUFFIXES = [
  // The site's own name.
  /\s+[-–—|·]\s+[^-–—|·]*\b(?:hub|docs|documentation|help cent(?:er|re)|guides?)$/i,
  /\s*[-–—|:]\s*how (?:do i|do you|can i|to)\b.*$/i,
  /\s*[-–—|:]?\s*\b(?:connection|integration|setup|linking|configuration) (?:guide|instructions)$/i,
]

const VERB = '(?:connect|link|integrate|set up|connecting|linking|integrating|setting up)'

const WRAPPINGS = [
  new RegExp(
    `^(?:how (?:to|do i|can i) )?${VERB} (?:your |an? )?(.+?)(?: account)? (?:with|via|using|to|through) .+$`,
    'i',
  ),
  new RegExp(`^how (?:to|do i|can i) ${VERB} (?:your |my |an? )?(.+?)(?: account)?\\??$`, 'i'),
  new RegExp(`^${VERB} (?:your |my |an? )(.+?) account$`, 'i'),
  /^(?:connect(?:ing)?(?: to)?|linking|set(?:ting)? up|integrat(?:e|ing)(?: with)?|getting started with) (.+?)(?: account)?$/i,
]

const NAMELESS = /^(?:(?:your|my|an?|the) )?(?:accounts?|integrations?)$/i

const tidy = (text: string | undefined): string => inlineText(text ?? '').trim()

const spoken = (place: string): string =>
  tidy(place.replace(/[-_]+/g, ' ')).replace(/(?<!\S)\p{Ll}/gu, (letter) => letter.toUpperCase())

const cut = (slug: string): string => slug.slice(0, 100).replace(/-+$/, '')
