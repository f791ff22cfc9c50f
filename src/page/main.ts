/**
 * The entry of the hosted page's script. The session leaves the address bar in the first task, before anything is fetched.
 */
import '../element/compat/props.ts'

import { reportUsage } from '../core/usage.ts'
import { missingFeature } from '../element/define.ts'
import { startAlone } from './alone.tsx'
import { startFramed } from './framed.tsx'
import { takeInvitation } from './session.ts'
import { createView } from './view.tsx'
import { WORDS } from './words.ts'

const main = document.querySelector('main') ?? document.body
const lacking = missingFeature()
if (lacking !== undefined) {
  takeInvitation()
  reportUsage('browser-unsupported', lacking)
  main.textContent = WORDS.en.browser
} else {
  const { src } = document.currentScript as HTMLScriptElement
  const view = createView(main)
  // What stands beside the script is found beside it, wherever the page is served.
  if (window.parent === window) startAlone(view, src)
  else void startFramed(view, src)
}
