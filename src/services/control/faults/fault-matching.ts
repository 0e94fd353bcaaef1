// Whether a request, or a TLS handshake, fits the match of a fault rule.

import { patternMatcher } from '../../../domain/access/policy.js'
import { hasCredential, type AnyCaller } from '../../../domain/access/identity.js'
import type { FaultMatch } from '../../../domain/faults/fault-rule.js'
import type { Resource } from '../../../domain/resource.js'
import { resourcePatternMatcher } from '../../../domain/resource-pattern.js'

/** A request that is about to be performed. What few rules look at is computed when it is. */
export interface FaultedRequest {
  /** Empty for a route besides the contract. */
  readonly operationId: string
  readonly caller: AnyCaller
  readonly method: () => string
  /** As it was sent, without its query. */
  readonly path: () => string
  readonly resource: () => Resource
}

/** The certificate of a client that begins a connection. */
export interface FaultedClient {
  readonly okmsId: string
  readonly credentialId: string
}

type RequestTest = (request: FaultedRequest) => boolean

/** @param operations Those where the effect can happen. */
export function requestTest (
  { okmsId, credentialId, method, path, resource }: FaultMatch, operations: ReadonlySet<string>
): RequestTest {
  const isPath = path === undefined ? undefined : patternMatcher([path])
  const isResource = resource === undefined ? undefined : resourcePatternMatcher(resource)
  return (request) => {
    const { caller } = request
    return operations.has(request.operationId) &&
      (okmsId === undefined || okmsId === caller.okmsId) &&
      (credentialId === undefined || hasCredential(caller, credentialId)) &&
      (method === undefined || method === request.method()) &&
      (isPath === undefined || isPath(request.path())) &&
      (isResource === undefined || isResource(caller.okmsId, request.resource()))
  }
}

export function handshakeTest ({ okmsId, credentialId }: FaultMatch): (client: FaultedClient) => boolean {
  return (client) => (okmsId === undefined || okmsId === client.okmsId) &&
    (credentialId === undefined || credentialId === client.credentialId)
}
