// The resource that the operation of a request acts on, for the log and the journal.

import type { FastifyRequest } from 'fastify'
import type { AnyCaller } from '../../domain/access/identity.js'
import { resourceOf, type Resource } from '../../domain/resource.js'
import { accountResource } from '../../domain/urn.js'
import { redactedPath } from '../../domain/text/redacted-path.js'
import { idsAt } from '../resource-place.js'

/** The last resource that the path names, otherwise the domain of the caller, or the account. */
export function operationResource (request: FastifyRequest, { okmsId }: AnyCaller): Resource {
  const place = request.operation.resources?.findLast((one) => one.in === 'path')
  const [id] = place === undefined ? [] : idsAt(place, request)
  if (place === undefined || id === undefined) return okmsId === null ? accountResource : { kind: 'domain', id: okmsId }
  return resourceOf(place.kind, shownId(id, request))
}

/** In a refused request, the text in place of an id may be a secret: it is redacted as in a path. */
export const shownId = (id: string, { refusal }: FastifyRequest): string =>
  refusal === undefined ? id : redactedPath(id)
