/** The step that was open, over a reload: its id in session storage, only when the host asks for it, and nothing else. */
const keyOf = (provider: string): string => `hub-step:${provider}`

/** Keeps the id, or forgets it when undefined. A page that forbids storage goes without. */
export function rememberStep(provider: string, step: string | undefined): void {
  try {
    if (step === undefined) sessionStorage.removeItem(keyOf(provider))
    else sessionStorage.setItem(keyOf(provider), step)
  } catch {
    // Storage can be forbidden (a sandbox, a privacy setting): the guide then begins at its first step.
  }
}

/** The id that was kept, if any. */
export function recallStep(provider: string): string | undefined {
  try {
    return sessionStorage.getItem(keyOf(provider)) ?? undefined
  } catch {
    return undefined
  }
}
