/**
 * Notices as other documentation systems write them: `:::warning[Title]` … `:::` and `{% hint style="warning" %}` …
 * `{% endhint %}`, each mark alone on its line. They are read as the components that they are elsewhere.
 */
import type { Mended, Slip } from './slips.ts'

const OPEN =
  /^(?<indent>[ \t>]*)(?:(?<colons>:{3,})[ \t]*(?<kind>[a-z]+)(?:\[(?<label>[^\]]*)\])?(?:\{[^{}]*\})?(?:[ \t]+(?<title>\S.*?))?|\{%[ \t]*hint(?:[ \t]+style="(?<style>[a-z]+)")?[ \t]*%\})[ \t]*$/i
const CLOSE = /^(?<indent>[ \t>]*)(?:(?<colons>:{3,})|\{%[ \t]*endhint[ \t]*%\})[ \t]*$/i
const FENCE = /^[ \t>]*(?:[-*+]|\d+[.)])?[ \t]*(`{3,}|~{3,})/

/** What opens is no notice. Other words name something that is not known here. */
const DETAILS = 'details'
const NOTICES = new Set('note info tip hint important warning caution danger error success check'.split(' '))

interface Opened {
  readonly at: number
  /** Nothing for a hint. */
  readonly colons: string | undefined
  readonly tag: string
  readonly name: string
}

/** Those that are opened and closed; any other mark stays as it is. Lines stay where they are. */
export function readDirectives(source: string): Mended {
  if (!/^[ \t>]*(?::{3}|\{%)/m.test(source)) return { text: source, slips: [] }
  const lines = source.split('\n')
  const slips: Slip[] = []
  const open: Opened[] = []
  let fence: string | undefined
  lines.forEach((line, at) => {
    const mark = FENCE.exec(line)?.[1]
    if (fence === undefined) fence = mark
    else if (mark?.startsWith(fence) === true) fence = undefined
    if (fence !== undefined || mark !== undefined) return
    const opened = openedBy(line, at)
    if (opened) open.push(opened)
    const closing = CLOSE.exec(line)?.groups
    if (!closing) return
    // One that nothing closes has left its mark behind.
    const index = open.findLastIndex(({ colons }) => colons === closing['colons'])
    const [begin] = index < 0 ? [] : open.splice(index)
    if (!begin) return
    slips.push({
      line: begin.at + 1,
      code: 'mended',
      message: `${lines[begin.at]?.trim() ?? ''} is read as <${begin.name}>.`,
    })
    lines[begin.at] = begin.tag
    lines[at] = `${closing['indent'] ?? ''}</${begin.name}>`
  })
  return { text: lines.join('\n'), slips }
}

function openedBy(line: string, at: number): Opened | undefined {
  const groups = OPEN.exec(line)?.groups
  if (!groups) return undefined
  const { indent = '', colons, label, title = label, style = 'info', kind = style } = groups
  const isDetails = kind.toLowerCase() === DETAILS
  if (!isDetails && !NOTICES.has(kind.toLowerCase())) return undefined
  const name = isDetails ? 'Accordion' : 'Callout'
  const words = title ?? (isDetails ? 'Details' : '')
  const said = words === '' ? '' : ` title="${words.replace(/"/g, '&quot;')}"`
  const type = isDetails ? '' : ` type="${kind.toLowerCase()}"`
  return { at, colons, name, tag: `${indent}<${name}${type}${said}>` }
}
