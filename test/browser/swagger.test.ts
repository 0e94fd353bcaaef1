// The Swagger page in a real browser: with the certificate imported, with a token, and with neither.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../src/rest/operation.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { openBrowser, type Browser } from './chromium.js'
import { oddNames } from './sample-domain.js'
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

/** Whatever operations there are, each is tried once, and none is refused. */
async function walk (page: SwaggerPage): Promise<void> {
  const answers = await page.topToBottom()
  expect(answers.filter(({ status }) => status >= 300)).toEqual([])
  expect(answers.map(({ operationId }) => operationId)).toEqual(expect.arrayContaining([...contract.operations.keys()]))
  const bodyOf = (asked: string) => answers.find(({ operationId }) => operationId === asked)?.body
  expect(bodyOf('Decrypt')).toEqual({ plaintext: 'SGVsbG8gV29ybGQ=' })
  expect(bodyOf('DecryptDataKey')).toEqual({ plaintext: bodyOf('GenerateDataKey').plaintext })
  expect(bodyOf('Verify')).toEqual({ result: true })
  expect(bodyOf('GetSecretVersionV2').data).toEqual({ user: 'app', password: 'battery staple' })
  expect(bodyOf('GetSecretRequest').data.data).toEqual({ user: 'app', password: 'correct horse' })
  expect(bodyOf('ListSecretsMetadata').data.keys).toContain('foo/')
}

const list = async () => (await emulator.api('GET', '/servicekey')).body.objects_list as readonly object[]

/** In every state, of every type; none may serve an operation that needs another. */
async function fillWithKeys (): Promise<void> {
  const create = async (name: string, body: object) =>
    (await emulator.api('POST', '/servicekey', { name, ...body })).body.id as string
  const end = (id: string, reason: string) => emulator.api('POST', `/servicekey/${id}/deactivate`, { reason })
  await create('active', { type: 'oct', operations: ['encrypt'] })
  await create('wraps only', { type: 'oct', operations: ['wrapKey'] })
  await create('active too', { type: 'EC', curve: 'P-521', operations: ['verify'] })
  await end(await create('deactivated', { type: 'EC', curve: 'P-384' }), 'unspecified')
  await end(await create('compromised', { type: 'oct' }), 'key_compromise')
  for (const reason of ['unspecified', 'key_compromise']) {
    const id = await create(`destroyed after ${reason}`.slice(0, 32), { type: 'oct' })
    await end(id, reason)
    await emulator.api('DELETE', `/servicekey/${id}`)
  }
}

const inV2 = (method: string, path: string, body?: object) =>
  emulator.client.request(method, `/api/${emulator.okmsId}/v2/${path}`, body)

/** What no walk may change: the configuration, and secrets where the examples of the contract have one. */
async function othersSecrets () {
  const { body: configuration } = await inV2('GET', 'secretConfig')
  const { body: secrets } = await inV2('GET', 'secret')
  const { body: versions } = await inV2('GET', 'secret/foo%2Fbar/version')
  const isOthers = ({ path }: { readonly path: string }) => path === 'foo/bar' || path === 'foo'
  return { configuration, secrets: secrets.filter(isOthers), versions }
}

/** Each write must name the current version, of which alone is kept. */
async function fillWithSecrets (): Promise<void> {
  for (const path of ['foo/bar', 'foo']) {
    expect((await inV2('POST', 'secret', { path, version: { data: { of: 'others' } } })).status).toBe(200)
  }
  expect((await inV2('PUT', 'secretConfig', { casRequired: true, maxVersions: 1 })).status).toBe(200)
}

