// The page at `/` in a real browser.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { openBrowser, type Browser } from './chromium.js'
import { oddNames } from './sample-domain.js'
import { screenshot } from './screenshot.js'

let emulator: TestEmulator
let browser: Browser
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })
afterEach(async () => { await browser.close() })

interface Options {
  readonly withCertificate?: boolean
  readonly width?: number
  readonly dark?: boolean
}

async function open (options: Options = {}) {
  const { files, endpoint } = emulator
  browser = await openBrowser({ files, endpoint, withCertificate: true, ...options })
  await browser.page.goto(endpoint)
  return browser.page
}

async function openLive (options: Options = {}) {
  const page = await open(options)
  await page.getByText('live', { exact: true }).waitFor()
  return page
}

const create = async (name: string): Promise<string> =>
  (await emulator.api('POST', '/servicekey', { name, type: 'oct' })).body.id

/** Keys of the list, by their names as they are shown. */
const rows = () => browser.page.locator('#key-list .name').allTextContents()

const fits = () => browser.page.evaluate('document.documentElement.scrollWidth <= innerWidth')

describe('a key', () => {
  it('is shown with its state and its operations as they happen', async () => {
    const page = await openLive()
    const keyId = await create('watched')
    await page.getByRole('button', { name: /watched.*active/ }).click()
    await emulator.api('POST', `/servicekey/${keyId}/deactivate`, { reason: 'key_compromise' })
    await page.getByRole('button', { name: /watched.*compromised/ }).waitFor()
    await page.getByRole('listitem').filter({ hasText: /deactivate service key204watched/ }).waitFor()
    expect(await page.locator('#news').textContent()).toBe('watched is now compromised')
    expect(await page.getByRole('img', { name: /compromised: 1 key/ }).count()).toBe(1)
    const history = await page.locator('#history li').allTextContents()
    expect(history)
      .toEqual([expect.stringContaining('created'), expect.stringContaining('compromised (key compromise)')])
    // Also of today with its date.
    for (const step of history) expect(step).toMatch(/\d{1,2} [A-Z][a-z]{2,3} \d{4}, \d\d:\d\d:\d\d$/)
    await screenshot(page, 'home')
    expect(browser.complaints).toEqual([])
  })

  it('limits the operations to its own', async () => {
    const [one, other] = [await create('one'), await create('other')]
    for (const id of [one, other]) {
      await emulator.api('POST', `/servicekey/${id}/encrypt`, { plaintext: 'SGVsbG8gV29ybGQ=' })
    }
    const page = await openLive()
    await page.getByRole('button', { name: /^one/ }).click()
    await page.getByLabel('only of one').check()
    const operations = page.locator('#operation-list li')
    await expect.poll(() => operations.count()).toBe(1)
    for (const id of [other, one]) {
      await emulator.api('POST', `/servicekey/${id}/encrypt`, { plaintext: 'SGVsbG8gV29ybGQ=' })
    }
    await expect.poll(() => operations.count()).toBe(2)
    await page.getByRole('button', { name: /^other/ }).click()
    await page.getByText('other', { exact: true }).first().waitFor()
    await expect.poll(async () => (await operations.allTextContents()).every((text) => text.includes('other')))
      .toBe(true)
  })

  it('has its id and its calls to copy', async () => {
    const id = await create('copied')
    const page = await openLive()
    await browser.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: /^copied/ }).click()
    const copied = async (name: string) => {
      const button = page.getByRole('button', { name, exact: true })
      await button.click()
      await button.filter({ hasText: 'Copied' }).waitFor()
      return await page.evaluate<string>('navigator.clipboard.readText()')
    }
    expect(await copied('Copy: id of the key')).toBe(id)
    expect(await copied('Copy: Encrypt')).toContain(`/servicekey/${id}/encrypt`)
    expect(await copied('Copy: Endpoint')).toBe(emulator.endpoint)
    expect(await copied('Copy: Create a key')).toContain('--cert client.pem --key client-key.pem')
  })
})

describe('the keyboard alone', () => {
  it('searches, chooses a key and keeps its place when the list is drawn again', async () => {
    await create('keyboard first')
    await create('keyboard second')
    const page = await openLive()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type('keyboard')
    await expect.poll(rows).toEqual(['keyboard second', 'keyboard first'])
    for (let tabs = 0; tabs < 4; tabs++) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.locator('#key-title').textContent()).toContain('keyboard first')
    await create('keyboard third')
    await expect.poll(rows).toEqual(['keyboard third', 'keyboard second', 'keyboard first'])
    expect(await page.evaluate('document.activeElement.textContent')).toContain('keyboard first')
  })

  it('reaches everything that can be pressed, and everything has a name', async () => {
    await create('named')
    const page = await openLive()
    const unnamed = await page.evaluate('[...document.querySelectorAll("a, button, input, select, [tabindex=\'0\']")].filter((one) => one.checkVisibility() && !(one.textContent.trim() || one.ariaLabel || one.labels?.length || one.getAttribute("aria-labelledby"))).length')
    expect(unnamed).toBe(0)
    const unreachable = await page.evaluate('[...document.querySelectorAll("a, button, input, select")].filter((one) => one.checkVisibility() && one.tabIndex < 0).length')
    expect(unreachable).toBe(0)
  })
})

