/** Contrast: whether the accent of a theme can be read, and what stands in for it where it cannot. */
import { reportUsage } from '../core/usage.ts'
import { watchAround } from './watchAround.ts'

/** WCAG 2.2, success criterion 1.4.3, for text of any size. */
const MIN_CONTRAST = 4.5

// Where hub.css shows the three colours to a script: inherited or unused properties of the root.
const probe = (style: CSSStyleDeclaration) => ({
  accent: style.caretColor,
  onAccent: style.columnRuleColor,
  surface: style.backgroundColor,
})

/** Corrects the accent of an element now, and again when the person's scheme or the page's theme changes, until `gone`. */
export function watchAccent(element: HTMLElement | null, gone: AbortSignal): void {
  if (!element || gone.aborted || typeof CSS === 'undefined') return
  const correct = (): void => correctAccent(element)
  correct()
  gone.addEventListener('abort', watchAround(element, correct))
}

type Rgb = readonly [red: number, green: number, blue: number]

/**
 * What is no colour makes way for ours. Text on an accent that is below 4.5 to 1 turns black or white, whichever is clearer;
 * links on a surface below it take the colour of the text. A colour that cannot be read, for want of a canvas, is left
 * alone. Told once.
 */
function correctAccent(element: HTMLElement): void {
  // All tokens that it has are from here; React hides what waits in a Suspense by a style of it, too.
  for (const name of [...element.style]) if (name.startsWith('--')) element.style.removeProperty(name)
  const style = getComputedStyle(element)
  // Unstyled, nothing of ours has a colour.
  if (!style.getPropertyValue('--_line')) return
  // By default the focus has the accent, as it then is.
  for (const name of ['accent', 'focus']) {
    const value = style.getPropertyValue(`--_${name}`)
    // On a button that is its text's own.
    const isOfText = name === 'accent' && /currentcolor/i.test(value)
    // An empty token, too, takes its whole declaration with it: a button without a ground, a ring that is not drawn.
    if (CSS.supports('color', value) && !isOfText) continue
    element.style.setProperty(`--hub-color-${name}`, 'initial')
    reportUsage('accent-corrected', `"${value}"`, 'warn')
  }
  const shown = probe(style)
  const surface = toRgb(shown.surface)
  const accent = surface && toRgb(shown.accent, surface)
  const onAccent = accent && toRgb(shown.onAccent, accent)
  if (!onAccent) return
  const readable = contrast(accent, onAccent) >= MIN_CONTRAST
  const linksReadable = contrast(accent, surface) >= MIN_CONTRAST
  if (!readable) element.style.setProperty('--_on-accent', onBlackOrWhite(accent))
  if (!linksReadable) element.style.setProperty('--_link', 'var(--_text)')
  if (!readable || !linksReadable) reportUsage('accent-corrected', shown.accent, 'warn')
}

// Black is as far from a luminance of 0.18 as white is.
const onBlackOrWhite = (colour: Rgb): string => (luminance(colour) < 0.18 ? '#fff' : '#000')

/** Contrast ratio as WCAG 2.2 defines it, 1 to 21. */
function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((channel) => {
    const part = channel / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/**
 * A computed colour as sRGB, as it shows on the ground that it lets through. Undefined where it is clear and has no ground,
 * or in a space that only a canvas could convert.
 */
function toRgb(colour: string, ground?: Rgb): Rgb | undefined {
  const channels = colour.startsWith('rgb') ? colour.match(/[\d.]+/g)?.map(Number) : paint(colour)
  if (!channels) return undefined
  const [red = 0, green = 0, blue = 0, alpha = 1] = channels
  const rgb: Rgb = [red, green, blue]
  if (!ground) return alpha > 0 ? rgb : undefined
  return rgb.map((channel, at) => channel * alpha + (ground[at] ?? 0) * (1 - alpha)) as unknown as Rgb
}

/** Red, green and blue of a colour up to 255, and its alpha up to 1. */
function paint(colour: string): readonly number[] | undefined {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return undefined
  context.fillStyle = colour
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data
  return [red, green, blue, alpha / 255]
}
