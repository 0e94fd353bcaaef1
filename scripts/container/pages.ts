// Every page of a running server: requested as a program does, and opened in a browser.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { openBrowser, type ClientPkcs12 } from '../../test/browser/chromium.js'
import type { EmulatorContainer } from './emulator-container.js'

interface ServedPage {
  readonly path: string
  /** Something that is only visible once the page's program ran. */
  readonly shows?: string
}

const servedPages: readonly ServedPage[] = [
  { path: '/', shows: 'text="live"' },
  { path: '/swagger/', shows: '.opblock' },
  { path: '/swagger/json' },
  { path: '/_emulator/swagger/', shows: '.opblock' },
  { path: '/_emulator/swagger/json' }
]

/** Each page and each file that it refers to. Returns how many there were. */
export async function requestPages ({ client, endpoint }: EmulatorContainer): Promise<number> {
  const requested = new Set<string>()
  const get = async (route: string): Promise<string> => {
    requested.add(route)
    const reply = await client.request('GET', route)
    const { status, headers: { location } } = reply
    if (status >= 300 && status < 400 && typeof location === 'string') {
      return await get(new URL(location, `${endpoint}${route}`).pathname)
    }
    assert.equal(status, 200, `GET ${route}`)
    return String(reply.body)
  }
  for (const { path: route } of servedPages) {
    const text = await get(route)
    for (const [, reference = ''] of text.matchAll(/(?:src|href)="([^"#]+)"/g)) {
      const url = new URL(reference, `${endpoint}${route}`)
      if (url.origin === endpoint && !url.pathname.startsWith('/api/') && !requested.has(url.pathname)) {
        await get(url.pathname)
      }
    }
  }
  return requested.size
}

/**
 * Each page in Chromium, with the admin certificate where the page belongs to the admin API; none may
 * write an error to the console.
 */
export async function openPages (container: EmulatorContainer, folder: string): Promise<void> {
  const { certs, pki, endpoint } = container
  const ca = path.join(certs, 'ca.pem')
  const files = { ca, pkcs12: path.join(certs, 'client.p12'), pkcs12Password: path.join(certs, 'client.p12.password') }
  const client = { file: files.pkcs12, password: readFileSync(files.pkcs12Password, 'utf8').trim() }
  const admin = adminPkcs12(pki, folder)
  const shown = servedPages.flatMap(({ path: route, shows }) => shows === undefined ? [] : [{ route, shows }])
  const isAdmin = (route: string) => route.startsWith('/_emulator/')
  for (const { pkcs12, pages } of [
    { pkcs12: client, pages: shown.filter(({ route }) => !isAdmin(route)) },
    { pkcs12: admin, pages: shown.filter(({ route }) => isAdmin(route)) }
  ]) {
    const browser = await openBrowser({ files, endpoint, withCertificate: true, pkcs12 })
    try {
      for (const { route, shows } of pages) {
        const response = await browser.page.goto(`${endpoint}${route}`)
        assert.equal(response?.status(), 200, route)
        await browser.page.locator(shows).first().waitFor()
      }
      assert.deepEqual(browser.complaints, [])
    } finally {
      await browser.close()
    }
  }
}

function adminPkcs12 (pki: string, folder: string): ClientPkcs12 {
  const file = path.join(folder, 'admin.p12')
  const password = 'container suite'
  execFileSync('openssl', [
    'pkcs12', '-export', '-in', path.join(pki, 'admin.pem'), '-inkey', path.join(pki, 'admin-key.pem'), '-out', file,
    '-passout', `pass:${password}`
  ])
  return { file, password }
}
