// The method LIST on connections of a server, which otherwise go on as if it were any other method.

import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { connect, type TLSSocket } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sentMethod } from '../../../src/http/server/list-method.js'
import { listenHttps } from '../../../src/http/server/server.js'
import { createHandshakeRefusal } from '../../../src/net/alert/handshake-refusal.js'
import { createPeerReader } from '../../../src/net/peer-certificate.js'
import type { TlsListening } from '../../../src/net/tls-listener.js'
import { uuidOf } from '../../../src/pki/asn1/serial-number.js'
import { createCa } from '../../../src/pki/ca.js'
import { issueServerCertificate } from '../../../src/pki/server-certificate.js'
import { parseReplies, type RawReply } from '../../hostile/raw-connection.js'
import { accessCertificate } from '../../harness/certificates.js'

const okmsId = '7e1dc86e-49f0-4ac9-8b19-a2d7e0dbbf0d'
const now = Date.now()
const ca = createCa({ now })
const peerOf = createPeerReader(new X509Certificate(ca.certificatePem))
const metadata = `/api/${okmsId}/v1/secret/metadata`

/** Held back until the test lets them go, for requests to `/slow`. */
let held: Array<() => void> = []
/** Called when the server has a request to `/slow`. */
let arrived = () => {}

interface Echo {
  readonly method: string
  readonly sent: string
  readonly url: string
  /** Of the client certificate. */
  readonly credentialId: string
  /** Of the connection. */
  readonly listeners: readonly number[]
}

const listenersOf = ({ socket }: IncomingMessage) =>
  ['data', 'end', 'close', 'drain', 'timeout', 'error', 'pause', 'resume'].map((event) => socket.listenerCount(event))

async function echoing (isRefusing: boolean): Promise<TlsListening> {
  const certificate = issueServerCertificate({ ca, names: ['localhost', '127.0.0.1'], now })
  return await listenHttps({
    hosts: ['127.0.0.1'],
    hostsChosen: false,
    port: 0,
    caPem: ca.certificatePem,
    certificates: { forAddress: () => certificate, forName: () => undefined },
    refusal: isRefusing
      ? createHandshakeRefusal({ peerOf, refusalOf: () => undefined, log: { info () {} } })
      : undefined,
    logRefusal () {},
    handler (request, response) {
      const reply = () => {
        const { method, url } = request
        const credentialId = peerOf(request.socket)?.credentialId ?? ''
        const body = JSON.stringify({
          method, sent: sentMethod(request), url, credentialId, listeners: listenersOf(request)
        })
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
      }
      if (request.url?.startsWith('/slow') === true) {
        held.push(reply)
        arrived()
      } else {
        void readToEnd(request).then(reply)
      }
    }
  })
}

async function readToEnd (request: IncomingMessage): Promise<void> {
  request.resume()
  await once(request, 'end')
}

let server: TlsListening
let refusing: TlsListening
const client = accessCertificate(ca, { okmsId })
const credentialId = uuidOf(new X509Certificate(client.certificatePem).serialNumber)
const opened: TLSSocket[] = []
beforeAll(async () => {
  server = await echoing(false)
  refusing = await echoing(true)
})
afterEach(() => {
  for (const socket of opened.splice(0)) socket.destroy()
  held = []
})
afterAll(async () => {
  await Promise.all([server.close(0), refusing.close(0)])
})

interface Connection {
  readonly socket: TLSSocket
  /** Sends in one packet, and waits for as many responses as there are requests. */
  readonly send: (text: string, responses?: number) => Promise<RawReply[]>
}

async function open ({ port }: TlsListening, version: 'TLSv1.2' | 'TLSv1.3' = 'TLSv1.3'): Promise<Connection> {
  const socket = connect({
    host: '127.0.0.1',
    port,
    ca: ca.certificatePem,
    cert: client.certificatePem,
    key: client.privateKeyPem,
    maxVersion: version,
    minVersion: version
  })
  opened.push(socket)
  await once(socket, 'secureConnect')
  let received = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => { received = Buffer.concat([received, chunk]) })
  return {
    socket,
    async send (text, responses = 1) {
      received = Buffer.alloc(0)
      socket.write(text)
      while (countOf(received) < responses) await once(socket, 'data')
      return parseReplies(received)
    }
  }
}

/** Complete responses, each with a content length. */
function countOf (received: Buffer): number {
  let count = 0
  for (let rest = received.toString('latin1'); ; count++) {
    const end = rest.indexOf('\r\n\r\n')
    const whole = end + 4 + Number(/content-length: (\d+)/i.exec(rest)?.[1])
    if (end < 0 || rest.length < whole) return count
    rest = rest.slice(whole)
  }
}

const head = 'HTTP/1.1\r\nHost: localhost\r\n'
const list = (path: string) => `LIST ${path} ${head}\r\n`
const get = (path: string) => `GET ${path} ${head}\r\n`
const echo = ([reply]: readonly RawReply[]) => reply?.body as Echo

