/** Calls into the host's code, which may throw or reject without harm to the widget. */
import { reportUsage } from '../core/usage.ts'

/** Tells the developer that `name` failed, and the page what it threw. */
export const reportCallback = (name: string, error: unknown): void => {
  reportUsage('callback-failed', name)
  // The host's own error handlers hear of it, as they would of any uncaught error; older engines lack reportError.
  if (typeof reportError === 'function') reportError(error)
}

/** Calls `callback` if there is one. A throw or a rejection is reported to the page and goes no further. */
export function notify<Args extends readonly unknown[]>(
  name: string,
  callback: ((...args: Args) => unknown) | undefined,
  ...args: Args
): void {
  if (!callback) return
  try {
    Promise.resolve(callback(...args)).catch((error: unknown) => reportCallback(name, error))
  } catch (error) {
    reportCallback(name, error)
  }
}
