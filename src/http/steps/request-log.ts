// One line for each request, with the fields of the service's audit log (service.md 12.4) and the texts of a refusal.
// Never a body, a query or a token.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { resourceUrn } from '../../domain/urn.js'
import type { Logger } from '../../log/logger.js'
import { pathOf, redactedPath } from '../../domain/text/redacted-path.js'
import { sentMethod } from '../server/list-method.js'
import { operationResource } from './operation-resource.js'
import { requestLine } from './request-line.js'
import type { AnswerTime } from './request-time.js'

export function createRequestLog (
  log: Logger
): (request: FastifyRequest, reply: FastifyReply, time: AnswerTime) => void {
  return (request, reply, { at, milliseconds }) => {
    if (!log.isLevelEnabled('info')) return
    const { caller, refusal, operation } = request
    log.writeLine(requestLine({
      time: at,
      requestId: request.id,
      caller,
      resourceUrn: caller && resourceUrn(caller.okmsId, operationResource(request, caller)),
      clientIp: request.raw.socket.remoteAddress,
      method: sentMethod(request.raw),
      action: operation.iamActions?.[0]?.action,
      status: reply.statusCode,
      path: loggedPath(request),
      milliseconds,
      refusal,
      fault: request.fault
    }))
  }
}

/** As it was sent, slashes too. That of a request that is refused, or that names a host, may contain a secret. */
function loggedPath ({ originalUrl: url, refusal }: FastifyRequest): string {
  return refusal !== undefined || !url.startsWith('/') ? redactedPath(url) : pathOf(url)
}
