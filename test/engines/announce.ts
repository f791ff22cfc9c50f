/** Runs before the checks: says which engines are checked, and names each that is missing. */
import { ENGINES, isDemanded } from './engines.ts'

// Playwright takes its global setup from the default export alone.
export default function announce(): void {
  const lacking = ENGINES.flatMap(({ name, missing }) => {
    const reason = missing()
    return reason === undefined ? [] : [{ name, reason }]
  })
  for (const { name, reason } of lacking) console.warn(`NOT CHECKED in ${name}: ${reason}.`)
  const demanded = lacking.filter(({ name }) => isDemanded(name))
  if (demanded.length > 0)
    throw new Error(`HUB_ENGINES demands ${demanded.map(({ name }) => name).join(' and ')}, missing here.`)
}
