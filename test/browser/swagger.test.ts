// The Swagger page in a real browser: with the certificate imported, with a token, and with neither.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { openBrowser, type Browser } from './chromium.js'
import { screenshot } from './screenshot.js'
import { authorizeDialog, swaggerPage, type SwaggerPage } from './swagger-page.js'

let emulator: TestEmulator
let browser: Browser
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })
afterEach(async () => { await browser.close() })

async function open (options: { readonly withCertificate: boolean, readonly dark?: boolean }) {
  const { files, endpoint } = emulator
  browser = await openBrowser({ files, endpoint, ...options })
  const page = swaggerPage(browser.page, endpoint)
  await page.open()
  return page
}

/** From top to bottom, each as the page fills it in. Creating goes through its examples, so that there is a key for every operation. */
const topToBottom = [
  ['ListServiceKeys', 200], ['CreateImportServiceKey', 201], ['CreateImportServiceKey', 201], ['CreateImportServiceKey', 201],
  ['GetServiceKey', 200], ['PatchServiceKey', 200], ['Encrypt', 200], ['Decrypt', 200], ['GenerateDataKey', 201], ['DecryptDataKey', 200],
  ['Sign', 200], ['Verify', 200], ['GenerateRandomBytes', 200], ['ActivateServiceKey', 204], ['DeactivateServiceKey', 204], ['DeleteServiceKey', 204]
] as const

async function runTopToBottom (page: SwaggerPage): Promise<void> {
  const answers = new Map<string, { body: unknown }>()
  for (const [operationId, status] of topToBottom) {
    const answer = await page.execute(operationId)
    expect([operationId, answer.status, answer.status < 400 ? '' : answer.body]).toEqual([operationId, status, ''])
    answers.set(operationId, answer)
  }
  expect(answers.get('Decrypt')?.body).toEqual({ plaintext: 'SGVsbG8gV29ybGQ=' })
  expect(answers.get('Verify')?.body).toEqual({ result: true })
  expect(answers.get('DecryptDataKey')?.body).toEqual({ plaintext: (answers.get('GenerateDataKey')?.body as { plaintext: string }).plaintext })
}

describe('with the certificate imported', () => {
  it('runs the life of a key from top to bottom as the page fills it in', async () => {
    await runTopToBottom(await open({ withCertificate: true }))
    await screenshot(browser.page, 'swagger-with-certificate')
    expect(browser.complaints).toEqual([])
  })

  it('is dark where the reader wants it dark', async () => {
    await open({ withCertificate: true, dark: true })
    expect(await browser.page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(28, 32, 34)')
    await screenshot(browser.page, 'swagger-dark')
    expect(browser.complaints).toEqual([])
  })
})

describe('with a token', () => {
  it('runs the same with a personal access token', async () => {
    const { body: { token } } = await emulator.admin.request('POST', '/_emulator/tokens', { name: 'for the page' })
    const page = await open({ withCertificate: false })
    await authorizeDialog(browser.page).withToken(token)
    await runTopToBottom(page)
    await screenshot(browser.page, 'swagger-with-token')
    expect(browser.complaints).toEqual([])
  })

  it('fetches one for a service account from this server', async () => {
    const { body: { clientId, clientSecret } } = await emulator.admin.request('POST', '/_emulator/service-accounts', { name: 'for the page' })
    const page = await open({ withCertificate: false })
    await authorizeDialog(browser.page).withClientCredentials(clientId, clientSecret)
    expect((await page.execute('ListServiceKeys')).status).toBe(200)
    expect(browser.complaints).toEqual([])
  })
})

describe('without certificate and token', () => {
  it('is for reading: nothing can be executed, and the description links to the authenticated page', async () => {
    const page = await open({ withCertificate: false })
    expect(await page.isOffered('Encrypt')).toBe(false)
    const link = browser.page.getByRole('link', { name: 'authenticated version' })
    expect(await link.getAttribute('href')).toBe('/swagger/authenticated')
    await screenshot(browser.page, 'swagger-public')
    expect(browser.complaints).toEqual([])
  })

  it('is refused with the four fields when it calls an operation all the same', async () => {
    await open({ withCertificate: false })
    const answer = await browser.page.evaluate(async (path) => {
      const response = await fetch(path)
      return { status: response.status, body: await response.json() as { errors: string[] } }
    }, `/api/${emulator.okmsId}/v1/servicekey`)
    expect(answer.status).toBe(401)
    expect(Object.keys(answer.body).sort()).toEqual(['error_code', 'error_id', 'errors', 'request_id'])
    expect(answer.body.errors[0]).toMatch(/client certificate/)
  })
})
