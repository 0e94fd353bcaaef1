// What receives the events that end a connection before a request: log, metrics and journal.

import type { PeerCertificate } from '../../pki/peer-certificate.js'
import type { LogConnectionRefusal } from './connection-refusal-log.js'

export interface ConnectionObserver {
  /** Bytes that are no HTTP request. */
  readonly refused: LogConnectionRefusal
  /** A client whose certificate was rejected with an alert. */
  readonly rejected: (peer: PeerCertificate, why: string) => void
  /** @param why The code of OpenSSL or of the socket. */
  readonly handshakeFailed: (why: string) => void
}

/** Informs all of them, in this order. */
export const everyObserver = (...observers: ReadonlyArray<Partial<ConnectionObserver>>): ConnectionObserver => ({
  refused (refusal) { for (const { refused } of observers) refused?.(refusal) },
  rejected (peer, why) { for (const { rejected } of observers) rejected?.(peer, why) },
  handshakeFailed (why) { for (const { handshakeFailed } of observers) handshakeFailed?.(why) }
})
