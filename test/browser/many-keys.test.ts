// The page at `/` on a domain with 2,000 keys.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { openBrowser, type Browser } from './chromium.js'
import { manyKeyCounts, manyKeys } from './sample-domain.js'
import { screenshot } from './screenshot.js'

let emulator: TestEmulator
let browser: Browser
beforeAll(async () => {
  emulator = await startTestEmulator()
  await manyKeys(emulator)
}, 120_000)
afterAll(async () => { await emulator.close() })
afterEach(async () => { await browser.close() })

async function open (width = 1440, dark = false) {
  const { files, endpoint } = emulator
  browser = await openBrowser({ files, endpoint, withCertificate: true, width, dark })
  await browser.page.goto(endpoint)
  await browser.page.getByText('live', { exact: true }).waitFor()
  return browser.page
}

const range = () => browser.page.locator('#keys .range').textContent()
const names = () => browser.page.locator('#key-list .name').allTextContents()

it('counts all of them, in the diagram and in the filter', async () => {
  const page = await open()
  const diagram = await page.getByRole('img', { name: /Life cycle of keys/ }).getAttribute('aria-label')
  for (const [state, count] of Object.entries(manyKeyCounts)) {
    if (count > 0) expect(diagram).toContain(`${state.replace('destroyed_', 'destroyed, ')}: ${count.toLocaleString('en')} keys`)
  }
  expect(await page.locator('#state option').allTextContents()).toContain('deactivated (300)')
  expect(await page.locator('#key-count').textContent()).toBe('2,000')
})

it('turns pages, there and back', async () => {
  const page = await open()
  const first = await names()
  await page.getByRole('button', { name: 'Next' }).click()
  await expect.poll(range).toBe('21–40 of 2,000')
  const second = await names()
  expect(second.some((name) => first.includes(name))).toBe(false)
  await page.getByRole('button', { name: 'Next' }).click()
  await expect.poll(range).toBe('41–60 of 2,000')
  await page.getByRole('button', { name: 'Previous' }).click()
  await expect.poll(names).toEqual(second)
  await page.getByRole('button', { name: 'Previous' }).click()
  await expect.poll(names).toEqual(first)
})

describe('the oldest key', () => {
  it.each([['search', 'invoices 0'], ['state and type', '']])('is reached by %s', async (_, search) => {
    const page = await open()
    await page.getByLabel('Search by name or id').fill(search || 'invoices')
    await page.getByLabel('State').selectOption('active')
    await page.getByLabel('Type').selectOption('oct')
    if (search === '') {
      return await expect.poll(async () => (await names()).every((name) => name.startsWith('invoices'))).toBe(true)
    }
    await expect.poll(names).toEqual(['invoices 0'])
    await page.getByRole('button', { name: /^invoices 0/ }).click()
    expect(await page.locator('#key-title').textContent()).toContain('invoices 0')
  })

  it('is reached by a state that is clicked in the diagram, and all are back with the second click', async () => {
    const page = await open()
    await page.locator('.node[data-state="destroyed_compromised"]').click()
    await expect.poll(range).toBe('1–20 of 50')
    for (const last of ['21–40 of 50', '41–50 of 50']) {
      await page.getByRole('button', { name: 'Next' }).click()
      await expect.poll(range).toBe(last)
    }
    await page.locator('.node[data-state="destroyed_compromised"]').click()
    await expect.poll(range).toBe('1–20 of 2,000')
  })
})

it('says that nothing fits, and leads back', async () => {
  const page = await open()
  await page.getByLabel('Search by name or id').fill('no key has this name')
  await page.getByText('No key matches.').waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect.poll(range).toBe('1–20 of 2,000')
})

it.each([[390, false], [390, true], [1440, false], [1440, true]])('fits %i pixels, dark: %s, and leaves no third of it empty', async (width, dark) => {
  const page = await open(width, dark)
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  // Cards end where the columns end, and the list of operations ends where its card does.
  const [left, right] = await page.evaluate<[number, number]>('[...document.querySelectorAll(".column")].map((column) => [...column.children].findLast((card) => card.checkVisibility()).getBoundingClientRect().bottom)')
  if (width === 1440) expect(Math.abs(left - right)).toBeLessThan(2)
  const gap = await page.evaluate<number>('document.getElementById("operations").getBoundingClientRect().bottom - document.getElementById("operation-list").getBoundingClientRect().bottom')
  expect(gap).toBeLessThan(40)
  await screenshot(page, `home-many-${width}-${dark ? 'dark' : 'light'}`)
  expect(browser.complaints).toEqual([])
})
