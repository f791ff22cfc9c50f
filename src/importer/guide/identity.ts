/**
 * Whose guide a page is: the provider's name and its key.
 */
import type { Frontmatter } from '../source/frontmatter.ts'
import { slugOf } from './slug.ts'
import { inlineText } from '../blocks/text.ts'

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
  const place = (GENERIC_FILE.test(location.file) && location.folder) || location.file
  const own = tidy(frontmatter.get('sidebarTitle')?.text) || nameIn(tidy(title), place)
  const fallback = slugOf(place) || 'provider'
  return own === ''
    ? { name: spoken(place) || 'Provider', provider: cut(fallback), from: 'location' }
    : { name: own, provider: cut(slugOf(own) || fallback), from: 'page' }
}

// `connectwise.mdx` says that “Connect Wise” is a name as it stands.
const nameIn = (title: string, place: string): string =>
  place !== '' && slugOf(title).replaceAll('-', '') === place.toLowerCase() ? title : providerIn(title)

/**
 * The provider that a title is about: `Connect Acme with API Key – Docs`, `Acme API key` and
 * `Acme - How do I link my account?` are Acme. Empty for a title that names none: `How do I link my account?`
 */
export function providerIn(title: string): string {
  const bare = title.replace(SITE, '').trim()
  const wrapping = OWN_NAME.test(bare) ? undefined : WRAPPINGS.find((pattern) => pattern.test(bare))
  let name = wrapping?.exec(bare)?.[1] ?? bare
  // One can stand before another: `Acme API key – setup guide`.
  for (let before = ''; before !== name;) {
    before = name
    name = SUFFIXES.reduce((text, suffix) => text.replace(suffix, ''), name).trim()
  }
  return NAMELESS.test(name) ? '' : name
}

const DOING =
  '(?:connect|link|integrat|configur|authenticat|authori[sz])(?:e|ing)?|set up|setting up|getting started'
const KEYS = '(?:API |(?:personal )?access |auth |OAuth |client )(?:keys?|tokens?|credentials?)|credentials'
const ASKING = '(?:how (?:to|do i|do you|can i)|where (?:to|do i|can i)|guide (?:to|for)) '
const WHOSE = '(?:your|my|an?|the) '

/** The site's own name. */
const SITE = /\s+[-–—|·]\s+[^-–—|·]*\b(?:hub|docs|documentation|help cent(?:er|re)|guides?)$/i

const SUFFIXES = [
  /\s*[-–—|:]\s*how (?:do i|do you|can i|to)\b.*$/i,
  new RegExp(`\\s*[-–—|:]\\s*(?:${DOING}) ${WHOSE}.*$`, 'i'),
  /\s*[-–—|:]?\s*\b(?:account )?(?:connection|integration|setup|linking|configuration|authentication) (?:guide|instructions)$/i,
  /\s*[-–—|:]?\s*\b(?:account (?:linking|setup)|setup|connector|authentication)$/i,
  /\s*[-–—|:]\s*getting started$/i,
  // Such products are called so.
  /\s*[-–—|:]?\s*(?<!\b(?:oracle|data|application) )\bintegration$/i,
  // In brackets it tells one guide of a provider from another.
  new RegExp(`\\s*[-–—|:]?\\s*(?<!\\()\\b(?:${KEYS})(?: (?:setup|guide))?$`, 'i'),
]

/** The first that fits holds the name. */
const WRAPPINGS = [
  `(?:${ASKING})?(?:${DOING}) (?:to |with )?(?:${WHOSE})?(.+?)(?: account)? (?:with|via|using|to|through) .+`,
  `(?:${ASKING})?(?:${DOING})(?: to| with)? (?:${WHOSE})?(.+?)(?: account)?\\??`,
  `(?:${ASKING})?(?:find|get|creat|generat|obtain|locat|retriev)(?:e|t?ing)? (?:${WHOSE})?(?:${KEYS})? ?(?:from|in|for|of) (.+?)\\??`,
  `(?:${ASKING})?(?:find|get|creat|generat|obtain|locat|retriev)(?:e|t?ing)? (?:${WHOSE})?(?:new )?(.*?) ?(?:${KEYS})\\??`,
].map((pattern) => new RegExp(`^${pattern}$`, 'i'))

/** Names that begin as a wrapping does. */
const OWN_NAME =
  /^(?:[Cc]onnect (?:[Ww]ise|[Ss]ecure|[Bb]ooster)|[Ll]ink (?:Mobility|Labs|Group))(?: [A-Z]\S*)*$/

/** What is no name: nothing, an account, or what every page of its kind is about. */
const NAMELESS = new RegExp(
  `^(?:(?:your|my|an?|the|new) ?)*(?:accounts?|integrations?|${KEYS}|connecting|linking|setup|authentication|overview|introduction|getting started|quick ?start|(?:${ASKING.trim()}).*)?$`,
  'i',
)

const tidy = (text: string | undefined): string => inlineText(text ?? '').trim()

const spoken = (place: string): string =>
  tidy(place.replace(/[-_]+/g, ' ')).replace(/(?<!\S)\p{Ll}/gu, (letter) => letter.toUpperCase())

const cut = (slug: string): string => slug.slice(0, 100).replace(/-+$/, '')
