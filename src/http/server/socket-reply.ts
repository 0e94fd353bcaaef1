// Writes a refusal directly to a connection without a readable HTTP request: 400, four fields, and the connection ends.

import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { DomainError } from '../../domain/errors/domain-error.js'
import type { LogConnectionRefusal } from './connection-refusal-log.js'
import { errorBody } from '../reply/error-reply.js'

/**
 * Milliseconds during which the client may continue to send. Closing a connection with unread bytes resets it, which
 * can lose the response (RFC 9112 section 9.6).
 */
const lingerMs = 1000

export function replyOnSocket (socket: Duplex, error: DomainError, log: LogConnectionRefusal): void {
  const requestId = randomUUID()
  const body = JSON.stringify(errorBody(error, requestId))
  log({ error, requestId, connection: socket })
  socket.on('error', () => {})
  socket.end(`HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nx-request-id: ${requestId}\r\nconnection: close\r\n\r\n${body}`)
  socket.resume()
  const cut = setTimeout(() => socket.destroy(), lingerMs).unref()
  socket.once('close', () => { clearTimeout(cut) })
}
