// Connections that no honest client opens: many, slow, half open, of another protocol. The server closes them after its
// own timeouts and serves other clients meanwhile.

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { connect, createSecureContext, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { exchange, openTcp, openTls, parseReplies, untilClosed } from './raw-connection.js'
import { watch } from './unharmed.js'

let emulator: TestEmulator
let checkUnharmed: () => Promise<void>
/** Milliseconds: short enough for a test, long enough for a busy machine's honest clients. */
const timeouts = { handshake: 1500, headers: 400, request: 800, keepAlive: 300 }

beforeAll(async () => {
  emulator = await startTestEmulator({ timeouts })
  await emulator.api('GET', '/random')
  checkUnharmed = watch(emulator)
})
afterAll(async () => {
  try {
    await checkUnharmed()
  } finally {
    await emulator.close()
  }
})

const random = () => `/api/${emulator.okmsId}/v1/random?length=1`
const servesOthers = async () => { expect((await emulator.api('GET', '/random')).status).toBe(200) }
const ofTheSame = (version: 'TLSv1.2' | 'TLSv1.3') => ({ minVersion: version, maxVersion: version })

/** The first bytes that a TLS client sends. */
async function clientHello (): Promise<Buffer> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect({ port: (server.address() as { port: number }).port, host: '127.0.0.1' })
  client.on('error', () => {})
  const [socket] = await once(server, 'connection') as [Socket]
  const [hello] = await once(socket, 'data') as [Buffer]
  client.destroy()
  socket.destroy()
  server.close()
  return hello
}

describe('plain HTTP', () => {
  it.each([
    'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', 'DELETE / HTTP/1.1\r\n\r\n', 'LIST / HTTP/1.1\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'G'
  ])('%j gets a hint to use https', async (request) => {
    const [reply] = await exchange(await openTcp(emulator), request)
    expect([reply?.status, reply?.body.errors]).toEqual([400, ['this port speaks TLS only: use https:// in the URL']])
  })

  it('with a body of 1 MiB gets its answer before the connection ends', async () => {
    const [reply] = await exchange(await openTcp(emulator), 'POST / HTTP/1.1\r\nContent-Length: 1048576\r\n\r\n', Buffer.alloc(1 << 20))
    expect(reply?.status).toBe(400)
  })

  it.each([[0, 1, 2, 3], [0x80, 0x2e, 1, 0, 2], [0xff]])('is not what bytes %j are: they get nothing but the end', async (...bytes) => {
    const socket = await openTcp(emulator)
    socket.end(Buffer.from(bytes))
    expect((await untilClosed(socket)).subarray(0, 5).toString('latin1')).not.toBe('HTTP/')
  })
})

describe('a TLS client', () => {
  it('that sends its first message byte by byte is answered', async () => {
    const socket = await openTcp(emulator)
    socket.setNoDelay(true)
    const answer = once(socket, 'data') as Promise<[Buffer]>
    for (const byte of await clientHello()) await new Promise((resolve) => socket.write(Buffer.of(byte), resolve))
    const [[first, ...others]] = [[...(await answer)[0]]]
    expect(first).toBe(0x16) // a handshake record: ServerHello
    expect(others.length).toBeGreaterThan(100)
    socket.destroy()
  })

  it('that asks to renegotiate is refused, and its session goes on or ends', async () => {
    const socket = await openTls(emulator, ofTheSame('TLSv1.2'))
    socket.on('error', () => {})
    const answer = new Promise<Error | null>((resolve) => {
      socket.once('close', () => resolve(new Error('closed')))
      socket.renegotiate({ rejectUnauthorized: false }, resolve)
    })
    expect(await answer).toBeInstanceOf(Error)
    socket.destroy()
    await servesOthers()
  })

  it('that speaks HTTP/2 alone is refused by ALPN', async () => {
    await expect(openTls(emulator, { ALPNProtocols: ['h2'] })).rejects.toThrow(/no application protocol/)
  })

  it('that prefers HTTP/2 gets HTTP/1.1', async () => {
    const socket = await openTls(emulator, { ALPNProtocols: ['h2', 'http/1.1'] })
    expect(socket.alpnProtocol).toBe('http/1.1')
    socket.destroy()
  })

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('that breaks a record of %s is cut off alone', async (version) => {
    const tcp = await openTcp(emulator)
    const { files } = emulator
    const socket = connect({ socket: tcp, ca: readFileSync(files.ca), servername: 'localhost', ...ofTheSame(version) })
    await once(socket, 'secureConnect')
    socket.on('error', () => {})
    const closed = once(tcp, 'close')
    tcp.on('error', () => {})
    // An application data record that no key of this session made.
    Reflect.apply(Reflect.get(tcp, '_handle').writeBuffer.bind(Reflect.get(tcp, '_handle')), undefined, [
      { async: false, oncomplete () {} }, Buffer.from([0x17, 3, 3, 0, 32, ...Array<number>(32).fill(7)])
    ])
    await closed
    await servesOthers()
  })
})

