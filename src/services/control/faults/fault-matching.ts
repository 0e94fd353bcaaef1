// Whether a request, or a TLS handshake, fits the match of a fault rule.

import { patternMatcher, type Matcher } from '../../../domain/access/policy.js'
import type { Caller } from '../../../domain/access/identity.js'
import type { FaultMatch } from '../../../domain/faults/fault-rule.js'
import { resourceKinds, type Resource } from '../../../domain/resource.js'
import { resourceUrn } from '../../../domain/urn.js'
import { isUrn } from './fault-targets.js'

/** A request that is about to be performed. What few rules look at is computed when it is. */
export interface FaultedRequest {
  /** Empty for a route besides the contract. */
  readonly operationId: string
  readonly caller: Caller
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
  const isResource = resource === undefined ? undefined : resourceTest(resource)
  return (request) => {
    const { caller } = request
    return operations.has(request.operationId) &&
      (okmsId === undefined || okmsId === caller.okmsId) &&
      (credentialId === undefined || credentialId === caller.credentialId || credentialId === caller.tokenId) &&
      (method === undefined || method === request.method()) &&
      (isPath === undefined || isPath(request.path())) &&
      (isResource === undefined || isResource(request.resource(), caller))
  }
}

/** Ids count as their kind reads them: UUIDs in either case. */
function resourceTest (pattern: string): (resource: Resource, caller: Caller) => boolean {
  if (isUrn(pattern)) {
    const isMatch = patternMatcher([pattern])
    return (resource, { okmsId }) => isMatch(resourceUrn(okmsId, resource))
  }
  const matchers = new Map<string, Matcher>(Object.entries(resourceKinds).map(([kind, { idOf }]) => {
    const [first = '', ...rest] = pattern.split('/')
    return [kind, patternMatcher([[first, ...rest.length === 0 ? [] : [idOf(rest.join('/'))]].join('/')])]
  }))
  return ({ kind, id }) => matchers.get(kind)?.(`${kind}/${id}`) === true
}

export function handshakeTest ({ okmsId, credentialId }: FaultMatch): (client: FaultedClient) => boolean {
  return (client) => (okmsId === undefined || okmsId === client.okmsId) &&
    (credentialId === undefined || credentialId === client.credentialId)
}
