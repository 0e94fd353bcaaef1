// The one place where an error becomes a reply: four fields, always (service.md 13.1), and those that its row adds.

import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { codeOf } from '../../domain/thrown.js'
import type { Logger } from '../../log/logger.js'
import { DomainError, refusal, type ErrorMembers } from '../../domain/errors/domain-error.js'
import { maxBodyLength, maxSegmentLength } from '../../domain/limits.js'
import { mediaTypeRefusal } from '../body/body-parser.js'
import type { RequestTime } from '../steps/records/answer.js'
import { errorStatus } from './error-status.js'
import { httpErrors } from './http-errors.js'
import { httpErrorFormat, type ErrorFormat } from './json-spelling.js'
import { sendJson } from './send-json.js'
import type { UnknownRoute } from './unknown-route.js'

export interface ErrorBody extends ErrorMembers {
  readonly error_id: string
  readonly error_code: number
  readonly errors: readonly string[]
  readonly request_id: string
}

export function errorBody (
  error: DomainError, requestId: string, format: ErrorFormat = httpErrorFormat, newId: () => string = randomUUID
): ErrorBody {
  const { spelling, extraMembers } = format
  const problems = error.spelled(spelling)
  const errors = problems.map(({ line }) => line)
  return {
    ...error.members,
    ...extraMembers?.(problems),
    error_id: newId(),
    error_code: error.errorCode,
    errors,
    request_id: requestId
  }
}

/** Errors of Fastify, as rows of the error table. */
const fastifyErrors: Readonly<Record<string, (request: FastifyRequest) => DomainError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ({ routeOptions: { bodyLimit = maxBodyLength } }) =>
    refusal(httpErrors.BodyTooLarge, bodyLimit),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: mediaTypeRefusal,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => refusal(httpErrors.RequestInvalid, ['body: not as long as its content-length says']),
  FST_ERR_BAD_URL: () => refusal(httpErrors.RequestInvalid, ['path: a % is not followed by two hexadecimal digits of UTF-8; write %25 for the sign itself']),
  FST_ERR_MAX_PARAM_LENGTH: () => refusal(httpErrors.RequestInvalid, [`path: a segment is longer than ${maxSegmentLength} characters`]),
  // The client closed the connection in the middle of its body. The reply is never read, but the log
  // must not report a server fault.
  ECONNRESET: () => refusal(httpErrors.RequestInvalid, ['body: the client closed the connection before its end'])
}

/** Fastify requires the content type of a QUERY before it looks for the route, which does not exist. */
const withoutRoute: ReadonlySet<string> = new Set(['FST_ERR_ROUTE_MISSING_CONTENT_TYPE'])

/** Turns a thrown value into a reply. The message of an unexpected error is logged and never leaves the process. */
export function createErrorHandler ({ log, unknownRoute, timeOf, formatOf, newId }: {
  readonly log: Logger
  readonly unknownRoute: UnknownRoute
  readonly timeOf: RequestTime
  /** How refusals are written on this path, where no route says it; undefined for the default. */
  readonly formatOf: (url: string) => ErrorFormat | undefined
  /** For the ids of refusals. */
  readonly newId?: () => string
}): (error: unknown, request: FastifyRequest, reply: FastifyReply) => void {
  function asDomainError (error: unknown, request: FastifyRequest, reply: FastifyReply): DomainError {
    if (error instanceof DomainError) return error
    const code = codeOf(error) ?? ''
    if (withoutRoute.has(code)) return unknownRoute(request, reply)
    const known = fastifyErrors[code]
    if (known !== undefined) return known(request)
    log.error({ time: timeOf(request), err: error, request_id: request.id }, 'unexpected error')
    return refusal(httpErrors.Internal)
  }

  function refuse (error: DomainError, format: ErrorFormat, request: FastifyRequest, reply: FastifyReply): void {
    const status = errorStatus(error.kind)
    const problems = error.spelled(format.spelling)
    const { kind: { category }, errorCode } = error
    const body = format.body?.({ error, problems, status, operation: request.routeOptions.config }) ??
      errorBody(error, request.id, format, newId)
    request.refusal = { category, texts: problems.map(({ line }) => line), errorCode }
    if (status === 401) reply.header('www-authenticate', 'Bearer')
    void sendJson(reply.code(status), body)
  }

  return (error, request, reply) => {
    const format = request.routeOptions.config.errorFormat ?? formatOf(request.originalUrl) ?? httpErrorFormat
    const domainError = asDomainError(error, request, reply)
    try {
      refuse(domainError, format, request, reply)
    } catch (fault) {
      // Fastify would answer with the text of what was thrown.
      log.error({ time: timeOf(request), err: fault, request_id: request.id }, 'a refusal could not be written')
      refuse(refusal(httpErrors.Internal), httpErrorFormat, request, reply)
    }
  }
}
