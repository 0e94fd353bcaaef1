// What a page of another origin can do with the certificate of the browser: nothing.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { openBrowser, type Browser } from './chromium.js'

let emulator: TestEmulator
let browser: Browser
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })
afterEach(async () => { await browser.close() })

/** An empty page of `localhost`, on a port of its own: another origin, though the same site. */
async function foreignPage () {
  const server = createServer((_request, response) => { response.setHeader('content-type', 'text/html').end('<!doctype html><title>elsewhere</title>') })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/`, close: () => { server.close() } }
}

it('reads nothing, changes nothing and takes no stream', async () => {
  const { files, endpoint, okmsId } = emulator
  const { body: { id } } = await emulator.api('POST', '/servicekey', { name: 'kept', type: 'oct' })
  await emulator.api('POST', `/servicekey/${id}/deactivate`, { reason: 'unspecified' })
  browser = await openBrowser({ files, endpoint, withCertificate: true })
  const elsewhere = await foreignPage()
  try {
    await browser.page.goto(elsewhere.url)
    const outcomes = await browser.page.evaluate<string[]>(`(async () => {
      const to = (path) => ${JSON.stringify(endpoint)} + path
      const outcome = (attempt) => attempt.then(({ type, status }) => type + ' ' + status, () => 'failed')
      const key = '/api/${okmsId}/v1/servicekey/${id}'
      const done = (element, event) => new Promise((resolve) => { element.onload = () => resolve('loaded'); element.onerror = () => resolve('failed') })
      const load = (name, path) => {
        const element = document.createElement(name)
        const ended = done(element)
        element.src = to(path)
        document.body.append(element)
        return ended
      }
      return [
        await outcome(fetch(to(key + '/activate'), { method: 'POST', mode: 'no-cors', credentials: 'include' })),
        await outcome(fetch(to(key + '/activate'), { method: 'POST', credentials: 'include' })),
        await outcome(fetch(to('/page/keys.json'), { credentials: 'include' })),
        await outcome(fetch(to('/page/events'), { mode: 'no-cors', credentials: 'include' })),
        await load('img', '/page/events'),
        await load('script', '/page/keys.json'),
        await new Promise((resolve) => { const source = new EventSource(to('/page/events'), { withCredentials: true }); source.onopen = () => resolve('opened'); source.onerror = () => { source.close(); resolve('failed') } }),
        await new Promise((resolve) => { const socket = new WebSocket(to('/page/events').replace('http', 'ws')); socket.onopen = () => resolve('opened'); socket.onerror = () => resolve('failed') })
      ]
    })()`)
    // What is opaque is a reply that the page can read nothing of; below is what the server did.
    expect(outcomes).toEqual(['opaque 0', 'failed', 'failed', 'opaque 0', 'failed', 'failed', 'failed', 'failed'])
    const answered = emulator.log().split('\n').filter((line) => line.includes('"msg":"request"') &&
      /\/activate"|\/page\//.test(line))
    expect(answered.length).toBeGreaterThanOrEqual(outcomes.length)
    expect(answered.filter((line) => !line.includes(':403,'))).toEqual([])
    expect((await emulator.api('GET', `/servicekey/${id}`)).body.attributes.state).toBe('deactivated')
    // Nor may it show the page in a frame.
    await browser.page.evaluate(`new Promise((resolve) => { const frame = document.createElement('iframe'); frame.onload = resolve; frame.src = ${JSON.stringify(`${endpoint}/`)}; document.body.append(frame) })`)
    expect(browser.page.frames().map((frame) => frame.url())).not.toContain(`${endpoint}/`)
    await browser.page.goto(endpoint)
    await browser.page.getByText('live', { exact: true }).waitFor()
  } finally {
    elsewhere.close()
  }
})

it('activates, creates, imports, changes and deletes nothing by a form or a request without a preflight', async () => {
  const { files, endpoint, okmsId } = emulator
  const { body: { id } } = await emulator.api('POST', '/servicekey', { name: 'still kept', type: 'oct' })
  await emulator.api('POST', `/servicekey/${id}/deactivate`, { reason: 'unspecified' })
  const before = (await emulator.api('GET', '/servicekey')).body
  browser = await openBrowser({ files, endpoint, withCertificate: true })
  const elsewhere = await foreignPage()
  try {
    await browser.page.goto(elsewhere.url)
    await browser.page.evaluate(`(async () => {
      const keys = ${JSON.stringify(`${endpoint}/api/${okmsId}/v1/servicekey`)}
      const calls = [
        ['POST', keys + '/${id}/activate'], ['POST', keys + '/${id}/deactivate', '{"reason":"key_compromise"}'],
        ['POST', keys, '{"name":"new","type":"oct"}'], ['POST', keys, '{"name":"in","keys":[{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAA"}]}'],
        ['DELETE', keys + '/${id}'], ['PATCH', keys + '/${id}', '{"name":"other"}'],
        ['POST', keys.replace(/\\/api\\/[^/]+/, '') + '/${id}/activate']
      ]
      for (const [method, url, body] of calls) {
        for (const mode of ['no-cors', 'cors']) {
          await fetch(url, { method, body, mode, credentials: 'include', headers: { 'content-type': 'text/plain' } }).catch(() => {})
        }
      }
      // Forms go to frames: of this page, and of one without an origin.
      for (const sandbox of [undefined, 'allow-forms allow-scripts']) {
        for (const [method, url, body = '{}'] of calls.filter(([name]) => name === 'POST')) {
          for (const enctype of ['text/plain', 'application/x-www-form-urlencoded']) {
            const frame = document.createElement('iframe')
            if (sandbox !== undefined) frame.setAttribute('sandbox', sandbox)
            const attribute = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
            frame.srcdoc = '<form method="post" enctype="' + enctype + '" action="' + url + '"><input name="' + attribute(body) + '"></form><script>document.forms[0].submit()</script>'
            document.body.append(frame)
            await new Promise((resolve) => { let loads = 0; frame.onload = () => { if (++loads === 2) resolve() }; setTimeout(resolve, 1000) })
          }
        }
      }
      await new Promise((resolve) => { const socket = new WebSocket(keys.replace('https:', 'wss:')); socket.onopen = () => resolve('opened'); socket.onerror = () => resolve('failed') })
    })()`)
    const answered = emulator.log().split('\n')
      .filter((line) => line.includes(`/${id}/activate"`) && line.includes(':403,'))
    // Two fetches and four forms; the older path is another.
    expect(answered.length).toBeGreaterThanOrEqual(6)
    expect((await emulator.api('GET', '/servicekey')).body).toEqual(before)
  } finally {
    elsewhere.close()
  }
})
