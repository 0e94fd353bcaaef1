// A port for a protocol of lines, opened with nothing of HTTP: what a front door for another protocol
// gets from net/ and the services.

import { randomUUID, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import net from 'node:net'
import { createInterface } from 'node:readline'
import tls, { type ConnectionOptions, type TLSSocket } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { oneClock } from '../../src/domain/clock.js'
import { DomainError } from '../../src/domain/errors/domain-error.js'
import { rootIdentity } from '../../src/domain/urn.js'
import { createHandshakeRefusal } from '../../src/net/alert/handshake-refusal.js'
import { createPeerReader } from '../../src/net/peer-certificate.js'
import { listenTls, type TlsListening, type TlsListenOptions } from '../../src/net/tls-listener.js'
import { createCa } from '../../src/pki/ca.js'
import type { CertifiedKey } from '../../src/pki/certificate.js'
import { issueServerCertificate } from '../../src/pki/server-certificate.js'
import { createAdmission } from '../../src/services/access/admission.js'
import { createAuthentication } from '../../src/services/access/authentication.js'
import { createCallers } from '../../src/services/access/callers.js'
import { createCredentials, type Credentials } from '../../src/services/access/credentials.js'
import { accessCertificate, foreignCa } from '../harness/certificates.js'
import { okmsId, otherOkmsId } from '../store/builders.js'
import { newStore } from '../store/temporary.js'

const now = Date.now()
const ca = createCa({ now })
const byAddress = issueServerCertificate({ ca, names: ['localhost', '127.0.0.1'], now })
const byName = issueServerCertificate({ ca, names: ['kms.internal'], now })

let credentials: Credentials
let logged: object[]
/** Opens the port: each line that a client sends is answered with its caller, or with the text of the refusal. */
let serve: (options?: Partial<TlsListenOptions>) => Promise<TlsListening>
let opened: TlsListening[]
let clients: net.Socket[]
/** Answers to lines with the word `later`. */
let answerLater: (() => void)[]
const refusal = () =>
  createHandshakeRefusal({ peerOf, refusalOf: refuses, log: { info: (entry: object) => { logged.push(entry) } } })
const peerOf = createPeerReader(new X509Certificate(ca.certificatePem))
let refuses: ReturnType<typeof createAdmission>

beforeEach(() => {
  const store = newStore()
  const clocks = oneClock(() => now)
  credentials = createCredentials({ store: store.credentials, clocks, ca, newId: randomUUID })
  const { credentials: stored, tokens, users } = store
  const authentication = createAuthentication({ credentials: stored, tokens, users, clocks })
  const callers = createCallers({ authentication, domains: store.domains })
  refuses = createAdmission({ authentication, authorisation: { hasPolicy: () => true }, refuseAllButAdmin: () => {} })
  opened = []
  clients = []
  answerLater = []
  logged = []

  /** The caller of each line, since a credential can be revoked in between. */
  function callerOf (socket: TLSSocket): string {
    const peer = peerOf(socket)
    if (peer === undefined) return 'no certificate'
    try {
      const { okmsId, credentialId, identities } = callers.byCertificate(peer)
      return [okmsId, credentialId, ...identities].join(' ')
    } catch (error) {
      if (error instanceof DomainError) return error.message
      throw error
    }
  }

  serve = async (options = {}) => {
    const idle = new Set<TLSSocket>()
    const listening = await listenTls({
      hosts: ['127.0.0.1', '::1'],
      hostsChosen: false,
      port: 0,
      handshakeTimeout: 5000,
      caPem: ca.certificatePem,
      certificates: { forAddress: () => byAddress, forName: (name) => name === 'kms.internal' ? byName : undefined },
      onConnection (socket) {
        idle.add(socket)
        socket.on('error', () => {}).once('close', () => { idle.delete(socket) })
        createInterface(socket).on('line', (line) => {
          const answer = () => {
            socket.write(`${callerOf(socket)}\n`)
            idle.add(socket)
          }
          idle.delete(socket)
          if (line === 'later') answerLater.push(answer)
          else answer()
        })
      },
      closeIdle: () => { for (const socket of idle) socket.end() },
      ...options
    })
    opened.push(listening)
    return listening
  }
})
afterEach(async () => {
  for (const client of clients) client.destroy()
  await Promise.all(opened.map((listening) => listening.close(0)))
})

function connect (port: number, certificate?: CertifiedKey, options: ConnectionOptions = {}): TLSSocket {
  const shown = certificate === undefined ? {} : { cert: certificate.certificatePem, key: certificate.privateKeyPem }
  const client = tls.connect({
    port, host: '127.0.0.1', ca: ca.certificatePem, servername: 'localhost', ...shown, ...options
  })
  clients.push(client)
  return client
}

async function ask (client: TLSSocket, line = 'now'): Promise<string> {
  client.write(`${line}\n`)
  const [answer] = await once(client, 'data') as [Buffer]
  return answer.toString().trim()
}

function issue (domain = okmsId): CertifiedKey & { readonly credentialId: string } {
  const { credential, privateKeyPem } = credentials.issue({
    okmsId: domain, name: 'line client', identities: [rootIdentity]
  })
  return { certificatePem: credential.certificatePem, credentialId: credential.credentialId, privateKeyPem }
}

describe('the client certificate', () => {
  it.each([okmsId, otherOkmsId])('leads to the caller in its domain %s', async (domain) => {
    const { port } = await serve()
    const { credentialId, ...certificate } = issue(domain)
    expect(await ask(connect(port, certificate))).toBe(`${domain} ${credentialId} ${rootIdentity}`)
  })

  it('that is unknown, of another CA or missing is refused with the reason', async () => {
    const { port } = await serve()
    expect(await ask(connect(port, accessCertificate(ca, { okmsId })))).toContain('is not a credential of this server')
    expect(await ask(connect(port, accessCertificate(foreignCa(), { okmsId }))))
      .toContain('not by the CA of this server')
    expect(await ask(connect(port))).toBe('no certificate')
  })

  it('is refused on an open connection once it is revoked', async () => {
    const { port } = await serve()
    const { credentialId, ...certificate } = issue()
    const client = connect(port, certificate)
    expect(await ask(client)).toContain(credentialId)
    credentials.revoke(credentialId)
    expect(await ask(client)).toContain('revoked')
  })

  it('of a session is never forgotten: no session is resumed', async () => {
    const { port } = await serve()
    const { credentialId, ...certificate } = issue()
    const first = connect(port, certificate, { maxVersion: 'TLSv1.2' })
    expect(await ask(first)).toContain(credentialId)
    const again = connect(port, undefined, { maxVersion: 'TLSv1.2', session: first.getSession() })
    expect(await ask(again)).toBe('no certificate')
    expect(again.isSessionReused()).toBe(false)
  })
})

describe('with alerts', () => {
  it('a certificate that is not accepted ends the handshake with bad_certificate, and others connect', async () => {
    const { port } = await serve({ refusal: refusal() })
    const client = connect(port, accessCertificate(foreignCa(), { okmsId }))
    const [error] = await once(client, 'error') as [Error & { code: string }]
    expect(error.code).toMatch(/_ALERT_BAD_CERTIFICATE$/)
    expect(logged).toEqual([
      expect.objectContaining({ client_ip: '127.0.0.1', why: expect.stringContaining('not by the CA') as string })
    ])
    const { credentialId, ...certificate } = issue()
    expect(await ask(connect(port, certificate))).toContain(credentialId)
  })
})

describe('the server certificate', () => {
  const serialOf = ({ certificatePem }: CertifiedKey) => new X509Certificate(certificatePem).serialNumber
  const shown = async (client: TLSSocket) => {
    await once(client, 'secureConnect')
    return client.getPeerX509Certificate()?.serialNumber
  }

  it('is that of the name that the client requests, or the default one', async () => {
    const { port } = await serve()
    expect(await shown(connect(port, undefined, { servername: 'kms.internal' }))).toBe(serialOf(byName))
    expect(await shown(connect(port))).toBe(serialOf(byAddress))
  })

  it('changes with the address and while the port is open', async () => {
    let current = byAddress
    const { port } = await serve({ certificates: { forAddress: () => current, forName: () => undefined } })
    expect(await shown(connect(port))).toBe(serialOf(byAddress))
    current = byName
    expect(await shown(connect(port, undefined, { servername: 'kms.internal' }))).toBe(serialOf(byName))
  })
})

describe('the port', () => {
  it('is the same on each host', async () => {
    const { port, hosts } = await serve()
    for (const host of hosts) expect(await ask(connect(port, undefined, { host }))).toBe('no certificate')
  })

  it('names the host where it is in use, and leaves nothing open', async () => {
    const { port } = await serve({ hosts: ['127.0.0.1'] })
    await expect(serve({ hosts: ['127.0.0.1'], port }))
      .rejects.toMatchObject({ code: 'PortInUse', message: expect.stringContaining('127.0.0.1') as string })
  })

  it('skips a default host that this machine does not have, and not one that was chosen', async () => {
    const hosts = ['127.0.0.1', '192.0.2.1']
    expect((await serve({ hosts })).hosts).toEqual(['127.0.0.1'])
    await expect(serve({ hosts, hostsChosen: true }))
      .rejects.toMatchObject({ code: 'PortForbidden', message: expect.stringContaining('192.0.2.1') as string })
  })

  it('is forbidden where this machine has none of the hosts', async () => {
    await expect(serve({ hosts: ['192.0.2.1'] })).rejects.toMatchObject({ code: 'PortForbidden' })
  })

  it('accepts one of the named protocols alone (ALPN)', async () => {
    const { port } = await serve({ alpn: ['lines/1'] })
    const client = connect(port, undefined, { ALPNProtocols: ['other', 'lines/1'] })
    await once(client, 'secureConnect')
    expect(client.alpnProtocol).toBe('lines/1')
    const [error] = await once(connect(port, undefined, { ALPNProtocols: ['other'] }), 'error') as [Error]
    expect(error.message).toMatch(/no application protocol/)
  })

  it('closes a connection whose handshake takes too long', async () => {
    const { port } = await serve({ handshakeTimeout: 50 })
    const silent = net.connect(port, '127.0.0.1')
    clients.push(silent)
    silent.resume()
    await once(silent, 'close')
  })

  it('ends a connection that is not TLS', async () => {
    const { port } = await serve()
    const client = net.connect(port, '127.0.0.1')
    clients.push(client)
    client.on('error', () => {}).resume()
    client.write('this is not TLS\n')
    await once(client, 'close')
  })
})

describe('a port that closes', () => {
  it('ends idle connections at once, answers the line in progress, and accepts no new connection', async () => {
    const listening = await serve()
    const [idle, busy] = [connect(listening.port), connect(listening.port)]
    expect([await ask(idle), await ask(busy)]).toEqual(['no certificate', 'no certificate'])
    busy.write('later\n')
    const answered = once(busy, 'data')
    await expect.poll(() => answerLater.length).toBe(1)

    const ended = [once(idle, 'close'), once(busy, 'close')]
    const closed = listening.close(60_000)
    await ended[0]
    expect(busy.closed).toBe(false)
    const [error] = await once(net.connect(listening.port, '127.0.0.1'), 'error') as [Error & { code: string }]
    expect(error.code).toBe('ECONNREFUSED')
    answerLater[0]?.()
    expect(String((await answered)[0])).toBe('no certificate\n')
    await Promise.all([...ended, closed])
  })

  it('closes what is left after the time of grace', async () => {
    const listening = await serve()
    const busy = connect(listening.port)
    busy.write('later\n')
    await expect.poll(() => answerLater.length).toBe(1)
    const ended = once(busy, 'close')
    await Promise.all([listening.close(20), ended])
  })
})
