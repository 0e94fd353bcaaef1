// The connection that TLS runs over keeps the pace of the slower side, in both directions, and loses nothing.

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import net, { type AddressInfo, type Socket } from 'node:net'
import { finished } from 'node:stream/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchConnection, type WatchedConnection } from '../../../src/net/alert/watched-connection.js'

/** Far more than the system takes for both ends of a socket. */
const total = 64 << 20

/** An application record of TLS, as long as one may be. */
const content = randomBytes(16384)
const record = Buffer.concat([Buffer.of(23, 3, 3, content.length >> 8, content.length & 0xff), content])
const records = Math.ceil(total / record.length)

let server: net.Server
let peer: Socket
let socket: Socket
let watched: WatchedConnection
let seen: { received: number, sent: number }
beforeEach(async () => {
  server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const accepted = once(server, 'connection')
  peer = net.connect((server.address() as AddressInfo).port, '127.0.0.1')
  peer.pause()
  ;[socket] = await accepted as [Socket]
  seen = { received: 0, sent: 0 }
  watched = watchConnection({ socket, bytesSeen: 4, received: () => { seen.received++ }, sent: () => { seen.sent++ } })
})
afterEach(() => {
  peer.destroy()
  socket.destroy()
  server.close()
})

async function turns (count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate)
}

describe('a watched connection', () => {
  it('takes no more from TLS while its client does not read, and then goes on', async () => {
    const { stream } = watched
    let written = 0
    const next = (): void => {
      if (written === records) return
      stream.write(record, () => {
        written++
        next()
      })
    }
    next()
    await turns(2000)
    expect(written).toBeLessThan(records)
    expect(socket.writableLength).toBeLessThan(4 * record.length)

    let arrived = 0
    peer.on('data', (bytes: Buffer) => { arrived += bytes.length }).resume()
    await vi.waitFor(() => { expect(arrived).toBe(records * record.length) }, { timeout: 15_000, interval: 5 })
    expect([written, seen.sent]).toEqual([records, records])
  })

  it('reads no more from its client while TLS does not read, and then goes on', async () => {
    const { stream } = watched
    for (let count = 0; count < records; count++) peer.write(record)
    peer.end()
    stream.read(0)
    await vi.waitFor(() => { expect(socket.isPaused()).toBe(true) }, { timeout: 5000, interval: 5 })
    await turns(2000)
    expect(socket.bytesRead).toBeLessThan(total / 8)

    let arrived = 0
    stream.on('data', (bytes: Buffer) => { arrived += bytes.length })
    await finished(stream, { writable: false })
    expect([arrived, seen.received]).toEqual([records * record.length, records])
  })

  it('takes what TLS writes after the last record, and sends none of it', async () => {
    const arrived: Buffer[] = []
    peer.on('data', (bytes: Buffer) => { arrived.push(bytes) }).resume()
    const [bytes, done] = [vi.fn(() => Buffer.from('the last record')), vi.fn()]
    watched.endWith({ isDue: () => true, bytes, done })
    await new Promise((resolve) => watched.stream.write(record, resolve))
    await once(peer, 'end')
    expect(Buffer.concat(arrived).toString()).toBe('the last record')
    expect([bytes.mock.calls.length, done.mock.calls.length]).toEqual([1, 1])
  })

  it('passes every byte as it is, in whatever pieces it comes', async () => {
    const { stream } = watched
    const bytes = Buffer.concat([record, record, record])
    const parts: Buffer[] = []
    peer.on('data', (part: Buffer) => { parts.push(part) }).resume()
    for (let at = 0; at < bytes.length; at += 999) stream.write(bytes.subarray(at, at + 999))
    await vi.waitFor(() => { expect(Buffer.concat(parts).equals(bytes)).toBe(true) }, { timeout: 5000, interval: 5 })
    expect(seen.sent).toBe(3)
  })
})
