// A web page whose name was led to the bootstrap port (DNS rebinding) is of the same origin as that port,
// and still gets no private key.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { openBrowser, type Browser } from './chromium.js'

const names = ['evil.lan', 'evil.example.com', 'evil', 'kms'] as const

let emulator: TestEmulator
let browser: Browser
beforeAll(async () => {
  emulator = await startTestEmulator({
    flags: ['--ephemeral', '--bootstrap-host', '127.0.0.1', '--server-name', 'kms']
  })
  browser = await openBrowser({
    files: emulator.files, endpoint: emulator.endpoint, withCertificate: true, rebound: names
  })
})
afterAll(async () => {
  await browser.close()
  await emulator.close()
})

it.each(names)('%s gets no private key, with whatever header', async (name) => {
  const { port } = new URL(emulator.bootstrap!)
  await browser.page.goto(`http://${name}:${port}/`)
  const replies = await browser.page.evaluate<string[]>(`Promise.all([{}, { 'x-requested-with': 'page' }, { authorization: 'Bearer guessed-by-the-page' }].map(async (headers) => {
    const reply = await fetch('/client-key.pem', { headers })
    return reply.status + ' ' + await reply.text()
  }))`)
  expect(replies).toHaveLength(3)
  for (const reply of replies) expect(reply).toMatch(/^40[13] \{"error_id"/)
})
