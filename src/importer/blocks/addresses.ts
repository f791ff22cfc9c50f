/**
 * The addresses of a page, as a guide may hold them: what the widget's gate would refuse never gets there, and is named.
 */
import { refusalText } from '../../core/refusals.ts'
import { gateImage, gateLink } from '../../core/url.ts'
import { named, quoted } from '../diagnostics.ts'
import type { Page } from '../page.ts'

const SCHEME = /^[a-z][a-z\d+.-]*:/i

/**
 * The address of a link, or undefined where its text alone stays. `#id` passes as it is: whether the guide has that
 * id is known at the end.
 */
export function linkAddress(page: Page, raw: string, text: string, line: number): string | undefined {
  const address = tidyAddress(raw)
  if (address.startsWith('#')) return address
  const absolute = absoluteLink(page, address)
  const secure = absolute === undefined ? undefined : upgraded(absolute)
  const gated = secure === undefined ? undefined : gateLink(secure)
  if (secure === undefined || !gated?.ok) {
    const reason =
      gated && !gated.ok ? refusalText(gated.reason) : address === '' ? 'has no address' : 'needs --site-base'
    const link = `${named('The link', text)}${address === '' ? '' : ` to ${quoted(raw)}`}`
    const message = `${link} ${reason}: its text stays.`
    page.findings.add(line, 'link-dropped', message)
    return undefined
  }
  if (secure !== absolute)
    page.findings.add(line, 'link-upgraded', `${quoted(raw)} became ${quoted(secure)}.`)
  return secure
}

/** The address of an image, or undefined where it cannot be shown. */
export function imageAddress(page: Page, raw: string, alt: string, line: number): string | undefined {
  const address = tidyAddress(raw)
  const absolute = absoluteImage(page, address)
  const secure = absolute === undefined ? undefined : upgraded(absolute)
  const gated = secure === undefined ? undefined : gateImage(secure)
  if (secure === undefined || !gated?.ok) {
    const reason = gated && !gated.ok ? refusalText(gated.reason) : 'needs --asset-base'
    const rest = alt === '' ? 'it is left out' : `its description ${quoted(alt, 100)} stays`
    page.findings.add(line, 'image-dropped', `The image ${quoted(raw, 200)} ${reason}: ${rest}.`)
    return undefined
  }
  if (secure !== absolute)
    page.findings.add(line, 'image-upgraded', `${quoted(raw)} became ${quoted(secure)}.`)
  return secure
}

// Browsers leave out the same characters.
const tidyAddress = (raw: string): string => {
  const bare = raw.replace(/[\p{Cc}\u200b\u2060\ufeff]/gu, '').trim()
  return bare.replace(/\s/g, '%20')
}

const upgraded = (address: string): string => address.replace(/^http:/i, 'https:')

function absoluteLink({ bases }: Page, address: string): string | undefined {
  if (SCHEME.test(address)) return address
  if (/^[/\\]{2}/.test(address)) return `http:${address}`
  if (bases.siteBase === undefined || address === '') return undefined
  return address.startsWith('/')
    ? joined(bases.siteBase, address)
    : below(bases.siteBase, bases.folder, address)
}

function absoluteImage({ bases }: Page, address: string): string | undefined {
  if (SCHEME.test(address) || /^[/\\]{2}/.test(address)) return address
  if (address.startsWith('/')) {
    return bases.assetBase === undefined ? address : joined(bases.assetBase, address)
  }
  return bases.assetBase === undefined || address === ''
    ? undefined
    : below(bases.assetBase, bases.folder, address)
}

const joined = (base: string, path: string): string => `${base.replace(/\/+$/, '')}${path}`

// `..` is resolved within the path, so that a relative address never leaves the base.
function below(base: string, folder: string, relative: string): string | undefined {
  try {
    const { pathname, search, hash } = new URL(relative, `https://x/${folder === '' ? '' : `${folder}/`}`)
    return joined(base, `${pathname}${search}${hash}`)
  } catch {
    return undefined
  }
}
