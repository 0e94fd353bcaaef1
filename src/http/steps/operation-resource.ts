// The resource that the operation of a request acts on, for policies, the log and the journal.

import type { FastifyRequest } from 'fastify'
import { resourceOf, type Resource } from '../../domain/resource.js'
import { redactedPath } from '../../net/redacted-path.js'
import { idsAt } from '../contract/resource-place.js'

/**
 * The last resource that the path names, otherwise the domain of the caller. Undefined without a caller.
 * In a refused request, the text in place of an id may be a secret: it is redacted as in a path.
 */
export function operationResource (request: FastifyRequest): Resource | undefined {
  const { caller, refusal, operation: { resources = [] } } = request
  if (caller === undefined) return undefined
  const place = resources.findLast((place) => place.in === 'path')
  const [id] = place === undefined ? [] : idsAt(place, request)
  if (place === undefined || id === undefined) return { kind: 'domain', id: caller.okmsId }
  return resourceOf(place.kind, refusal === undefined ? id : redactedPath(id))
}
