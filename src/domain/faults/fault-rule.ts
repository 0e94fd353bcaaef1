// A fault rule: what a request must be to match it, and what happens to those that its trigger selects.

import type { FaultCounts, FaultTrigger } from './fault-trigger.js'

/** HEAD and LIST are answered as a GET. */
export const faultMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'LIST'] as const

/** Members combine with "and"; without any, every request matches. `*` in a pattern stands for any characters. */
export interface FaultMatch {
  /** Pattern of an operationId of the contract. */
  readonly operationId?: string
  /** Pattern of a resource: its URN, or `KIND/ID` such as `secret/app/*`. */
  readonly resource?: string
  /** Id of an access certificate or of a token. */
  readonly credentialId?: string
  readonly okmsId?: string
  /** As the client sends it. */
  readonly method?: typeof faultMethods[number]
  /** Pattern of the path, as the client sends it, without its query. */
  readonly path?: string
}

/** Answers that say to try again, and their error rows. */
const retryRows = { 429: 'TooManyRequests', 503: 'ServiceUnavailable' } as const

export const isRetryStatus = (status: number): boolean => Object.hasOwn(retryRows, status)

/** `before`: nothing was done. `during`: the operation was performed, and half of its answer is sent. */
export const resetMoments = ['before', 'during'] as const

/** One of these, and a latency with it or alone. */
export interface FaultEffect {
  /** How long the request waits first; see `readLatency`. */
  readonly latency?: string
  /** The name of an error row. */
  readonly error?: string
  /** Short for the error row of this status. */
  readonly status?: keyof typeof retryRows
  /** Seconds, for the `Retry-After` of such an answer. */
  readonly retryAfter?: number
  /** TCP reset of the connection. */
  readonly reset?: typeof resetMoments[number]
  /** The operation is performed, half of its answer is sent, and the connection closed. */
  readonly truncate?: boolean
  /** The TLS handshake of a client with a certificate ends with the alert bad_certificate. */
  readonly tls?: boolean
}

/** The effects that exclude each other. */
export const exclusiveEffects = ['error', 'status', 'reset', 'truncate', 'tls'] as const satisfies
  ReadonlyArray<keyof FaultEffect>

/** The error row that answers; undefined for an effect of another kind. */
export const errorNameOf = ({ error, status }: FaultEffect): string | undefined =>
  error ?? (status === undefined ? undefined : retryRows[status])

export interface FaultRequest {
  readonly match: FaultMatch
  readonly trigger: FaultTrigger
  readonly effect: FaultEffect
}

export interface FaultRule extends FaultRequest, FaultCounts {
  /** Lower case UUID. */
  readonly faultId: string
  /** The domain that it ends with: that of its match, its credential or its URN; undefined for a rule of the server. */
  readonly okmsId: string | undefined
  /** Epoch milliseconds. */
  readonly createdAt: number
}
