/**
 * Keeps zod from compiling its parsers, which a content security policy without `unsafe-eval` would report. In the
 * script alone, which owns its copy of zod: imported before any schema.
 */
import * as z from 'zod/mini'

z.config({ jitless: true })
