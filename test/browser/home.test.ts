// The page at `/` in a real browser.

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { openBrowser, type Browser } from './chromium.js'
import { screenshot } from './screenshot.js'

let emulator: TestEmulator
let browser: Browser
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })
afterEach(async () => { await browser.close() })

async function open (options: { readonly withCertificate?: boolean, readonly width?: number, readonly dark?: boolean } = {}) {
  const { files, endpoint } = emulator
  browser = await openBrowser({ files, endpoint, withCertificate: true, ...options })
  await browser.page.goto(endpoint)
  return browser.page
}

const create = async (name: string): Promise<string> => (await emulator.api('POST', '/servicekey', { name, type: 'oct' })).body.id

it('shows a key, its state and its operations as they happen', async () => {
  const page = await open()
  await page.getByText('live', { exact: true }).waitFor()
  const keyId = await create('watched')
  await page.getByRole('button', { name: /watched.*active/ }).waitFor()
  await emulator.api('POST', `/servicekey/${keyId}/deactivate`, { reason: 'key_compromise' })
  await page.getByRole('button', { name: /watched.*compromised/ }).waitFor()
  await page.getByRole('row', { name: /deactivate service key.*watched.*204/ }).waitFor()
  expect(await page.locator('#news').textContent()).toBe('watched is now compromised')
  expect(await page.getByRole('img', { name: /compromised: 1 key/ }).count()).toBe(1)
  expect(await page.locator('#history li').allTextContents()).toEqual([expect.stringContaining('created'), expect.stringContaining('compromised (key compromise)')])
  await screenshot(page, 'home')
  expect(browser.complaints).toEqual([])
})

it('is walked with the keyboard alone', async () => {
  await create('first')
  await create('second')
  const page = await open()
  await page.getByRole('button', { name: /second/ }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.locator('#key-title').textContent()).toContain('first')
  expect(await page.evaluate('document.activeElement.textContent')).toContain('first')
})

it.each([{ width: 390, dark: false }, { width: 1440, dark: true }])('fits a window of $width pixels', async (options) => {
  await create('a name of thirty-two characters!')
  const page = await open(options)
  await page.getByText('live', { exact: true }).waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await screenshot(page, `home-${options.width}`)
  expect(browser.complaints).toEqual([])
})

it('tells who has no certificate how to get in, and shows no key', async () => {
  await create('nobody sees this')
  const page = await open({ withCertificate: false })
  await page.getByRole('heading', { name: 'Come in with a certificate' }).waitFor()
  expect(await page.content()).not.toContain('nobody sees this')
  expect(await page.getByRole('img', { name: /Life cycle of keys/ }).count()).toBe(1)
  expect(browser.complaints).toEqual([])
})
