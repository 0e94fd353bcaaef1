// The time of a request, for the log and the journal.

import type { FastifyRequest } from 'fastify'
import type { Clocks } from '../../domain/clock.js'

/** How long the answer took, in milliseconds, and when it was given, in epoch milliseconds of the request's clock. */
export interface AnswerTime {
  readonly at: number
  readonly milliseconds: number
}

/** Epoch milliseconds, now. */
export type RequestTime = (request: FastifyRequest) => number

/** By the clock of the caller's domain, otherwise of the domain that the path names, otherwise of the server. */
export function createRequestTime (clocks: Clocks): RequestTime {
  return ({ caller, params }) => {
    const okmsId = caller?.okmsId ?? (params as { readonly okmsId?: string } | null)?.okmsId?.toLowerCase()
    return (okmsId === undefined ? clocks.server : clocks.of(okmsId))()
  }
}
