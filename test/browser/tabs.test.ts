// Many tabs of one browser: over HTTP/1.1 it opens six connections to a server, so all tabs share one stream of events.

import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { openBrowser, type Browser } from './chromium.js'

let emulator: TestEmulator
let browser: Browser
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })
afterEach(async () => { await browser.close() })

const create = async (name: string) =>
  (await emulator.api('POST', '/servicekey', { name, type: 'oct' })).body.id as string

async function openTabs (count: number): Promise<readonly [Page, ...Page[]]> {
  const { files, endpoint } = emulator
  browser = await openBrowser({ files, endpoint, withCertificate: true })
  const tabs: [Page, ...Page[]] = [browser.page]
  for (let more = 1; more < count; more++) tabs.push(await browser.page.context().newPage())
  for (const tab of tabs) await openTab(tab)
  return tabs
}

async function openTab (tab: Page): Promise<void> {
  await tab.goto(emulator.endpoint)
  await tab.getByText('live', { exact: true }).waitFor()
}

async function sees (tabs: readonly Page[], name: string): Promise<void> {
  await create(name)
  for (const tab of tabs) await tab.locator('#key-list .name', { hasText: name }).waitFor({ timeout: 20_000 })
}

/** Tabs that hold the lock or wait for it. */
const holders = (tab: Page) => tab.evaluate<{ held: number, pending: number }>('navigator.locks.query().then(({ held, pending }) => ({ held: held.length, pending: pending.length }))')

describe('eight tabs', () => {
  it('are all live, and Swagger UI loads and works next to them', async () => {
    const tabs = await openTabs(8)
    expect(await holders(tabs[0])).toEqual({ held: 1, pending: 7 })
    const swagger = await browser.page.context().newPage()
    await swagger.goto(`${emulator.endpoint}/swagger/`, { timeout: 20_000 })
    await swagger.locator('.opblock').first().waitFor()
    await sees(tabs, 'for all tabs')
    expect(browser.complaints).toEqual([])
  })
})

describe('the tab that reads', () => {
  it.each<readonly [string, (tab: Page) => Promise<unknown>]>([
    ['is closed', (tab) => tab.close()],
    ['goes to another page', (tab) => tab.goto(`${emulator.endpoint}/swagger/`)],
    ['crashes', (tab) => tab.goto('chrome://crash').catch(() => {})]
  ])('hands over when it %s', async (how, end) => {
    const [reader, ...others] = await openTabs(4)
    await end(reader)
    await sees(others, `after it ${how}`.slice(0, 32))
    const [next] = others
    if (next === undefined) throw new Error('no tab is left')
    expect(await holders(next)).toEqual({ held: 1, pending: 2 })
  })

  it('comes back when it was reloaded, and its list is up to date', async () => {
    const [reader, other] = await openTabs(2)
    await reader.reload()
    await reader.getByText('live', { exact: true }).waitFor()
    await sees([reader, other ?? reader], 'after a reload')
  })
})

describe('a tab that holds the lock and says nothing, as one that the browser froze', () => {
  it('loses its place to one that hears nothing for long', async () => {
    const [tab] = await openTabs(1)
    const name = await tab.evaluate<string>('navigator.locks.query().then(({ held }) => held[0].name)')
    const frozen = await browser.page.context().newPage()
    await frozen.goto(`${emulator.endpoint}/swagger/`)
    await frozen.evaluate(`new Promise((resolve) => { navigator.locks.request(${JSON.stringify(name)}, { steal: true }, () => { resolve(); return new Promise(() => {}) }).catch(() => {}) })`)
    const waiting = await browser.page.context().newPage()
    await waiting.clock.install()
    await waiting.goto(emulator.endpoint)
    await waiting.locator('#connect pre').first().waitFor()
    expect(await waiting.locator('#connection').textContent()).toBe('connecting')
    await tab.close()
    await waiting.clock.fastForward(60_000)
    await waiting.getByText('live', { exact: true }).waitFor()
    await sees([waiting], 'after a frozen tab')
  })
})

describe('an event that cannot be read', () => {
  it.each([
    ['no JSON', 'event: news\ndata: {\n\n'], ['an unknown shape', 'event: news\ndata: {"keys": 5}\n\n']
  ])('ends its stream, and the next one is read (%s)', async (what, text) => {
    const { files, endpoint } = emulator
    browser = await openBrowser({ files, endpoint, withCertificate: true })
    let asked = 0
    await browser.page.route('**/page/events', async (route) => {
      asked++
      if (asked === 1) {
        return await route.fulfill({ contentType: 'text/event-stream', body: `event: welcome\ndata: {}\n\n${text}` })
      }
      await route.continue()
    })
    await openTab(browser.page)
    await sees([browser.page], `after ${what}`)
    expect(asked).toBeGreaterThan(1)
  })
})

describe('another credential in the same browser', () => {
  it('has a stream of its own: nothing of the first is heard', async () => {
    const [tab] = await openTabs(1)
    const name = await tab.evaluate<string>('navigator.locks.query().then(({ held }) => held[0].name)')
    expect(name).toContain(emulator.okmsId)
    // As the tab of another credential would listen: the channel has the credential in its name.
    await tab.evaluate(`window.heard = []; new BroadcastChannel(${JSON.stringify(name.replace(/\S+$/, 'another'))}).onmessage = ({ data }) => { window.heard.push(data) }`)
    await sees([tab], 'not for another')
    expect(await tab.evaluate('window.heard')).toEqual([])
  })

  it('reloads a tab whose answers or events come for it', async () => {
    const [tab] = await openTabs(1)
    await tab.evaluate('window.isOld = true')
    await tab.route('**/page/keys.json*', async (route) => {
      await route.fulfill({
        json: {
          credentialId: 'another',
          keys: [
            { id: 'x', name: 'of another', spec: 'oct-256', state: 'active', operations: [], changes: [], createdAt: 1 }
          ],
          next: null,
          counts: null
        }
      })
      await tab.unroute('**/page/keys.json*')
    })
    await create('makes the tab load its list')
    await expect.poll(() => tab.evaluate('window.isOld === undefined').catch(() => false)).toBe(true)
    await tab.getByText('live', { exact: true }).waitFor()
    expect(await tab.content()).not.toContain('of another')
  })
})
