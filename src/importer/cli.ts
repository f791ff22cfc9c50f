#!/usr/bin/env node
/**
 * The program `hub-link`. All that it does stands in `run`.
 */
import process from 'node:process'

import { run } from './run.ts'

process.exitCode = await run(process.argv.slice(2), process.cwd(), {
  out: process.stdout,
  err: process.stderr,
})
