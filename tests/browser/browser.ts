// A browser on any machine: $CHROMIUM, else a `chromium` on PATH, else (or with CHROMIUM=npm) the one inside
// @sparticuz/chromium, with the shared libraries that it carries for machines that have none of their own.

import {execFileSync, spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {delimiter, join} from 'node:path'
import {chromium as playwright, type Browser} from 'playwright-core'
import {PATIENCE_MS} from './patience.ts'

const HERE = import.meta.dirname
const FLAGS = [
  '--no-sandbox', // containers and CI run as root, where the sandbox refuses to start
  '--no-zygote',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-partial-raster', // else round corners differ by a shade, by what was drawn there before
]

interface Program {
  executablePath: string
  env: Record<string, string>
}

export async function launch(more: readonly string[] = []): Promise<Browser> {
  const args = [...FLAGS, ...more]
  const browser = await playwright.launch({...(await program()), args, timeout: PATIENCE_MS})
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE_MS))
  return browser
}

/** For whoever starts one by itself. */
export const program = async (): Promise<Program> => systemChromium() ?? (await carriedChromium())

function systemChromium(): Program | null {
  const asked = process.env['CHROMIUM']
  if (asked === 'npm') return null
  const candidates = asked
    ? [asked]
    : (process.env['PATH'] ?? '')
        .split(delimiter)
        .flatMap((folder) => ['chromium', 'chromium-browser'].map((name) => join(folder, name)))
  const found = candidates.find((path) => existsSync(path) && spawnSync(path, ['--version']).status === 0)
  if (asked && !found)
    throw new Error(`CHROMIUM=${asked} does not start; unset it to use the browser that npm brings`)
  return found ? {executablePath: found, env: environment()} : null
}

async function carriedChromium(): Promise<Program> {
  const folder = await unpacked()
  const libraries = [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']]
    .filter(Boolean)
    .join(delimiter)
  return {
    executablePath: join(folder, 'chromium'),
    env: {...environment(), LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(folder, 'fonts.conf')},
  }
}

/** Unpacks once for each version: the package leaves it to $TMPDIR and takes whatever version lies there. */
async function unpacked(): Promise<string> {
  const packed = join(HERE, 'node_modules', '@sparticuz', 'chromium')
  const {version} = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')) as {version: string}
  const folder = join(HERE, 'node_modules', '.cache', `chromium-${version}`)
  if (existsSync(folder)) return folder

  const unfinished = `${folder}.${process.pid}`
  mkdirSync(unfinished, {recursive: true})
  // It unpacks to $TMPDIR, and its libraries only where it believes to be in such an image.
  const unpack = `const {default: chromium} = await import('@sparticuz/chromium'); await chromium.executablePath()`
  execFileSync(process.execPath, ['--input-type=module', '--eval', unpack], {
    cwd: HERE,
    env: {...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x'},
  })
  writeFileSync(join(unfinished, 'fonts.conf'), fontsConfiguration(folder))
  try {
    renameSync(unfinished, folder)
  } catch (error) {
    rmSync(unfinished, {recursive: true}) // somebody else was first
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** The package's own names folders that exist only where it was made for. */
const fontsConfiguration = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`

const environment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
