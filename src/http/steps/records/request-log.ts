// One line for each request, with the fields of the service's audit log (service.md 12.4) and the texts of a refusal.
// Never a body, a query or a token.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { resourceUrn } from '../../../domain/urn.js'
import type { Logger } from '../../../log/logger.js'
import { sentMethod } from '../../server/list-method.js'
import type { Answer } from './answer.js'
import { requestLine } from './request-line.js'

export function createRequestLog (
  log: Logger
): (request: FastifyRequest, reply: FastifyReply, answer: Answer) => void {
  return (request, reply, { at, milliseconds, path, resource }) => {
    if (!log.isLevelEnabled('info')) return
    const { caller, refusal, operation } = request
    log.writeLine(requestLine({
      time: at,
      requestId: request.id,
      caller,
      resourceUrn: caller && resource && resourceUrn(caller.okmsId, resource),
      clientIp: request.raw.socket.remoteAddress,
      method: sentMethod(request.raw),
      action: operation.iamActions?.[0]?.action,
      status: reply.statusCode,
      path,
      milliseconds,
      refusal,
      fault: request.fault
    }))
  }
}
