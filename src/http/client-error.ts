// What a client gets whose bytes are no HTTP request: Node's parser refuses them before any route is looked for.

import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { errors, refusal } from '../domain/errors.js'
import { errorBody } from './error-reply.js'

const texts: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'headers: larger than 16 kB, the most that this server reads',
  ERR_HTTP_REQUEST_TIMEOUT: 'the request was not complete in time'
}

/** Answers 400 with the four fields where the connection still takes an answer, and closes it. */
export function answerClientError (error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const problem = texts[error.code ?? ''] ?? 'not a valid HTTP/1.1 request'
  const body = JSON.stringify(errorBody(refusal(errors.RequestInvalid, [problem]), randomUUID()))
  socket.end(`HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`)
}