describe('a slow client', () => {
  it('that sends nothing, or stops in its handshake, is cut off while others are served', async () => {
    const hello = await clientHello()
    const lengths = [0, 1, 5, 40, 100, hello.length - 1, hello.length]
    const sockets = await Promise.all(lengths.flatMap((length) => Array.from({ length: 10 }, async () => {
      const socket = await openTcp(emulator)
      socket.write(hello.subarray(0, length))
      return socket
    })))
    const ended = sockets.map(untilClosed)
    await servesOthers()
    await Promise.all(ended)
  })

  it('that stops in the middle of its headers gets a 400', async () => {
    const [reply] = await exchange(await openTls(emulator), `GET ${random()} HTTP/1.1\r\nHost: loc`)
    expect([reply?.status, reply?.body.errors]).toEqual([400, ['the request was not complete in time; send the whole head, and a body of as many bytes as content-length says']])
  })

  it('that stops in the middle of its body gets a 400', async () => {
    const replies = await exchange(await openTls(emulator), `POST /api/${emulator.okmsId}/v1/servicekey HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`)
    expect(replies.map(({ status }) => status)).toEqual([400])
  })

  it('that sends a byte now and then does not get more time for that', async () => {
    const socket = await openTls(emulator)
    const received = untilClosed(socket)
    socket.write(`GET ${random()} HTTP/1.1\r\nX: `)
    const dribble = setInterval(() => { if (socket.writable) socket.write('a') }, 20)
    expect(parseReplies(await received)[0]?.status).toBe(400)
    clearInterval(dribble)
  })

  it('that hangs up in the middle of its body is no fault of the server', async () => {
    const socket = await openTls(emulator)
    socket.write(`POST /api/${emulator.okmsId}/v1/servicekey HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`, () => socket.destroy())
    await once(socket, 'close')
    await servesOthers()
  })
})

/** About three seconds. */
const idle = 1000

describe('many clients', () => {
  it(`${idle} idle TLS connections leave room for others, and leave nothing behind`, async () => {
    const patient = await startTestEmulator()
    const check = watch(patient)
    const secureContext = createSecureContext({ ca: readFileSync(patient.files.ca) })
    const options = { host: '127.0.0.1', port: patient.port, secureContext, servername: 'localhost' }
    const sockets: TLSSocket[] = []
    while (sockets.length < idle) {
      const some = Array.from({ length: Math.min(50, idle - sockets.length) }, () => connect(options))
      await Promise.all(some.map((socket) => once(socket, 'secureConnect')))
      sockets.push(...some)
    }
    expect((await patient.api('GET', '/random')).status).toBe(200)
    const closed = sockets.map((socket) => once(socket, 'close'))
    for (const socket of sockets) socket.destroy()
    await Promise.all(closed)
    await check()
    await patient.close()
  }, 20_000 + 100 * idle)
})
