/**
 * A file's bytes as text: UTF-8 without a byte order mark, lines ended by a line feed. Anything else is a fault with its line.
 */
import { isUtf8 } from 'node:buffer'

import { PageFault } from '../diagnostics.ts'

/** Bytes of a file that is looked at at all. What a page may measure stands in limits. */
const MAX_PAGE_BYTES = 4 * 1024 * 1024

const LINE_FEED = 10

/** Throws {@link PageFault} for what is no text, is in another encoding, or is over `limit` bytes. */
export function decodePage(bytes: Uint8Array, limit = MAX_PAGE_BYTES): string {
  if (bytes.length > limit) throw new PageFault(1, 'too-large', `The file is over ${limit / 1024} KiB.`)
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw new PageFault(1, 'not-text', 'The file is UTF-16. Save it as UTF-8.')
  const zero = bytes.indexOf(0)
  if (zero >= 0) throw new PageFault(lineAt(bytes, zero), 'not-text', 'The file holds bytes of no text.')
  if (!isUtf8(bytes))
    throw new PageFault(firstBadLine(bytes), 'not-text', 'The file is not UTF-8. Save it as UTF-8.')
  return new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n')
}

function lineAt(bytes: Uint8Array, end: number): number {
  let line = 1
  for (let at = 0; at < end; at++) if (bytes[at] === LINE_FEED) line += 1
  return line
}

function firstBadLine(bytes: Uint8Array): number {
  let start = 0
  for (let line = 1; ; line++) {
    const next = bytes.indexOf(LINE_FEED, start)
    // A line feed is never part of a longer sequence, so that each line stands for itself.
    if (next < 0 || !isUtf8(bytes.subarray(start, next))) return line
    start = next + 1
  }
}
