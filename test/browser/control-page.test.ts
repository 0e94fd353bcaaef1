// The admin API's Swagger page in a real browser that has the admin certificate.

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { adminContract } from '../../src/admin/admin-operation.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { adminPkcs12 } from './admin-pkcs12.js'
import { openBrowser, type Browser } from './chromium.js'
import { oddNames } from './sample-domain.js'
import { screenshot } from './screenshot.js'
import { swaggerPage } from './swagger-page.js'

let emulator: TestEmulator
let browser: Browser
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })
afterEach(async () => { await browser.close() })

it.each([{ width: 1440, dark: false }, { width: 390, dark: true }])('shows its operations at $width pixels and executes one', async (options) => {
  const { files, endpoint } = emulator
  browser = await openBrowser({ files, endpoint, withCertificate: true, pkcs12: adminPkcs12(emulator), ...options })
  const page = swaggerPage(browser.page, endpoint, '/_emulator/')
  await page.open()
  expect([...await page.operationIds()].sort()).toEqual([...adminContract.operations.keys()].sort())
  expect(await browser.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  const { status, body } = await page.execute('ListDomains')
  expect([status, body]).toEqual([200, [expect.objectContaining({ okmsId: emulator.okmsId })]])
  await screenshot(browser.page, `control-${options.width}`)
  expect(browser.complaints).toEqual([])
})

it('shows names of every kind that a domain may have as data', async () => {
  const { files, endpoint } = emulator
  const kept: string[] = []
  for (const name of Object.values(oddNames)) {
    const { status } = await emulator.admin.request('POST', '/_emulator/domains', { name })
    if (status === 201) kept.push(name)
  }
  expect(kept).toContain(oddNames.HTML)
  browser = await openBrowser({ files, endpoint, withCertificate: true, pkcs12: adminPkcs12(emulator), width: 390 })
  const page = swaggerPage(browser.page, endpoint, '/_emulator/')
  await page.open()
  const { body } = await page.execute('ListDomains')
  expect(body.map(({ name }: { readonly name: string }) => name)).toEqual(expect.arrayContaining(kept))
  expect(await browser.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  expect(browser.complaints).toEqual([])
})
