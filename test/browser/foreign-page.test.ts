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
