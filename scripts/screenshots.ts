// Makes pictures of all pages, as Chromium draws them: those of docs/images on a domain with a few keys, and with
// --all, in a temporary folder, every page at two widths, light and dark, on a domain with 2,000 keys.

import { mkdirSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { missing, openBrowser, type ClientPkcs12 } from '../test/browser/chromium.js'
import { adminPkcs12 } from '../test/browser/admin-pkcs12.js'
import { liveALittle, manyKeys, someSecrets } from '../test/browser/sample-domain.js'
import { startTestEmulator, type TestEmulator } from '../test/harness/emulator.js'
import { createMovableClock } from '../test/harness/movable-clock.js'

/** A picture in a README should load at once. */
const largest = 200 * 1024

interface Picture {
  readonly name: string
  readonly path: string
  readonly width: number
  readonly height: number
  readonly dark: boolean
  /** The whole page, however long. */
  readonly whole?: boolean
  readonly reader?: 'client' | 'admin' | 'none'
}

const forDocs: readonly Picture[] = [
  { name: 'home-light', path: '/', width: 1280, height: 800, dark: false },
  { name: 'home-dark', path: '/', width: 1280, height: 800, dark: true },
  { name: 'home-narrow', path: '/', width: 390, height: 1100, dark: false },
  { name: 'secrets', path: '/#secrets', width: 1280, height: 800, dark: false },
  { name: 'swagger', path: '/swagger/', width: 1200, height: 900, dark: false }
]

const pages = [
  { page: 'home', path: '/', reader: 'client' },
  { page: 'secrets', path: '/#secrets', reader: 'client' },
  { page: 'home-signed-out', path: '/', reader: 'none' },
  { page: 'swagger', path: '/swagger/', reader: 'client' },
  { page: 'swagger-signed-out', path: '/swagger/', reader: 'none' },
  { page: 'admin', path: '/_emulator/', reader: 'admin' }
] as const

const everything = pages.flatMap(({ page, ...which }) => [390, 1440].flatMap((width) => [false, true]
  .map((dark): Picture =>
    ({ ...which, name: `${page}-${width}-${dark ? 'dark' : 'light'}`, width, height: 900, dark, whole: true }))))

if (missing() !== undefined) throw new Error(`pictures need ${missing()}; on Debian: apt-get install chromium libnss3-tools`)
if (process.argv.includes('--all')) {
  await make(everything, mkdtempSync(path.join(tmpdir(), 'okms-emulator-screenshots-')), async (emulator) => {
    await manyKeys(emulator)
    await someSecrets(emulator)
  })
  await make(
    [{ name: 'home-empty-1440-light', path: '/', width: 1440, height: 900, dark: false, whole: true }],
    mkdtempSync(path.join(tmpdir(), 'okms-emulator-screenshots-')),
    async () => {}
  )
} else {
  await make(forDocs, path.join(import.meta.dirname, '..', 'docs', 'images'), async (emulator) => {
    await someSecrets(emulator)
    await liveALittle(emulator)
  }, largest)
}

async function make (
  pictures: readonly Picture[], folder: string, live: (emulator: TestEmulator) => Promise<void>, limit = Infinity
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  // Some time ago, so that what happens next happened until now.
  const clock = createMovableClock(Date.now() - 45 * 60_000)
  const emulator = await startTestEmulator({
    clock, flags: ['--ephemeral', '--okms-id', '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11']
  })
  try {
    await live(emulator)
    const admin = adminPkcs12(emulator)
    for (const picture of pictures) await take(picture, emulator, admin, folder, limit)
  } finally {
    await emulator.close()
  }
}

async function take (
  { name, path: page, width, height, dark, whole = false, reader = 'client' }: Picture,
  { files, endpoint }: TestEmulator, admin: ClientPkcs12, folder: string, limit: number
): Promise<void> {
  const browser = await openBrowser({
    files,
    endpoint,
    withCertificate: reader !== 'none',
    ...(reader === 'admin' ? { pkcs12: admin } : {}),
    width,
    height,
    dark
  })
  try {
    await browser.page.goto(endpoint + page)
    await browser.page.locator('#connection:not([data-state="connecting"]), .opblock').first().waitFor()
    if (page.endsWith('#secrets')) await browser.page.locator('#versions li').first().waitFor()
    const file = path.join(folder, `${name}.png`)
    await browser.page.screenshot({ path: file, fullPage: whole })
    if (browser.complaints.length > 0) throw new Error(browser.complaints.join('\n'))
    const { size } = statSync(file)
    if (size > limit) throw new Error(`${name}.png has ${size} bytes`)
    process.stdout.write(`${file} ${Math.round(size / 1024)} kB\n`)
  } finally {
    await browser.close()
  }
}
