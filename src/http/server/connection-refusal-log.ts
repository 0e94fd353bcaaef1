// The log line of a refusal outside Fastify: bytes that are not an HTTP request, and the bootstrap port.

import type { DomainError } from '../../domain/errors/domain-error.js'
import type { Logger } from '../../log/logger.js'
import { httpErrorFormat } from '../reply/json-spelling.js'
import { errorStatus } from '../reply/error-status.js'

export interface ConnectionRefusal {
  readonly error: DomainError
  readonly requestId: string
  /** A socket or an equivalent. */
  readonly connection: { readonly remoteAddress?: string | undefined } | object
  /** Present if the request could be parsed. */
  readonly method?: string | undefined
  readonly path?: string | undefined
}

export type LogConnectionRefusal = (refusal: ConnectionRefusal) => void

/** The fields are those of a request line in the log, as far as they are known. */
export function createConnectionRefusalLog (log: Pick<Logger, 'info'>): LogConnectionRefusal {
  return ({ error, requestId, connection, method, path }) => {
    log.info({
      request_id: requestId,
      iam_identities: [],
      type: 'REST',
      region: 'local',
      client_ip: 'remoteAddress' in connection ? connection.remoteAddress : undefined,
      http_method: method,
      http_status: errorStatus(error.kind),
      http_path: path,
      err_category: error.kind.category,
      errors: error.spelled(httpErrorFormat.spelling).map(({ line }) => line)
    }, 'request')
  }
}
