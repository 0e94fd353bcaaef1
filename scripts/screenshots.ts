// Makes docs/images: the page at `/` and the Swagger page, as Chromium draws them on an emulator with a few keys.

import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { missing, openBrowser } from '../test/browser/chromium.js'
import { startTestEmulator, type TestEmulator } from '../test/harness/emulator.js'
import { createMovableClock } from '../test/harness/movable-clock.js'

const folder = path.join(import.meta.dirname, '..', 'docs', 'images')

/** A picture in a README should load at once. */
const largest = 200 * 1024

const pictures = [
  { name: 'home-light', path: '/', width: 1280, height: 800, dark: false },
  { name: 'home-dark', path: '/', width: 1280, height: 800, dark: true },
  { name: 'home-narrow', path: '/', width: 390, height: 1100, dark: false },
  { name: 'swagger', path: '/swagger/', width: 1200, height: 900, dark: false }
] as const

if (missing() !== undefined) throw new Error(`pictures need ${missing()}; on Debian: apt-get install chromium libnss3-tools`)
mkdirSync(folder, { recursive: true })
// Some time ago, so that what happens next happened until now.
const emulator = await startTestEmulator({ clock: createMovableClock(Date.now() - 30 * 60_000), flags: ['--ephemeral', '--okms-id', '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'] })
try {
  await liveALittle(emulator)
  for (const picture of pictures) await take(picture)
} finally {
  await emulator.close()
}

/** Keys in every state, and some operations, one of them refused. Minutes pass, so that the times tell them apart. */
async function liveALittle (emulator: TestEmulator): Promise<void> {
  const call = async (method: string, route: string, body?: object) => {
    emulator.clock.advance(97_000)
    return (await emulator.api(method, route, body)).body as { readonly id: string }
  }
  const create = async (name: string, body: object) => (await call('POST', '/servicekey', { name, ...body })).id
  const first = await create('first try', { type: 'oct', size: 128 })
  const backup = await create('backup 2025', { type: 'oct', size: 256 })
  await call('POST', `/servicekey/${first}/deactivate`, { reason: 'unspecified' })
  const laptop = await create('lost laptop', { type: 'oct', size: 256 })
  await call('DELETE', `/servicekey/${first}`)
  await create('release signing', { type: 'EC', curve: 'P-256' })
  await create('customer tokens', { type: 'EC', curve: 'P-384' })
  await call('POST', `/servicekey/${backup}/deactivate`, { reason: 'superseded' })
  await call('POST', `/servicekey/${laptop}/deactivate`, { reason: 'key_compromise' })
  const invoices = await create('invoices', { type: 'oct', size: 256, operations: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'] })
  await call('POST', `/servicekey/${invoices}/deactivate`, { reason: 'unspecified' })
  await call('POST', `/servicekey/${invoices}/activate`)
  await call('POST', `/servicekey/${backup}/encrypt`, { plaintext: 'SGVsbG8gV29ybGQ=' })
  await call('POST', `/servicekey/${invoices}/encrypt`, { plaintext: 'SGVsbG8gV29ybGQ=' })
  await call('POST', `/servicekey/${invoices}/datakey`, { size: 256 })
}

async function take ({ name, path: page, width, height, dark }: typeof pictures[number]): Promise<void> {
  const { files, endpoint } = emulator
  const browser = await openBrowser({ files, endpoint, withCertificate: true, width, height, dark })
  try {
    await browser.page.goto(endpoint + page)
    await browser.page.locator('#key-list button, .opblock').first().waitFor()
    const file = path.join(folder, `${name}.png`)
    await browser.page.screenshot({ path: file })
    if (browser.complaints.length > 0) throw new Error(browser.complaints.join('\n'))
    const { size } = statSync(file)
    if (size > largest) throw new Error(`${name}.png has ${size} bytes`)
    process.stdout.write(`${name}.png ${Math.round(size / 1024)} kB\n`)
  } finally {
    await browser.close()
  }
}