describe('with the certificate imported', () => {
  it('succeeds with each operation as it is filled in, from top to bottom', async () => {
    const page = await open({ withCertificate: true })
    expect(await list()).toEqual([])
    await walk(page)
    await screenshot(browser.page, 'swagger-with-certificate')
    expect(await browser.page.locator('#swagger-ui').innerText()).not.toContain('#signing')
    expect(browser.complaints).toEqual([])
  })

  it('succeeds again and again, and changes no key and no secret that it did not make', async () => {
    const page = await open({ withCertificate: true })
    const own = await list()
    for (const operationId of ['ListServiceKeys', 'CreateImportServiceKey']) await page.execute(operationId)
    await fillWithKeys()
    await fillWithSecrets()
    const secrets = await othersSecrets()
    expect(secrets.secrets).toHaveLength(2)
    const others = (await list()).slice(own.length + 1)
    // Those of others are the newest now, and not active.
    for (const operationId of ['ListServiceKeys', 'DeactivateServiceKey', 'DeleteServiceKey']) {
      expect((await page.execute(operationId)).status).toBeLessThan(300)
    }
    await walk(page)

    // Half way through, the page is reloaded.
    for (const operationId of ['ListServiceKeys', 'CreateImportServiceKey', 'Encrypt', 'PostSecretV2', 'PutSecretV2']) {
      expect((await page.execute(operationId)).status).toBeLessThan(300)
    }
    await page.open()
    await walk(page)
    expect(await list()).toEqual(expect.arrayContaining(others))
    expect(await othersSecrets()).toEqual(secrets)
    expect(browser.complaints).toEqual([])
  })

  it('is dark where the reader wants it dark', async () => {
    await open({ withCertificate: true, dark: true })
    expect(await browser.page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(28, 32, 34)')
    await screenshot(browser.page, 'swagger-dark')
    expect(browser.complaints).toEqual([])
  })
})

describe('padlocks', () => {
  const closed = () => browser.page.locator('.opblock .authorization__btn svg.locked').count()
  const all = () => browser.page.locator('.opblock .authorization__btn').count()

  it('are closed with a certificate, the one on top too', async () => {
    await open({ withCertificate: true })
    expect(await closed()).toBe(await all())
    expect(await closed()).toBeGreaterThan(10)
    expect(await browser.page.locator('.auth-wrapper button.authorize.locked').count()).toBe(1)
  })

  it('are open with nothing, closed with a token, and open again without it', async () => {
    const { body: { token } } = await emulator.admin.request('POST', '/_emulator/tokens', { name: 'for the padlocks' })
    await open({ withCertificate: false })
    expect([await closed(), await browser.page.locator('.auth-wrapper button.authorize.locked').count()])
      .toEqual([0, 0])
    await authorizeDialog(browser.page).withToken(token)
    await expect.poll(closed).toBe(await all())
    await browser.page.locator('.auth-wrapper button.authorize').first().click()
    await browser.page.locator('.dialog-ux').getByText('Logout').click()
    await browser.page.locator('.dialog-ux button.close-modal').click()
    await expect.poll(closed).toBe(0)
  })
})

describe('examples', () => {
  it('of refusals are one for each status, as the server writes them', async () => {
    await open({ withCertificate: true })
    const block = browser.page.locator('.opblock[id$="-Encrypt"]')
    await block.locator('.opblock-summary-control').click()
    const texts: string[] = []
    for (const status of ['400', '401', '403', '404', '429', '500']) {
      texts.push(await block.locator(`tr.response[data-code="${status}"] .highlight-code, tr.response[data-code="${status}"] .example`).first().innerText())
    }
    expect(texts[0]).toContain('activate it first')
    expect(texts[3]).toContain('no service key')
    expect(new Set(texts).size).toBe(texts.length)
  })
})

describe('names', () => {
  it('of every kind are shown as data', async () => {
    const keys = await Promise.all(Object.values(oddNames).map(async (name) => ({
      name, id: (await emulator.api('POST', '/servicekey', { name, type: 'oct' })).body.id as string
    })))
    const page = await open({ withCertificate: true })
    const { status, body } = await page.execute('ListServiceKeys')
    expect(status).toBe(200)
    expect(body.objects_list)
      .toEqual(expect.arrayContaining(keys.map((key) => expect.objectContaining(key) as unknown)))
    const shown = await browser.page.locator('.live-responses-table').first().innerText()
    for (const { id } of keys) expect(shown).toContain(id)
    expect(await browser.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await screenshot(browser.page, 'swagger-names')
    expect(browser.complaints).toEqual([])
  })
})

describe('with a token', () => {
  it('succeeds likewise with a personal access token', async () => {
    const { body: { token } } = await emulator.admin.request('POST', '/_emulator/tokens', { name: 'for the page' })
    const page = await open({ withCertificate: false })
    await authorizeDialog(browser.page).withToken(token)
    await walk(page)
    await screenshot(browser.page, 'swagger-with-token')
    expect(browser.complaints).toEqual([])
  })

  it('succeeds likewise with a token that the page fetches for a service account', async () => {
    const { body: { clientId, clientSecret } } = await emulator.admin.request('POST', '/_emulator/service-accounts', {
      name: 'for the page'
    })
    const page = await open({ withCertificate: false })
    await authorizeDialog(browser.page).withClientCredentials(clientId, clientSecret)
    await walk(page)
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