describe('LIST below metadata', () => {
  it.each([
    ['', '?list=true'],
    ['/', '/?list=true'],
    ['/app/db', '/app/db?list=true'],
    ['/app%2Fdb/', '/app%2Fdb/?list=true'],
    ['/app?x=1', '/app?x=1&list=true'],
    ['/app?', '/app?list=true'],
    ['/app?list=false&y=2', '/app?y=2&list=true'],
    ['/app?listing=1&list', '/app?listing=1&list=true']
  ])('of %s is GET %s', async (sent, url) => {
    const { send } = await open(server)
    expect(echo(await send(list(`${metadata}${sent}`))))
      .toMatchObject({ method: 'GET', sent: 'LIST', url: `${metadata}${url}`, credentialId })
  })

  it('of a whole URL is GET of that URL', async () => {
    const { send } = await open(server)
    expect(echo(await send(list(`https://localhost${metadata}/a`))).url)
      .toBe(`https://localhost${metadata}/a?list=true`)
  })

  it('with a body keeps it apart from the next request', async () => {
    const { send } = await open(server)
    const [first, second] = await send(
      `LIST ${metadata} ${head}Content-Length: 4\r\n\r\nLIST${get('/next')}`, 2)
    expect([first?.body.sent, second?.body.url, second?.body.sent]).toEqual(['LIST', '/next', 'GET'])
  })

  it('with a head that comes in pieces works', async () => {
    const connection = await open(server)
    connection.socket.write(`LIST ${metadata} HTTP/1.1\r\nHost: local`)
    await turns()
    expect(echo(await connection.send('host\r\n\r\n')).sent).toBe('LIST')
  })
})

/** Lets what was sent arrive as a packet of its own. */
async function turns (): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => { setImmediate(resolve) })
}

describe.each([
  ['', () => server, 'TLSv1.3'], [' of TLS 1.2', () => server, 'TLSv1.2'],
  [' with --refuse-in-handshake', () => refusing, 'TLSv1.3']
] as const)('a connection%s', (_, serverOf, version) => {
  it('serves LIST and other requests in turn, and keeps its client certificate', async () => {
    const { send } = await open(serverOf(), version)
    // The pipelined request adds a listener to the connection, once.
    await send(list(metadata) + get('/'), 2)
    const { listeners } = echo(await send(list(metadata)))
    for (let round = 0; round < 20; round++) {
      expect(echo(await send(list(`${metadata}/${round}`)))).toMatchObject({ sent: 'LIST', credentialId })
      const body = `{"round":${round}}`
      expect(echo(await send(`POST /post/${round} ${head}Content-Length: ${body.length}\r\n\r\n${body}`)))
        .toMatchObject({ method: 'POST', sent: 'POST', url: `/post/${round}`, credentialId })
      expect(echo(await send(get(`/${round}`)))).toMatchObject({ sent: 'GET', url: `/${round}` })
      expect(echo(await send(list(`${metadata}/${round}`) + get(metadata), 2)).sent).toBe('LIST')
    }
    expect(echo(await send(list(metadata))).listeners).toEqual(listeners)
  })
})

describe('LIST elsewhere', () => {
  it.each(['/', `/api/${okmsId}/v1/secret/data/a`, `/api/${okmsId}/v1/secret/metadatas`, '/v1/secret/metadata/a?b=1'])(
    '%s is a method without a route, under its own name', async (path) => {
      const { send } = await open(server)
      expect(echo(await send(list(path)))).toMatchObject({ method: 'SEARCH', sent: 'LIST', url: path })
      expect(echo(await send(get(path)))).toMatchObject({ method: 'GET', sent: 'GET' })
    })
})

describe('no request', () => {
  it.each([
    ['LIST in small letters', `list ${metadata} ${head}\r\n`],
    ['LIST without a path', `LIST ${head}\r\n`],
    ['LIST of something else than a path', `LIST metadata ${head}\r\n`],
    ['LIST of another version', `LIST ${metadata} HTTP/2.0\r\n\r\n`],
    ['LIST with a blank in the path', `LIST ${metadata}/a b ${head}\r\n`],
    ['another unknown method', `LIPS ${metadata} ${head}\r\n`],
    ['LIST behind an empty line', `\r\n${list(metadata)}`]
  ])('%s gets 400, and the connection ends', async (_, text) => {
    const { socket, send } = await open(server)
    const closed = once(socket, 'close')
    expect((await send(text)).map(({ status }) => status)).toEqual([400])
    await closed
  })

  it('LIST whose method comes in two packets gets 400', async () => {
    const connection = await open(server)
    connection.socket.write('LI')
    await turns()
    expect((await connection.send(list(metadata).slice(2))).map(({ status }) => status)).toEqual([400])
  })

  it.each([1, 2, 3, 4])('LIST at the end of a body of %i bytes gets 400 behind its response', async (length) => {
    const connection = await open(server)
    connection.socket.write(`POST / ${head}Content-Length: ${length}\r\n\r\n`)
    await turns()
    const replies = await connection.send(list(metadata), 2)
    expect(replies.map(({ status }) => status)).toEqual([200, 400])
  })

  it('LIST behind a request in the same packet gets 400 behind its response', async () => {
    const { send } = await open(server)
    expect((await send(get('/a') + list(metadata), 2)).map(({ status }) => status)).toEqual([200, 400])
  })
})

describe('LIST while a response is awaited', () => {
  async function whileWaiting (): Promise<Connection> {
    const connection = await open(server)
    const ready = new Promise<void>((resolve) => { arrived = resolve })
    connection.socket.write(get('/slow'))
    await ready
    connection.socket.write(list(metadata))
    await turns()
    return connection
  }
  const release = () => { for (const reply of held.splice(0)) reply() }

  it('is answered after that response', async () => {
    const { send } = await whileWaiting()
    release()
    const [slow, listed] = await send('', 2)
    expect([slow?.body.url, listed?.body.sent]).toEqual(['/slow', 'LIST'])
  })

  it('gets 400 when more follows before that response', async () => {
    const { socket, send } = await whileWaiting()
    socket.write(get('/more'))
    await turns()
    release()
    const replies = await send('', 2)
    expect(replies.map(({ status }) => status)).toEqual([200, 400])
  })
})