describe('names', () => {
  it('of every kind come live, are readable in every view, and leave the page listening', async () => {
    const page = await openLive({ width: 390 })
    for (const [why, name] of Object.entries(oddNames)) {
      const id = await create(name)
      await page.locator(`[data-key="${id}"]`).click()
      await emulator.api('POST', `/servicekey/${id}/encrypt`, { plaintext: 'SGVsbG8gV29ybGQ=' })
      await page.locator('#operation-list li').filter({ hasText: 'encrypt' }).first().waitFor()
      const shown = await Promise.all(['#key-title .name', '#only-name .name', `[data-key="${id}"] .name`]
        .map((place) => page.locator(place).first().textContent()))
      expect([why, new Set(shown).size]).toEqual([why, 1])
      expect(shown[0]).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b]/u)
      if (/^(?=.*[^ ])[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(name)) expect(shown[0]).toBe(name)
      expect(await page.evaluate('getComputedStyle(document.querySelector("#key-title .name")).unicodeBidi')).toBe('isolate')
      expect([why, await fits()]).toEqual([why, true])
    }
    expect(await page.locator('#connection').textContent()).toBe('live')
    expect(browser.complaints).toEqual([])
  })

  it.each([390, 1440])('fit the columns of %i pixels', async (width) => {
    for (const name of Object.values(oddNames)) await create(name)
    const page = await openLive({ width })
    expect(await fits()).toBe(true)
    const outside = '[...document.querySelectorAll("#key-list .key-row")].filter((row) => [...row.children].some((cell) => cell.getBoundingClientRect().right > row.getBoundingClientRect().right + 1)).length'
    expect(await page.evaluate(outside)).toBe(0)
    await screenshot(page, `home-names-${width}`)
  })
})

describe('without a certificate', () => {
  it('says how to get in, and shows no key', async () => {
    await create('hidden from all')
    const page = await open({ withCertificate: false })
    await page.getByRole('heading', { name: 'Sign in with a certificate' }).waitFor()
    expect(await page.content()).not.toContain('hidden from all')
    expect(await page.getByRole('img', { name: /Life cycle of keys/ }).count()).toBe(1)
    expect(browser.complaints).toEqual([])
  })
})

describe('links', () => {
  it.each(['/', '/swagger/', '/swagger/ovh-api/', '/_emulator/'])('lead from %s to all pages', async (from) => {
    const { files, endpoint } = emulator
    browser = await openBrowser({ files, endpoint, withCertificate: true })
    for (const [name, path, title] of [
      ['Keys', '/', 'okms-emulator'],
      ['Secrets', '/#secrets', 'Secrets'],
      ['Swagger UI', '/swagger/', 'OVHcloud KMS REST API'],
      ['OVHcloud API', '/swagger/ovh-api/', 'OVHcloud API for the KMS'],
      ['Admin API', '/_emulator/swagger/', 'okms-emulator admin API']
    ] as const) {
      await browser.page.goto(endpoint + from)
      await browser.page.getByRole('navigation', { name: 'Pages of this server' }).getByRole('link', { name }).click()
      await browser.page.waitForURL(endpoint + path)
      await browser.page.getByRole('heading', { name: title }).first().waitFor()
    }
    expect(browser.complaints).toEqual([])
  })
})

describe('motion', () => {
  it('is left out where the reader wants none', async () => {
    const page = await openLive()
    const moving = async (motion: 'reduce' | 'no-preference') => {
      await page.emulateMedia({ reducedMotion: motion })
      await page.evaluate('window.moved = 0; window.watching?.disconnect(); window.watching = new MutationObserver((all) => { for (const { addedNodes } of all) for (const one of addedNodes) if (one.classList?.contains("moving")) window.moved++ }); window.watching.observe(document.getElementById("diagram"), { childList: true, subtree: true })')
      const id = await create(`moves ${motion}`)
      await page.locator(`[data-key="${id}"]`).click()
      await emulator.api('POST', `/servicekey/${id}/deactivate`, { reason: 'unspecified' })
      await page.locator(`[data-key="${id}"]`).filter({ hasText: 'deactivated' }).waitFor()
      return await page.evaluate<number>('window.moved')
    }
    expect(await moving('no-preference')).toBe(1)
    expect(await moving('reduce')).toBe(0)
  })
})
