/** Runs once before the browser suite, in Node: the browser must be there before Playwright looks for it. */
import { prepareChromium } from '../chromium.ts'

export async function setup(): Promise<void> {
  await prepareChromium()
}
