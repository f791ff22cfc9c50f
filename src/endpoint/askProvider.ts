/**
 * Talks to a provider under one deadline, and lets nothing of what it throws or says come out but what is known.
 */
import { cleanText } from '../core/text.ts'
import type { Context } from './context.ts'
import { inTime } from './inTime.ts'
import { describe } from './log.ts'
import { checkAnswer } from './providers/answers.ts'
import type { Provider, ProviderContext, Verdict } from './providers/provider.ts'

const DEADLINE_MS = 20_000
const MAX_NAME = 200

/** Runs `work` with a signal that ends after 20 s; rejects then even when the work does not listen to it. */
export async function withDeadline<Result>(
  fetch: typeof globalThis.fetch,
  work: (context: ProviderContext) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  const late = (): Error => {
    const error = new DOMException('no answer in 20 s', 'TimeoutError')
    controller.abort(error)
    return error
  }
  return inTime(work({ signal: controller.signal, fetch }), late, DEADLINE_MS)
}

/** A name for people: cleaned, short, and dropped when the provider echoes a value in it. */
export function safeName(name: unknown, values: readonly string[]): string | undefined {
  if (typeof name !== 'string') return undefined
  const clean = cleanText(name).replace(/\s+/g, ' ').trim().slice(0, MAX_NAME)
  const echoes = values.some((value) => value.length >= 4 && clean.includes(value))
  return clean === '' || echoes ? undefined : clean
}

/** Asks for a verdict. What a provider throws is `provider-unavailable`; the log hears its name and code alone. */
export async function askVerdict(
  { fetch, log }: Pick<Context, 'fetch' | 'log'>,
  provider: Provider,
  values: Readonly<Record<string, string>>,
): Promise<Verdict> {
  try {
    const verdict = checkAnswer(
      'verify',
      await withDeadline(fetch, (context) => provider.verify({ ...values }, context)),
    )
    return verdict.ok ? { ok: true, name: safeName(verdict.name, Object.values(values)) } : verdict
  } catch (error) {
    log({ level: 'warn', event: 'provider-failed', provider: provider.key, error: describe(error) })
    return { ok: false, problem: 'provider-unavailable' }
  }
}
