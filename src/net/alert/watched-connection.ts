// A connection for TLS that exposes its records as they pass, and that can end with a record of our own.

import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { createRecordReader, type TlsRecord } from './tls-records.js'

export interface WatchedConnection {
  /** To be used in place of the socket. */
  readonly stream: Duplex
  /**
   * Sends one more record as soon as the current one has ended and this one is due, drops everything after it, and
   * closes the connection. Without a record it only closes the connection.
   */
  endWith (last: LastRecord): void
}

export interface LastRecord {
  readonly isDue: () => boolean
  /** Called when the alert is due. */
  readonly bytes: () => Buffer | undefined
  /** Called after the alert is written. */
  readonly done: () => void
}

export interface WatchedConnectionOptions {
  readonly socket: Socket
  /** Bytes of a record's beginning that are shown. */
  readonly bytesSeen: number
  readonly received: (record: TlsRecord) => void
  readonly sent: (record: TlsRecord) => void
}

/** How long a client may take to close the connection after our last record. Closing first could lose the record. */
const patience = 1000

export function watchConnection ({ socket, bytesSeen, received, sent }: WatchedConnectionOptions): WatchedConnection {
  const incoming = createRecordReader(bytesSeen, received)
  const outgoing = createRecordReader(bytesSeen, sent)
  let last: LastRecord | undefined
  let isOver = false

  const stream = new Duplex({
    read () { socket.resume() },
    write (bytes: Buffer, _encoding, done) {
      if (isOver) return done()
      if (last === undefined) {
        outgoing.read(bytes)
        // Done as soon as the system has it, as without us: what TLS has written is not lost when it is destroyed next.
        if (socket.write(bytes)) done()
        else socket.once('drain', done)
        return
      }
      let taken = 0
      while (taken < bytes.length && !isTimeFor(last)) taken += outgoing.readRecord(bytes.subarray(taken))
      socket.write(bytes.subarray(0, taken))
      if (isTimeFor(last)) end(last)
      done()
    },
    final (done) {
      if (!isOver) socket.end()
      done()
    },
    destroy (error, done) {
      if (!isOver) socket.destroy()
      done(error)
    }
  })

  socket.on('data', (bytes: Buffer) => {
    if (isOver) return
    incoming.read(bytes)
    if (!stream.push(bytes)) socket.pause()
  })
  socket.on('end', () => { if (!isOver) stream.push(null) })
  socket.on('error', (error) => { stream.destroy(isOver ? undefined : error) })
  socket.on('close', () => { stream.destroy() })

  return {
    stream,
    endWith (record) {
      last = record
      if (isTimeFor(record)) end(record)
    }
  }

  function isTimeFor ({ isDue }: LastRecord): boolean {
    return outgoing.isBetweenRecords() && isDue()
  }

  function end ({ bytes, done }: LastRecord): void {
    isOver = true
    const record = bytes()
    if (record === undefined) socket.destroy()
    else hangUpAfter(record)
    done()
  }

  function hangUpAfter (bytes: Buffer): void {
    socket.end(bytes)
    socket.resume()
    const cut = setTimeout(() => socket.destroy(), patience).unref()
    socket.once('close', () => { clearTimeout(cut) })
  }
}
