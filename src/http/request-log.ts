// One line a request, with the fields of the service's audit log (service.md 12.4). Never a body, a query or a token.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { domainUrn, serviceKeyUrn } from '../domain/urn.js'

export function createRequestLog (log: Logger): (request: FastifyRequest, reply: FastifyReply) => void {
  return (request, reply) => {
    if (!log.isLevelEnabled('info')) return
    const { caller } = request
    const { iamActions } = request.routeOptions.config
    const keyId = pathKeyId(request.params)
    const query = request.url.indexOf('?')
    log.info({
      request_id: request.id,
      domain_id: caller?.okmsId,
      type: 'REST',
      client_ip: request.ip,
      tls_cert_id: caller?.credentialId ?? undefined,
      iam_identities: caller?.identities ?? [],
      iam_operation: iamActions?.[0]?.action,
      res_urn: caller && (keyId === undefined ? domainUrn(caller.okmsId) : serviceKeyUrn(caller.okmsId, keyId)),
      region: 'local',
      http_method: request.method,
      http_path: query < 0 ? request.url : request.url.slice(0, query),
      http_status: reply.statusCode,
      err_category: request.errorCategory ?? undefined,
      duration_ms: Math.round(reply.elapsedTime * 1000) / 1000
    }, 'request')
  }
}

function pathKeyId (params: unknown): string | undefined {
  return typeof params === 'object' && params !== null && 'keyId' in params && typeof params.keyId === 'string' ? params.keyId : undefined
}
