// Which callers without a certificate the admin API takes, by the address of their socket.

import fastify from 'fastify'
import { expect, it } from 'vitest'
import { admitAdmin } from '../../src/admin/admit-admin.js'
import { adminErrors } from '../../src/admin/admin-errors.js'
import { DomainError } from '../../src/domain/errors/domain-error.js'

/** Undefined for a caller that is let in. */
async function refusalFor (remoteAddress: string, openLoopback: boolean, headers: Record<string, string> = {}) {
  const app = fastify()
  app.addHook('onRequest', admitAdmin({
    peerOf: () => undefined, refuseAllButAdmin: () => { throw new Error('not asked') }, openLoopback
  }))
  let refused: unknown
  app.setErrorHandler((error, _request, reply) => {
    refused = error instanceof DomainError ? error.kind : error
    return reply.code(403).send()
  })
  app.get('/', () => 'in')
  await app.inject({ path: '/', remoteAddress, headers })
  return refused
}

const loopback = ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1']
const others = [
  '10.0.0.1', '192.168.1.7', '172.17.0.1', '203.0.113.9', '::', '::2', 'fe80::1', 'fd00::127.0.0.1', '::ffff:10.0.0.1',
  '2001:db8::1', '12.7.0.1', '0.0.0.0'
]

it.each(loopback)('a caller from %s is let in when the API is open to this machine, and not otherwise', async (address) => {
  expect(await refusalFor(address, true)).toBeUndefined()
  expect(await refusalFor(address, false)).toBe(adminErrors.AdminCertificateMissing)
})

it.each(others)('a caller from %s needs a certificate, whatever it claims to be', async (address) => {
  const claims = {
    'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1', 'x-real-ip': '127.0.0.1', host: 'localhost'
  }
  expect(await refusalFor(address, true)).toBe(adminErrors.AdminCertificateMissing)
  expect(await refusalFor(address, true, claims)).toBe(adminErrors.AdminCertificateMissing)
})
