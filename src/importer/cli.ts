#!/usr/bin/env node
/**
 * The program `hub-link`. All that it does stands in `run`.
 */
import process from 'node:process'

import { run } from './commands/run.ts'

// Who reads may have read enough (`| head`): the files are written all the same.
const lost = ({ code }: NodeJS.ErrnoException): void => {
  if (code !== 'EPIPE') process.exitCode = 1
}
process.stdout.on('error', lost)
process.stderr.on('error', lost)

const code = await run(process.argv.slice(2), process.cwd(), {
  out: process.stdout,
  err: process.stderr,
})
process.exitCode ||= code
