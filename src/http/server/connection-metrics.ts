// Counts the connections that end before a request: failed and rejected TLS handshakes, and plain HTTP on the TLS port.

import { handshakeFailureCause } from '../../net/handshake-failure.js'
import type { Metrics } from '../../services/metrics.js'
import { httpErrors } from '../reply/http-errors.js'
import type { LogConnectionRefusal } from './connection-refusal-log.js'

export interface ConnectionMetrics {
  readonly refused: LogConnectionRefusal
  /** A client whose certificate was rejected with an alert. */
  readonly rejected: () => void
  /** @param why The code of OpenSSL or of the socket. */
  readonly handshakeFailed: (why: string) => void
}

export function createConnectionMetrics (metrics: Pick<Metrics, 'handshakeRejected'> | undefined): ConnectionMetrics {
  const count = (cause: string) => { metrics?.handshakeRejected(cause) }
  return {
    refused: ({ error }) => { if (error.kind === httpErrors.TlsRequired) count('plain_http') },
    rejected: () => { count('client_certificate') },
    handshakeFailed: (why) => { count(handshakeFailureCause(why)) }
  }
}
