// What is recorded of an answered request, in the log and in the journal alike.

import type { FastifyRequest } from 'fastify'
import type { Clocks } from '../../../domain/clock.js'
import type { Resource } from '../../../domain/resource.js'
import { pathOf, redactedPath } from '../../../domain/text/redacted-path.js'
import { uuidExpression } from '../../../domain/uuid.js'
import { operationResource } from '../operation-resource.js'

export interface Answer {
  /** When it was given: epoch milliseconds of the request's clock. */
  readonly at: number
  /** How long it took. */
  readonly milliseconds: number
  /** The domain of the caller, otherwise the one that the path names, which may not exist. In lower case. */
  readonly okmsId: string | undefined
  /** As it was sent, slashes too. That of a request that is refused, or that names a host, may contain a secret. */
  readonly path: string
  /** What the operation acts on; undefined without a caller. */
  readonly resource: Resource | undefined
}

/** The status of a reply that a fault keeps back. It is never sent. */
export const noReply = 0

/** Epoch milliseconds, now. */
export type RequestTime = (request: FastifyRequest) => number

/** By the clock of the caller's domain, otherwise of the domain that the path names, otherwise of the server. */
export function createRequestTime (clocks: Clocks): RequestTime {
  return (request) => {
    const okmsId = domainOf(request)
    return (okmsId === undefined ? clocks.server : clocks.of(okmsId))()
  }
}

export function answerOf (request: FastifyRequest, timeOf: RequestTime): Answer {
  const { caller, refusal, originalUrl: url, startedAt } = request
  return {
    at: timeOf(request),
    milliseconds: performance.now() - startedAt,
    okmsId: domainOf(request),
    path: refusal !== undefined || !url.startsWith('/') ? redactedPath(url) : pathOf(url),
    resource: caller && operationResource(request, caller)
  }
}

const domainInPath = new RegExp(`^/api/(${uuidExpression})(?:/|$)`, 'i')

/** A path without a route has no parameters. */
function domainOf ({ caller, params, url }: FastifyRequest): string | undefined {
  if (caller !== undefined) return caller.okmsId ?? undefined
  const named = (params as { readonly okmsId?: string } | null)?.okmsId ?? domainInPath.exec(url)?.[1]
  return named?.toLowerCase()
}
