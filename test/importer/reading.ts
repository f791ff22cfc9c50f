/**
 * What a reader meets on a page and in a guide: words, addresses and counts, in order.
 * The page is read as plain text with regular expressions, and shares no code with the importer that it judges.
 */
import type { Block, Guide, Inline } from '../../src/core/guide.ts'

/** What was read. Words are runs of letters and digits, in lower case. */
export interface Reading {
  readonly words: string[]
  readonly links: string[]
  readonly images: string[]
  readonly items: number
  readonly steps: number
}

/** Elements that part no words. */
const INLINE = /^(?:a|b|i|em|strong|span|sub|sup|mark|small|code|kbd|del|u)$/

/** Attributes whose words a reader sees. */
const SEEN = ['hint', 'title', 'label', 'description', 'headline', 'tip', 'caption', 'cta']
/** Those that documentation sites show after what the element holds. */
const AFTER = ['headline', 'tip', 'caption', 'cta']

const TAG =
  /<(\/?)([A-Za-z][\w.]*|)((?:\s+(?:\{\.\.\.[^}]*\}|[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}))?))*)\s*(\/?)>/g

export function readPage(source: string): Reading {
  const codes: string[] = []
  const keep = (code: string) => `\ue000${codes.push(code) - 1}\ue001`
  let text = source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const front = /^---\n([\s\S]*?)\n---\n/.exec(text)
  text = text.slice(front?.[0].length ?? 0)
  // Code first: nothing in it is markup.
  text = text.replace(
    /^([ \t>]*)(`{3,}|~{3,})([^\n`]*)\n([\s\S]*?)^[ \t>]*\2[ \t]*$/gm,
    (_, _indent, _mark, info: string, code: string) => {
      const title = info.replace(/^\s*\S+/, '').replace(/[\w-]+=\S+|\{[^}]*\}|\b(?:wrap|lines)\b/g, ' ')
      return `\n${keep(`${title} ${code}`)}\n`
    },
  )
  text = text.replace(/(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/g, (_, _mark, code: string) => keep(code))
  text = text.replace(/<!--[\s\S]*?-->/g, ' ').replace(/\{\/\*[\s\S]*?\*\/\}/g, ' ')
  text = text.replace(/^(?:import|export) .*$/gm, ' ')
  text = withoutOpening(text, /^title:/m.test(front?.[1] ?? ''))

  const links: string[] = []
  const images: string[] = []
  const isStepPage = !/<Step\b/.test(text)
  const steps = isStepPage
    ? (text.match(/^(?:#{1,6}\s+|\*\*)Step\s*\d/gim) ?? []).length
    : (text.match(/<Step[\s>]/g) ?? []).length
  const items =
    (text.match(/^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\S/gm) ?? []).length +
    (text.match(/<li[\s>]/g) ?? []).length +
    // Notes at the foot of a page are a numbered list.
    (text.match(/^\[\^[\w-]+\]:/gm) ?? []).length

  // Addresses are noted where they stand, so that their order is that of the page.
  const mark = (list: string[], address: string) => {
    list.push(address)
    return ' '
  }
  const definitions = new Map<string, string>()
  text = text.replace(/^\s*\[([^\]^]+)\]:\s*(\S+).*$/gm, (_, name: string, address: string) => {
    definitions.set(name.toLowerCase(), address)
    return ' '
  })
  text = text.replace(/\[\^[\w-]+\]:?/g, ' ')
  text = text.replace(/^([ \t>]*[-*+] )\[[ x]\]/gm, '$1').replace(/\[([^\][]+)\]\[\]/g, '[$1][$1]')
  const pattern = new RegExp(
    [
      TAG.source,
      String.raw`!\[((?:[^\]\\]|\\.)*)\]\(\s*<?([^\s)>]+)>?[^)]*\)`,
      String.raw`\]\(<([^>]*)>\)`,
      String.raw`\]\(\s*<?((?:[^\s()>]|\([^\s()]*\))+)>?[^)]*\)`,
      String.raw`\]\[([^\]]*)\]`,
      String.raw`(?<![\w.+:/-])([\w.+-]+@[\w-]+(?:\.[\w-]+)+)`,
      String.raw`<((?:https?:\/\/|mailto:)[^\s<>]+|[\w.+-]+@[\w.-]+)>`,
      String.raw`(?<![\w(/])(https?:\/\/[^\s<>"'\ue000*[\]]+|www\.[a-z][^\s<>"'[\]]+)`,
    ].join('|'),
    'g',
  )
  const open: { name: string; after: string; linked: boolean }[] = []
  let linked = 0
  text = text.replace(pattern, (whole: string, ...groups: (string | undefined)[]) => {
    const [closing, name, attributes, self, , image, spaced, link, reference, mail, angle, bare] = groups
    if (image !== undefined) {
      images.push(image)
      return ' '
    }
    if (link !== undefined) return mark(links, link)
    if (spaced !== undefined) return mark(links, spaced.replace(/ /g, '%20'))
    if (mail !== undefined) return `${mark(links, `mailto:${mail}`)}${mail}`
    if (reference !== undefined) {
      const address = definitions.get(reference.toLowerCase())
      return address === undefined ? whole : mark(links, address)
    }
    if (angle !== undefined)
      return ` ${mark(links, angle.includes(':') ? angle : `mailto:${angle}`)} ${angle.replace('mailto:', '')} `
    if (bare !== undefined) {
      const address = bare.replace(/[.,;:!?)]+$/, '')
      // Within the brackets of a link it is that link's text.
      const end = (groups.at(-2) as unknown as number) + whole.length
      if (linked === 0 && !(groups.at(-1) ?? '').startsWith('](', end))
        links.push(address.startsWith('www') ? `http://${address}` : address)
      return bare
    }
    if (name === undefined) return whole
    const space = INLINE.test(name) ? '' : ' '
    if (closing) {
      const top = open.pop()
      if (top?.linked) linked -= 1
      return `${space}${top?.after ?? ''}${space}`
    }
    // Markdown in an attribute is read on most sites.
    const said = (wanted: string[]) =>
      wanted
        .map((one) => attributeOf(attributes ?? '', one) ?? '')
        .join(' ')
        .replace(/\]\(([^\s)]+)\)/g, (_, address: string) => mark(links, address))
    const src = attributeOf(attributes ?? '', 'src')
    const href = attributeOf(attributes ?? '', 'href')
    if (/^(?:img|Image)$/.test(name) && src !== undefined) images.push(src)
    if (href !== undefined) links.push(href)
    const isLink = name === 'a' && href !== undefined
    const isHtml = /^[a-z]/.test(name)
    const before = isHtml ? '' : said(SEEN.filter((one) => !AFTER.includes(one)))
    const after = isHtml ? '' : said(AFTER)
    if (self) return `${space}${before} ${after}${space}`
    if (!/^(?:br|hr|img)$/.test(name)) {
      open.push({ name, after, linked: isLink })
      if (isLink) linked += 1
    }
    return `${space}${before}${space}`
  })
  text = text
    .replace(/^[ \t>]*\d+[.)](?=[ \t])/gm, ' ')
    .replace(/\{["'`]([^"'`{}]*)["'`]\}/g, ' $1 ')
    .replace(/\\([^\w\s])/g, '$1')
    .replace(/^>[ \t]*\[!\w+\]/gm, ' ')
    .replace(/&(?:nbsp|amp|lt|gt|quot|apos|copy|mdash|ndash|hellip|#\d+|#x[\da-f]+);/gi, decoded)
  text = text.replace(/\ue000(\d+)\ue001/g, (_, index: string) => ` ${codes[Number(index)] ?? ''} `)
  return { words: wordsOf(text), links, images, items, steps }
}

export function readGuide(guide: Guide): Reading {
  const texts: string[] = []
  const links: string[] = []
  const images: string[] = []
  let items = 0
  let steps = 0
  const inline = (content: readonly Inline[]): void => {
    for (const piece of content) {
      if ('text' in piece) texts.push(piece.text)
      if (piece.kind === 'break') texts.push(' ')
      if (piece.kind === 'link') links.push(piece.href)
      if ('content' in piece) inline(piece.content)
    }
  }
  const walk = (blocks: readonly Block[]): void => {
    for (const block of blocks) {
      texts.push('\n')
      if ('content' in block) inline(block.content)
      if ('title' in block) texts.push(block.title, '\n')
      if (block.kind === 'card' && block.href !== undefined) links.push(block.href)
      if (block.kind === 'image') images.push(block.src)
      if (block.kind === 'code') texts.push(block.text)
      if (block.kind === 'table')
        for (const cell of [block.head, ...block.rows].flat()) {
          inline(cell)
          texts.push('\n')
        }
      if (block.kind === 'list') {
        items += block.items.length
        block.items.forEach(walk)
      }
      if (block.kind === 'steps')
        for (const step of block.steps) {
          steps += 1
          texts.push('\n', step.title, '\n')
          walk(step.body)
        }
      if ('body' in block) walk(block.body)
    }
  }
  walk(guide.before)
  for (const section of guide.sections) {
    texts.push('\n', section.title, '\n')
    walk(section.body)
  }
  return { words: wordsOf(texts.join('')), links, images, items, steps }
}

/** Every title and paragraph of a guide, without its code: to be looked at for what must not be in one. */
export function textsOf(guide: Guide): string[] {
  const plain = (content: readonly Inline[]): string =>
    content
      .map((piece) => (piece.kind === 'text' ? piece.text : 'content' in piece ? plain(piece.content) : '…'))
      .join('')
  const walk = (blocks: readonly Block[]): string[] =>
    blocks.flatMap((block): string[] => {
      if ('content' in block) return [plain(block.content)]
      if (block.kind === 'image' || block.kind === 'code') return []
      if (block.kind === 'table') return [block.head, ...block.rows].flat().map(plain)
      if (block.kind === 'list') return block.items.flatMap(walk)
      if (block.kind === 'steps') return block.steps.flatMap((step) => [step.title, ...walk(step.body)])
      return [...('title' in block ? [block.title] : []), ...('body' in block ? walk(block.body) : [])]
    })
  const fields = guide.fields.flatMap(({ label, hint }) => [label, hint ?? ''])
  const sections = guide.sections.flatMap(({ title, body }) => [title, ...walk(body)])
  return [guide.name, ...walk(guide.before), ...sections, ...fields]
}

/** What of `page` does not come in `guide` in the same order: all but their longest common sequence. */
export function lost(page: readonly string[], guide: readonly string[]): string[] {
  const width = guide.length + 1
  const longest = new Uint16Array((page.length + 1) * width)
  const at = (x: number, y: number): number => longest[x * width + y] ?? 0
  for (let x = page.length - 1; x >= 0; x--)
    for (let y = guide.length - 1; y >= 0; y--)
      longest[x * width + y] =
        page[x] === guide[y] ? at(x + 1, y + 1) + 1 : Math.max(at(x + 1, y), at(x, y + 1))
  const missing: string[] = []
  for (let x = 0, y = 0; x < page.length;) {
    if (y < guide.length && page[x] === guide[y]) {
      x += 1
      y += 1
    } else if (y < guide.length && at(x, y + 1) >= at(x + 1, y)) {
      y += 1
    } else {
      missing.push(page[x] ?? '')
      x += 1
    }
  }
  return missing
}

const wordsOf = (text: string): string[] =>
  text
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

// The page's own title and description, and the index that exports put before.
function withoutOpening(text: string, hasTitle: boolean): string {
  let rest = text.trimStart()
  if (/^(?:>.*\n)+/.test(rest) && /documentation index/i.test(/^(?:>.*\n)+/.exec(rest)?.[0] ?? ''))
    rest = rest.replace(/^(?:>.*\n)+/, '').trimStart()
  if (hasTitle || !/^# /.test(rest)) return rest
  return rest.replace(/^# .*\n+/, '').replace(/^> [^[*\n]+\n(?!>)/, '')
}

function attributeOf(attributes: string, name: string): string | undefined {
  const value = /\s*=\s*(?:"([^"]*)"|'([^']*)'|\{["']([^{}]*)["']\}|\{(\ue000\d+\ue001)\})/.source
  const found = new RegExp(`(?:^|\\s)${name}${value}`).exec(attributes)?.slice(1)
  return found?.find((one) => (one as string | undefined) !== undefined)
}

const NAMED: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  copy: '©',
  mdash: '—',
  ndash: '–',
  hellip: '…',
}

const decoded = (entity: string): string => {
  const name = entity.slice(1, -1).toLowerCase()
  if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16))
  return name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : (NAMED[name] ?? ' ')
}
