// The response to plain HTTP on the TLS port: a 400 that says to use https. TLS alone would only close the connection.

import type { Socket } from 'node:net'
import { httpErrors } from '../reply/http-errors.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { LogConnectionRefusal } from './connection-refusal-log.js'
import { replyOnSocket } from './socket-reply.js'

/** First byte of every TLS connection: a handshake record (RFC 8446 section 5.1). */
const handshakeRecord = 0x16

/** First byte of an HTTP request line, and of the HTTP/2 preface (RFC 9113 section 3.4). */
const isLetter = (byte: number) => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)

interface PlainHttpOptions {
  /** Milliseconds within which a client must send something. */
  readonly timeout: number
  readonly log: LogConnectionRefusal
  readonly startTls: () => void
}

/**
 * Reads the first byte of a connection and puts it back. Input that starts like HTTP is answered here;
 * anything else is passed to `startTls`, which reads the same byte. A client that sends nothing within
 * `timeout` milliseconds is disconnected.
 */
export function detectPlainHttp (socket: Socket, { timeout, log, startTls }: PlainHttpOptions): void {
  const cutOff = () => socket.destroy()
  const ignore = () => {}
  const onReadable = () => {
    const chunk = socket.read() as Buffer | null
    if (chunk === null) return
    socket.removeListener('readable', onReadable)
      .removeListener('error', ignore)
      .removeListener('timeout', cutOff)
      .setTimeout(0)
    const first = chunk[0] ?? handshakeRecord
    if (isLetter(first)) return replyOnSocket(socket, refusal(httpErrors.TlsRequired), log)
    socket.unshift(chunk)
    startTls()
  }
  socket.on('readable', onReadable).on('error', ignore).setTimeout(timeout, cutOff)
}
