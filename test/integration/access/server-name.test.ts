// What certificate a client sees over a real socket, by the name and the address that it asks.

import { readFileSync } from 'node:fs'
import tls from 'node:tls'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
beforeEach(async () => { emulator = await startTestEmulator() })
afterEach(async () => { await emulator.close() })

/** What the server shows, once the client has accepted it for that name. */
async function shown (
  { port, files }: TestEmulator, { host = '127.0.0.1', servername }: { host?: string, servername?: string }
): Promise<tls.PeerCertificate> {
  const ca = readFileSync(files.ca)
  return await new Promise((resolve, reject) => {
    const socket = tls.connect({ host, port, ca, ...(servername === undefined ? {} : { servername }) }, () => {
      resolve(socket.getPeerCertificate())
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

it('a private name that is not configured gets a certificate, made once even when many ask at once', async () => {
  const asked =
    await Promise.all(Array.from({ length: 8 }, () => shown(emulator, { servername: 'kms.project_default' })))
  expect(asked[0]!.subjectaltname).toBe('DNS:kms.project_default')
  expect(new Set(asked.map(({ fingerprint256 }) => fingerprint256)).size).toBe(1)
})

it.each([
  'localhost', 'host.docker.internal', 'host.containers.internal', 'eu-west-rbx.okms.ovh.net', 'kms'
])('%s is proved', async (servername) => {
  await shown(emulator, { servername })
})

it('a public name gets the default certificate, which does not prove it', async () => {
  await expect(shown(emulator, { servername: 'www.example.com' })).rejects.toThrow(/ERR_TLS_CERT_ALTNAME_INVALID|does not match/)
})

it('a configured public name is proved', async () => {
  emulator = await emulator.restart(['--server-name', '*.kms.example.com'])
  await shown(emulator, { servername: 'eu.kms.example.com' })
})

// Other systems have no second loopback address.
it.runIf(process.platform === 'linux')('an address is proved that only a connection made known', async () => {
  emulator = await emulator.restart(['--host', '127.0.0.77'])
  for (const host of ['127.0.0.1', '127.0.0.77', '127.0.0.1']) await shown(emulator, { host })
})

it('is the same after a restart', async () => {
  const before = await shown(emulator, { servername: 'kms' })
  emulator = await emulator.restart()
  const after = await shown(emulator, { servername: 'kms' })
  expect(after.fingerprint256).toBe(before.fingerprint256)
})
