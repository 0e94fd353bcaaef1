// The response to bytes that are not an HTTP request: Node's parser rejects them before routing.

import type { RequestListener, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { httpErrors } from '../reply/http-errors.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { LogConnectionRefusal } from './connection-refusal-log.js'
import { largeHead } from '../steps/request-head.js'
import { continueWithList, isListRequest, passListOn } from './list-method.js'
import { replyOnSocket } from './socket-reply.js'

const notHttp = 'not a valid HTTP/1.1 request:'

const texts: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: `${largeHead}; secrets and large values belong in the body, and large cookies of this host name may be those of another server`,
  HPE_INVALID_METHOD: `${notHttp} it does not start with a method in capitals and a blank, as in GET /path HTTP/1.1`,
  HPE_INVALID_CONSTANT: `${notHttp} HTTP/1.1 must follow the path; write a blank in the path as %20`,
  HPE_INVALID_VERSION: `${notHttp} the version is not HTTP/1.1`,
  HPE_INVALID_URL: `${notHttp} the path must start with / and may contain ASCII only; percent-encode all other characters`,
  HPE_INVALID_HEADER_TOKEN: `${notHttp} a header has a name or a value with characters that are not allowed there, or no colon`,
  HPE_CR_EXPECTED: `${notHttp} a line of the head does not end with CR LF`,
  HPE_LF_EXPECTED: `${notHttp} a line of the head does not end with CR LF`,
  HPE_INVALID_CONTENT_LENGTH: `${notHttp} content-length is not a number`,
  HPE_UNEXPECTED_CONTENT_LENGTH: `${notHttp} send content-length once, and not with transfer-encoding`,
  HPE_INVALID_TRANSFER_ENCODING: `${notHttp} transfer-encoding and content-length exclude each other; send one`,
  HPE_INVALID_CHUNK_SIZE: `${notHttp} with transfer-encoding chunked, each chunk starts with its length in hexadecimal digits`,
  HPE_PAUSED_H2_UPGRADE: `${notHttp} this is HTTP/2, which this server does not support`,
  ERR_HTTP_REQUEST_TIMEOUT: 'the request was not complete in time; send the whole head, and a body of as many bytes as content-length says'
}

/** The tag of every KMIP request (KMIP 1.4 section 9.1.1.1): KMIP clients configured with this port instead of 5696. */
const isKmip = (packet: Buffer | undefined) => packet?.[0] === 0x42 && packet[1] === 0

/** Undefined for errors below HTTP. */
function textOf (code: string, packet: Buffer | undefined): string | undefined {
  if (code.startsWith('HPE_') && isKmip(packet)) return 'this is KMIP; this version of the emulator has no KMIP, and this port serves the REST API'
  return texts[code] ?? (code.startsWith('HPE_') ? 'not a valid HTTP/1.1 request' : undefined)
}

/** An error of Node's HTTP parser, or of the connection below it. */
export type ClientError = Error & { readonly code?: string, readonly rawPacket?: Buffer, readonly bytesParsed?: number }

export interface MalformedRequests {
  /** The handler. Every request must pass it. */
  readonly handler: RequestListener
  /**
   * Replies 400 with the four fields to input that the HTTP parser rejects, and closes. A connection that
   * failed below HTTP is only closed. A request with the method LIST goes on to the handler.
   */
  readonly answer: (error: ClientError, socket: Duplex, server: Server) => void
}

/**
 * The response to the last request of a connection with a readable head. Stored on the connection, because a
 * WeakMap costs more per request.
 */
const lastResponse = Symbol('last response')

interface Answered { [lastResponse]?: ServerResponse }

/** One response per request, in the order of the requests, even if later input is invalid (RFC 9112 section 9.3.2). */
export function answerMalformedRequests (handler: RequestListener, log: LogConnectionRefusal): MalformedRequests {
  /** How many pieces of a connection the parser has rejected. It accepts none after the first. */
  const rejected = new WeakMap<Duplex, number>()

  function refuse (socket: Duplex, text: string): void {
    replyOnSocket(socket, refusal(httpErrors.RequestInvalid, [text]), log)
  }

  /** Undefined: the connection ends with that response. */
  function afterResponse (socket: Duplex, proceed: () => void): void {
    const response = (socket as Answered)[lastResponse]
    if (response === undefined) proceed()
    // Its own body is invalid, and it was already answered without it.
    else if (!response.req.complete && response.headersSent) socket.end()
    else if (!response.req.complete || response.writableFinished) proceed()
    else response.once('finish', proceed)
  }

  return {
    handler (request, response) {
      passListOn(request)
      ;(request.socket as Answered)[lastResponse] = response
      // Node drops what a client sends directly after an offer to upgrade, so the reply says that the connection ends.
      if (request.headers.upgrade !== undefined) response.shouldKeepAlive = false
      handler(request, response)
    },
    answer ({ code = '', rawPacket, bytesParsed }, socket, server) {
      // The parser reports every further piece of a request that was already answered.
      if (socket.writableEnded) return
      // OpenSSL could not verify the client certificate. Node reports an error and continues, so that the
      // refusal with the reason can be sent.
      if (code.startsWith('ERR_SSL_') && socket instanceof TLSSocket && socket.writable &&
          socket.getPeerFinished() !== undefined) {
        return
      }
      const text = textOf(code, rawPacket)
      if (text === undefined || !socket.writable) {
        socket.destroy()
        return
      }
      const count = (rejected.get(socket) ?? 0) + 1
      rejected.set(socket, count)
      if (count === 1 && socket instanceof TLSSocket && isListRequest(rawPacket, bytesParsed)) {
        afterResponse(socket, () => {
          // More input meanwhile is refused, as it is behind any other input that is no request.
          if (rejected.get(socket) !== 1 || !socket.writable) return
          rejected.delete(socket)
          continueWithList(server, socket, rawPacket)
        })
      } else {
        afterResponse(socket, () => { refuse(socket, text) })
      }
    }
  }
}
