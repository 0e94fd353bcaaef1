// The one place where an error becomes a reply: four fields, always (service.md 13.1).

import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { codeOf } from '../domain/thrown.js'
import type { Logger } from './logger.js'
import { DomainError, errors, refusal } from '../domain/errors.js'
import { maxBodyLength, maxSegmentLength } from '../domain/limits.js'
import { mediaTypeRefusal } from './body-parser.js'

export interface ErrorBody {
  readonly error_id: string
  readonly error_code: number
  readonly errors: readonly string[]
  readonly request_id: string
}

export function errorBody (error: DomainError, requestId: string): ErrorBody {
  return { error_id: randomUUID(), error_code: error.errorCode, errors: error.texts, request_id: requestId }
}

/** What Fastify itself refuses, in our rows. */
const fastifyErrors: Readonly<Record<string, (request: FastifyRequest) => DomainError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => refusal(errors.BodyTooLarge, maxBodyLength),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: mediaTypeRefusal,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => refusal(errors.BodyNotJson, 'its length is not the one announced'),
  FST_ERR_BAD_URL: () => refusal(errors.RequestInvalid, ['path: not a valid URL path']),
  FST_ERR_MAX_PARAM_LENGTH: () => refusal(errors.RequestInvalid, [`path: a segment is longer than ${maxSegmentLength} characters`]),
  // Fastify asks for the type of a QUERY before it looks for the route, and there is none.
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: (request) => noOperation(request),
  FST_STATIC_FORBIDDEN_PATH: (request) => noOperation(request),
  // The client hung up in the middle of its body; nobody will read the reply, but the log shall not speak of a fault of ours.
  ECONNRESET: () => refusal(errors.RequestInvalid, ['body: the client closed the connection before its end'])
}

export const noOperation = (request: FastifyRequest) => refusal(errors.RouteNotFound, request.method, pathOf(request), '; the operations are listed at /swagger/')

const pathOf = ({ url }: FastifyRequest) => url.split('?', 1)[0] ?? ''

/** Turns whatever was thrown into a reply. The message of an error that nobody foresaw is logged and never leaves the process. */
export function createErrorHandler (log: Logger): (error: unknown, request: FastifyRequest, reply: FastifyReply) => void {
  function asDomainError (error: unknown, request: FastifyRequest): DomainError {
    if (error instanceof DomainError) return error
    const code = codeOf(error) ?? ''
    const known = fastifyErrors[code]
    if (known !== undefined) return known(request)
    log.error({ err: error, request_id: request.id }, 'unexpected error')
    return refusal(errors.Internal)
  }

  return (error, request, reply) => {
    const domainError = asDomainError(error, request)
    request.errorCategory = domainError.kind.category
    request.refusal = domainError.texts[0]
    if (domainError.kind.http === 401) reply.header('www-authenticate', 'Bearer')
    void reply
      .code(domainError.kind.http)
      .header('content-type', 'application/json')
      .serializer(JSON.stringify)
      .send(errorBody(domainError, request.id))
  }
}
