// The control door's Swagger page in a real browser that has the admin certificate.

import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { controlContract } from '../../src/http/control/control-operation.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { openBrowser, type Browser, type ClientPkcs12 } from './chromium.js'
import { screenshot } from './screenshot.js'
import { swaggerPage } from './swagger-page.js'

let emulator: TestEmulator
let browser: Browser
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })
afterEach(async () => { await browser.close() })

/** Made as docs/pages.md says. */
function adminPkcs12 (): ClientPkcs12 {
  const file = path.join(emulator.folder, 'admin.p12')
  const password = 'of the test'
  execFileSync('openssl', ['pkcs12', '-export', '-in', 'pki/admin.pem', '-inkey', 'pki/admin-key.pem', '-out', file, '-passout', `pass:${password}`], { cwd: emulator.folder })
  return { file, password }
}

it.each([{ width: 1440, dark: false }, { width: 390, dark: true }])('shows its operations at $width pixels and executes one', async (options) => {
  const { files, endpoint } = emulator
  browser = await openBrowser({ files, endpoint, withCertificate: true, pkcs12: adminPkcs12(), ...options })
  const page = swaggerPage(browser.page, endpoint, '/_emulator/swagger/')
  await page.open()
  expect([...await page.operationIds()].sort()).toEqual([...controlContract.operations.keys()].sort())
  expect(await browser.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  const { status, body } = await page.execute('ListDomains')
  expect([status, body]).toEqual([200, [expect.objectContaining({ okmsId: emulator.okmsId })]])
  await screenshot(browser.page, `control-${options.width}`)
  expect(browser.complaints).toEqual([])
})
