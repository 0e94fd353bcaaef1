// One line for each request, with the fields of the service's audit log (service.md 12.4) and the texts of a refusal. Never a body, a
// query or a token.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { resourceUrn } from '../../domain/urn.js'
import type { Logger } from '../../log/logger.js'
import { redactedPath } from '../../net/redacted-path.js'
import { operationResource } from './operation-resource.js'
import type { AnswerTime } from './request-time.js'

export function createRequestLog (log: Logger): (request: FastifyRequest, reply: FastifyReply, time: AnswerTime) => void {
  return (request, reply, { at, milliseconds }) => {
    if (!log.isLevelEnabled('info')) return
    const { caller, refusal, operation } = request
    const resource = operationResource(request)
    log.frequent({
      time: at,
      request_id: request.id,
      type: 'REST',
      region: 'local',
      domain_id: caller?.okmsId,
      tls_cert_id: caller?.credentialId ?? undefined,
      iam_identities: caller?.identities ?? [],
      res_urn: caller && resource && resourceUrn(caller.okmsId, resource),
      client_ip: request.raw.socket.remoteAddress,
      http_method: request.method,
      iam_operation: operation.iamActions?.[0]?.action,
      http_status: reply.statusCode,
      http_path: pathOf(request),
      duration_ms: Math.round(milliseconds * 1000) / 1000,
      err_category: refusal?.category,
      errors: refusal?.texts,
      msg: 'request'
    })
  }
}

/** Without the query. The path of a request that is refused, or that names a host, may contain a secret. */
function pathOf ({ url, refusal }: FastifyRequest): string {
  if (refusal !== undefined || !url.startsWith('/')) return redactedPath(url)
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}
