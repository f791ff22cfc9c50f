/**
 * Broken pages by the hundred: seeded, so that a failure can be looked at again.
 */

import { random } from './random.ts'

/** Pieces that break a page, or ought to. */
const NASTY = [
  ...[
    '<',
    '>',
    '{',
    '}',
    '[',
    ']',
    '(',
    '|',
    '`',
    '```\n',
    '~~~\n',
    '---\n',
    '***',
    '\\',
    '&',
    '#',
    '\t',
    '\r',
    '\0',
    '\u202e',
  ],
  ...[
    '<Step title="x">',
    '</Step>',
    '<Steps>',
    '</Steps>',
    '<li>',
    '</ul>',
    '<table><tr><td>',
    '</div>',
    '<br>',
    '<img>',
    '<a href=',
  ],
  ...[
    '<!--',
    '-->',
    '{/*',
    '*/}',
    '{`',
    '${',
    '{"',
    'export const a = [\n',
    'import x from ',
    '[^1]:',
    '![',
    '](',
    '[a]: <',
    '\n> ',
  ],
  ...[
    '&#x0;',
    '&#1114112;',
    '\ud800',
    '\ufeff',
    '\u2028',
    '- [ ] ',
    '1. ',
    '| - |\n',
    '<Step title={',
    'data-whitelabel-hide',
    'http://',
  ],
]

/** One mutant of one of `pages`; the same for the same number. */
export function mutantOf(pages: readonly Uint8Array[], seed: number): Uint8Array {
  const pick = random(seed + 1)
  const one = <Item>(items: readonly Item[]): Item => items[pick(items.length)] as Item
  let bytes: Buffer = Buffer.from(one(pages))
  for (let left = 1 + pick(4); left > 0; left--) {
    const at = pick(bytes.length)
    const to = Math.min(bytes.length, at + pick(200))
    const part = bytes.subarray(at, to)
    const ways: (() => Buffer)[] = [
      () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]),
      () => Buffer.concat([bytes.subarray(0, to), part, bytes.subarray(to)]),
      () => Buffer.concat([bytes.subarray(0, at), Buffer.from(one(NASTY)), bytes.subarray(at)]),
      () =>
        Buffer.concat([
          bytes.subarray(0, at),
          Buffer.from(one(NASTY).repeat(2 + pick(60))),
          bytes.subarray(at),
        ]),
      () => Buffer.concat([bytes.subarray(0, at), Buffer.from([pick(256)]), bytes.subarray(at + 1)]),
      () => Buffer.from(bytes.subarray(0, at)),
      () => Buffer.concat([part, bytes.subarray(0, at), bytes.subarray(to)]),
      () => Buffer.concat([bytes, Buffer.from('\n'), Buffer.from(one(pages))]),
      () =>
        Buffer.from(
          bytes.toString().replaceAll(/^ +/gm, (indent) => ' '.repeat((indent.length + pick(5)) >>> 0)),
        ),
    ]
    bytes = one(ways)()
  }
  return bytes
}
