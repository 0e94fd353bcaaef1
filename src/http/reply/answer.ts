// Writes what an operation answers straight to Node's response.

import type { FastifyReply, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyReply {
    /** @param json Undefined: no body. */
    answer (status: number, json: string | Buffer | undefined): void
  }
}

/**
 * `reply.send` looks for streams, content types, serializers and hooks, of which an operation has none, and takes a twentieth of a small
 * request for that. Refusals and pages are sent by it.
 *
 * @param answered Told of each answer before its head is written, as a hook of `reply.send` is.
 */
export function createAnswer (answered: (request: FastifyRequest, reply: FastifyReply) => void): FastifyReply['answer'] {
  return function (this: FastifyReply, status, json) {
    const { raw, request } = this
    raw.statusCode = status
    answered(request, this)
    if (json === undefined) {
      raw.writeHead(status, ['x-request-id', request.id])
      raw.end()
    } else {
      // Some official clients want the exact type, without a charset (clients.md 1.1, 7).
      raw.writeHead(status, ['content-type', 'application/json', 'content-length', String(Buffer.byteLength(json)), 'x-request-id', request.id])
      raw.end(json)
    }
  }
}
