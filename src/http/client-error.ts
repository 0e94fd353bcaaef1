// What a client gets whose bytes are no HTTP request: Node's parser refuses them before any route is looked for.

import type { RequestListener, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { errors, refusal } from '../domain/errors.js'
import { replyAndClose } from './raw-reply.js'

const texts: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'headers: larger than 16 kB, the most that this server reads',
  // Node stops its parser while answers wait to be sent, and counts what comes meanwhile as an error.
  HPE_PAUSED: 'more requests in one go than this server takes; send the next ones when some are answered',
  ERR_HTTP_REQUEST_TIMEOUT: 'the request was not complete in time'
}

export interface ClientErrors {
  /** The handler, which must see every request. */
  readonly handler: RequestListener
  /** Answers 400 with the four fields what the HTTP parser refuses, and closes; a connection that failed below HTTP is only closed. */
  readonly answer: (error: Error & { readonly code?: string }, socket: Duplex) => void
}

/** The response to the last request of a connection whose head could be read. On the connection itself: a WeakMap would cost each request more. */
const lastResponse = Symbol('last response')

interface Answered { [lastResponse]?: ServerResponse }

/** One answer a request, in the order of the requests, whatever is wrong with what follows (RFC 9112 section 9.3.2). */
export function answerClientErrors (handler: RequestListener): ClientErrors {
  return {
    handler (request, response) {
      (request.socket as Answered)[lastResponse] = response
      handler(request, response)
    },
    answer ({ code = '' }, socket) {
      // The parser complains of every further piece of a request that was answered already.
      if (socket.writableEnded) return
      // OpenSSL could not verify the client's certificate; Node reports that as an error and goes on, and so must the refusal that says why.
      if (code.startsWith('ERR_SSL_') && socket instanceof TLSSocket && socket.writable && socket.getPeerFinished() !== undefined) return
      const text = texts[code] ?? (code.startsWith('HPE_') ? 'not a valid HTTP/1.1 request' : undefined)
      if (text === undefined || !socket.writable) {
        socket.destroy()
        return
      }
      const response = (socket as Answered)[lastResponse]
      const refuse = () => { replyAndClose(socket, refusal(errors.RequestInvalid, [text])) }
      if (response === undefined) refuse()
      // Its own body is what is wrong, and it was answered without.
      else if (!response.req.complete && response.headersSent) socket.end()
      else if (!response.req.complete || response.writableFinished) refuse()
      else response.once('finish', refuse)
    }
  }
}
