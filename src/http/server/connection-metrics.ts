// Counts the connections that end before a request: failed and rejected TLS handshakes, and plain HTTP on the TLS port.

import { handshakeFailureCause } from '../../net/handshake-failure.js'
import type { Metrics } from '../../services/metrics.js'
import { httpErrors } from '../reply/http-errors.js'
import type { ConnectionObserver } from './connection-observer.js'

export function createConnectionMetrics (metrics: Pick<Metrics, 'handshakeRejected'> | undefined): ConnectionObserver {
  const count = (cause: string) => { metrics?.handshakeRejected(cause) }
  return {
    refused: ({ error }) => { if (error.kind === httpErrors.TlsRequired) count('plain_http') },
    rejected: () => { count('client_certificate') },
    handshakeFailed: (why) => { count(handshakeFailureCause(why)) }
  }
}
