/**
 * The Chromium that tests run in, as Playwright launch options.
 * `$CHROMIUM_PATH` first, then one that the machine has, then the one that `@sparticuz/chromium` carries (Linux x64).
 */
import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'

/** What `chromium.launch()` needs to start the browser without a download, a display or a sandbox. */
export interface ChromiumOptions {
  readonly executablePath: string
  readonly args: string[]
  readonly env: Record<string, string>
}

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const SYSTEM_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * Where the browser is, or where {@link prepareChromium} will put it. Synchronous and never throws, so that a
 * configuration file may ask on a machine that runs no browser test.
 */
export function chromiumOptions(): ChromiumOptions {
  const installed = process.env['CHROMIUM_PATH'] || findInstalled()
  if (installed !== undefined) return options(installed)
  const folder = packagedFolder()
  const libraries = [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean)
  return options(join(folder, 'chromium'), {
    LD_LIBRARY_PATH: libraries.join(delimiter),
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
  })
}

/**
 * Makes sure that the browser can start: unpacks the packaged one on first use (two seconds, 200 MB in the temp
 * folder). Throws with what was looked for when there is none.
 */
export async function prepareChromium(): Promise<ChromiumOptions> {
  const found = chromiumOptions()
  if (isExecutable(found.executablePath)) return found
  if (process.env['CHROMIUM_PATH']) {
    throw new Error(`CHROMIUM_PATH names ${found.executablePath}, which cannot be run.`)
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `No Chromium: CHROMIUM_PATH is not set, none of ${SYSTEM_NAMES.join(', ')} is on the PATH, and the packaged ` +
        `one runs on Linux x64 alone. Install Chromium or Chrome, or set CHROMIUM_PATH.`,
    )
  }
  await unpack(packagedFolder())
  return found
}

function options(executablePath: string, env: Record<string, string> = {}): ChromiumOptions {
  // Containers run as root and often give 64 MB of /dev/shm; Chromium needs both flags there.
  return {
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    env: { ...environment(), ...env },
  }
}

const environment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )

function findInstalled(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const candidates = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...candidates, ...SYSTEM_PATHS].find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** One folder per package version and user, shared by every process; complete or absent. */
function packagedFolder(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const manifest = JSON.parse(readFileSync(join(entry, '../../../package.json'), 'utf8')) as {
    version: string
  }
  return join(tmpdir(), `hub-link-chromium-${manifest.version}-${String(process.getuid?.() ?? 0)}`)
}

async function unpack(folder: string): Promise<void> {
  const staging = await mkdtemp(`${folder}-`)
  try {
    // The package unpacks into TMPDIR, past whatever lies there half written, and adds its shared libraries
    // on Lambda alone. A process of its own gets both settings without changing ours.
    await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', `import c from '@sparticuz/chromium'; await c.executablePath()`],
      {
        cwd: import.meta.dirname,
        env: { ...environment(), TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
      },
    )
    await writeFile(join(staging, 'fonts.conf'), fontConfig(folder))
    await rename(staging, folder)
  } catch (error) {
    // Another process may have finished first: its folder is as good as ours.
    if (!existsSync(folder)) throw error
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

// One font for Latin text wherever the tests run, so that pictures compare; the machine's own for other scripts. It also
// stands for names that the machine lacks: fontconfig would choose by weight, and bold text turn into another face.
const fontConfig = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
  <alias binding="strong"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="strong"><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <match target="pattern">
    <edit name="family" mode="append_last" binding="strong"><string>Open Sans</string></edit>
  </match>
</fontconfig>
`
