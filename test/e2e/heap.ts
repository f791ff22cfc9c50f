/**
 * The JavaScript heap of a page after a forced collection, searched for a text: which strings hold it, and what holds those.
 */
import type { CDPSession, Page } from '@playwright/test'

/** The format of a heap snapshot, as far as it is read here: flat lists of numbers, and what each number is. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[]
      readonly node_types: readonly [readonly string[], ...unknown[]]
      readonly edge_fields: readonly string[]
      readonly edge_types: readonly [readonly string[], ...unknown[]]
    }
  }
  readonly nodes: readonly number[]
  readonly edges: readonly number[]
  readonly strings: readonly string[]
}

/** How far back it is told what holds a string. */
const LONGEST_PATH = 14

/**
 * A line for each thing of the heap whose text holds `text`, with what keeps it: `string <- .value of Object <- …`. The
 * text itself must not have been handed to the page by the test: not by `fill`, `evaluate` or an expectation.
 */
export async function heapHolds(page: Page, text: string): Promise<string[]> {
  const found: string[] = []
  for (const session of await sessionsOf(page)) {
    const chunks: string[] = []
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
    await session.send('HeapProfiler.enable')
    // What a finaliser lets go in the first collection goes in the next.
    for (let times = 0; times < 3; times += 1) await session.send('HeapProfiler.collectGarbage')
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
    await session.detach()
    found.push(...holders(JSON.parse(chunks.join('')) as Snapshot, text))
  }
  return found
}

/** One for the page, and one for each of its frames that has a process, and so a heap, of its own. */
export async function sessionsOf(page: Page): Promise<CDPSession[]> {
  const context = page.context()
  const [own, ...others] = page.frames()
  const sessions = await Promise.all(
    others.map((frame) => context.newCDPSession(frame).catch(() => undefined)),
  )
  return [await context.newCDPSession(own!), ...sessions.filter((session) => session !== undefined)]
}

function holders({ snapshot, nodes, edges, strings }: Snapshot, text: string): string[] {
  const { node_fields: nodeFields, node_types: nodeTypes, edge_fields: edgeFields } = snapshot.meta
  const edgeTypes = snapshot.meta.edge_types[0]
  const [type, name, edgeCount] = ['type', 'name', 'edge_count'].map((field) =>
    nodeFields.indexOf(field),
  ) as [number, number, number]
  const width = nodeFields.length
  const nameOf = (node: number): string => strings[nodes[node + name]!] ?? ''
  const joined = new Map<number, number[]>()
  // A text that was put together is kept as its two parts until somebody reads it.
  const textOf = (node: number, depth = 0): string => {
    const parts = depth < 200 ? joined.get(node) : undefined
    return parts ? parts.map((part) => textOf(part, depth + 1)).join('') : nameOf(node)
  }
  const heldBy = new Map<number, { readonly from: number; readonly by: string }[]>()
  for (let node = 0, edge = 0; node < nodes.length; node += width) {
    const isJoined = nodeTypes[0][nodes[node + type]!] === 'concatenated string'
    if (isJoined) joined.set(node, [])
    for (let count = nodes[node + edgeCount]!; count > 0; count -= 1, edge += edgeFields.length) {
      const kind = edgeTypes[edges[edge]!]!
      if (kind === 'weak') continue
      const label =
        kind === 'element' || kind === 'hidden' ? `[${edges[edge + 1]}]` : `.${strings[edges[edge + 1]!]}`
      const to = edges[edge + 2]!
      if (isJoined && /^\.(?:first|second)$/.test(label)) joined.get(node)?.push(to)
      const holders = heldBy.get(to)
      if (holders) holders.push({ from: node, by: label })
      else heldBy.set(to, [{ from: node, by: label }])
    }
  }
  const found: number[] = []
  for (let node = 0; node < nodes.length; node += width) if (textOf(node).includes(text)) found.push(node)
  return found.map((node) => {
    const steps = [nodeTypes[0][nodes[node + type]!]!]
    const seen = new Set<number>()
    for (let at = node; steps.length < LONGEST_PATH;) {
      seen.add(at)
      const next = heldBy.get(at)?.find(({ from }) => !seen.has(from))
      if (!next) break
      steps.push(`${next.by} of ${nameOf(next.from).slice(0, 60)}`)
      at = next.from
    }
    return steps.join(' <- ').replaceAll(text, '…')
  })
}
