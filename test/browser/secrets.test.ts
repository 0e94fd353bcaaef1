// Secrets on the front page in a real browser.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { openBrowser, type Browser } from './chromium.js'
import { manySecrets, someSecrets } from './sample-domain.js'
import { screenshot } from './screenshot.js'

let emulator: TestEmulator
let browser: Browser
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })
afterEach(async () => { await browser.close() })

async function openLive (width = 1440, dark = false) {
  const { files, endpoint } = emulator
  browser = await openBrowser({ files, endpoint, withCertificate: true, width, dark })
  await browser.page.goto(`${endpoint}/#secrets`)
  await browser.page.getByText('live', { exact: true }).waitFor()
  return browser.page
}

const call = (method: string, path: string, body?: object) =>
  emulator.client.request(method, `/api/${emulator.okmsId}/${path}`, body)

const create = (path: string, metadata: object = {}) =>
  call('POST', 'v2/secret', { path, metadata, version: { data: { password: 'known value' } } })

const paths = () => browser.page.locator('#secret-list .path').allTextContents()
const versions = () => browser.page.locator('#versions strong').allTextContents()

it('says what to do before there is a secret, and shows the first one as it is created', async () => {
  const page = await openLive()
  await page.getByText('No secret yet. The first one is one call away: see Connect.').waitFor()
  expect(await page.locator('#connect pre', { hasText: '/v2/secret' }).textContent()).toContain('my-app/database')
  await create('first')
  await page.locator('#secret-title', { hasText: 'first' }).waitFor()
  expect(await versions()).toEqual(['1 active'])
  await expect.poll(() => page.locator('#news').textContent()).toBe('Secret first changed')
  expect(browser.complaints).toEqual([])
})

it('shows versions, custom metadata, settings and the configuration as they change, and never data', async () => {
  await create('app/db', { customMetadata: { team: 'billing' }, deactivateVersionAfter: '30d' })
  const page = await openLive()
  await page.getByRole('button', { name: /^app\/db/ }).click()
  await page.locator('#metadata', { hasText: 'teambilling' }).waitFor()
  await call('POST', 'v1/secret/data/app/db', { data: { password: 'known value' } })
  await expect.poll(versions).toEqual(['2 active', '1 active'])
  expect(await page.locator('#versions li').first().textContent()).toContain('to be deactivated')
  await call('PUT', 'v2/secret/app/db/version/1', { state: 'deleted' })
  await call('DELETE', 'v1/secret/data/app/db')
  await expect.poll(versions).toEqual(['2 deactivated', '1 deleted'])
  await page.getByRole('button', { name: /app\/db.*version 2.*deactivated/ }).waitFor()
  await call('PUT', 'v2/secretConfig', { maxVersions: 5, casRequired: true })
  await page.locator('#configuration', { hasText: '5 of each secret' }).waitFor()
  await page.locator('#secret-facts', { hasText: 'required (domain)' }).waitFor()
  await call('PUT', 'v2/secretConfig', { maxVersions: 0, casRequired: false })
  expect(await page.locator('#operation-list li').first().textContent()).toContain('put secret config')
  await page.getByLabel('only of app/db').check()
  await expect.poll(async () => (await page.locator('#operation-list .on').allTextContents())
    .every((text) => text === 'app/db')).toBe(true)
  expect(await page.content()).not.toContain('known value')
  await call('DELETE', 'v2/secret/app/db')
  await expect.poll(() => page.locator('#secret-title').textContent()).not.toContain('app/db')
  expect(browser.complaints).toEqual([])
})

it('shows that a planned time has come', async () => {
  await create('planned', { deactivateVersionAfter: '2s' })
  const page = await openLive()
  await page.getByRole('button', { name: /^planned.*active/ }).click()
  await expect.poll(versions).toEqual(['1 active'])
  // No event says so.
  emulator.clock.advance(2000)
  await expect.poll(versions, { timeout: 10_000 }).toEqual(['1 deactivated'])
})

it('goes from keys to secrets and back without another load, each with its own commands', async () => {
  await create('chosen')
  const page = await openLive()
  await page.evaluate('window.isSame = true')
  const links = page.getByRole('navigation', { name: 'Pages of this server' })
  expect(await page.locator('#keys').isVisible()).toBe(false)
  expect(await page.getByText('Create a key').isVisible()).toBe(false)
  await links.getByRole('link', { name: 'Keys' }).click()
  expect([new URL(page.url()).hash, await page.locator('#keys').isVisible()]).toEqual(['', true])
  expect(await page.getByText('Create a key').isVisible()).toBe(true)
  await links.getByRole('link', { name: 'Secrets' }).click()
  expect([new URL(page.url()).hash, await page.locator('#secrets').isVisible()]).toEqual(['#secrets', true])
  await page.goBack()
  await expect.poll(() => page.locator('#keys').isVisible()).toBe(true)
  expect(await page.evaluate('window.isSame')).toBe(true)
})

it.each([[390, false], [1440, true]])('fits %i pixels, dark: %s', async (width, dark) => {
  if ((await call('GET', 'v2/secret/billing/database')).status === 404) await someSecrets(emulator)
  await create('x/'.repeat(127).slice(0, 254))
  await create('W'.repeat(255))
  const page = await openLive(width, dark)
  await page.getByRole('button', { name: /^billing/ }).click()
  await page.locator('#secret-title', { hasText: 'billing' }).waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  const outside = '[...document.querySelectorAll("#secret-list button")].filter((row) => [...row.children].some((cell) => cell.getBoundingClientRect().right > row.getBoundingClientRect().right + 1)).length'
  expect(await page.evaluate(outside)).toBe(0)
  const unnamed = await page.evaluate('[...document.querySelectorAll("a, button, input, select, [tabindex=\'0\']")].filter((one) => one.checkVisibility() && !(one.textContent.trim() || one.ariaLabel || one.labels?.length || one.getAttribute("aria-labelledby"))).length')
  expect(unnamed).toBe(0)
  await screenshot(page, `secrets-${width}-${dark ? 'dark' : 'light'}`)
  expect(browser.complaints).toEqual([])
})

describe('10,000 secrets', () => {
  it('are counted, searched and paged', async () => {
    await manySecrets(emulator, 10_000)
    const page = await openLive()
    const range = () => page.locator('#secrets .range').textContent()
    const total = Number((await page.locator('#secret-count').textContent())?.replace(',', ''))
    expect(total).toBeGreaterThanOrEqual(10_000)
    expect(await range()).toBe(`1–20 of ${total.toLocaleString('en')}`)
    const first = await paths()
    await page.getByRole('button', { name: 'Next' }).click()
    await expect.poll(range).toBe(`21–40 of ${total.toLocaleString('en')}`)
    expect((await paths()).some((path) => first.includes(path))).toBe(false)
    await page.getByRole('button', { name: 'Previous' }).click()
    await expect.poll(paths).toEqual(first)
    await page.getByLabel('Search by path').fill('SECRET-9999')
    await expect.poll(paths).toEqual(['folder-199/secret-9999'])
    await page.getByLabel('Search by path').fill('no secret has this path')
    await page.getByText('No secret matches.').waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(paths).toEqual(first)
    // The last one by path, read from the first to the last.
    const started = performance.now()
    await emulator.client.request('GET', '/page/secrets.json?search=folder-199/secret-9999')
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
