// A clock that went ahead or back, while the server ran and between two starts: what the server shows, and the
// certificates that it gives out, are valid at the time that the clock shows now.

import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator({ flags: [] }) })
afterAll(async () => { await emulator.close() })

const day = 86_400_000

/** By name, by a name that gets a certificate of its own, and without one. */
const names = ['localhost', 'kms.internal', 'okms', '']

async function shown (servername: string): Promise<X509Certificate> {
  const socket = connect({ host: '127.0.0.1', port: emulator.port, servername, rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const certificate = socket.getPeerX509Certificate()
  socket.destroy()
  if (certificate === undefined) throw new Error('the server showed no certificate')
  return certificate
}

function expectValid (certificate: X509Certificate, what: string): void {
  const now = emulator.clock()
  expect(Date.parse(certificate.validFrom), what).toBeLessThanOrEqual(now)
  expect(Date.parse(certificate.validTo), what).toBeGreaterThan(now)
}

async function expectValidServer (): Promise<void> {
  for (const name of names) expectValid(await shown(name), `for "${name}"`)
}

/** In this order: each begins where the one before it ended, and the last is where the first began. */
const moves: ReadonlyArray<readonly [string, number]> = [
  ['three years ahead', 1095 * day],
  ['back again', -1095 * day],
  ['thirteen months ahead', 396 * day],
  ['a day back', -day],
  ['back to a year before the first start', -760 * day],
  ['ten years ahead', 3650 * day],
  ['back to the first start', -3285 * day]
]

describe('while the server runs', () => {
  it.each(moves)('%s', async (_, move) => {
    emulator.clock.advance(move)
    await expectValidServer()
  })
})

describe('between two starts', () => {
  it.each([['three years ahead', 1095 * day], ['back again', -1095 * day]])('%s', async (_, move) => {
    emulator.clock.advance(move)
    emulator = await emulator.restart()
    await expectValidServer()
    const files = [emulator.files.ca, emulator.files.certificate, path.join(emulator.pki, 'admin.pem')]
    for (const file of files) expectValid(new X509Certificate(readFileSync(file)), file)
    // The clients of this test check the server by the clock of this machine.
    if (move > 0) return
    expect((await emulator.api('GET', '/random')).status).toBe(200)
    expect((await emulator.admin.request('GET', '/_emulator/domains')).status).toBe(200)
  })
})
