// The caller that a step before has set, for handlers.

import type { FastifyRequest } from 'fastify'
import type { AnyCaller, Caller } from '../../domain/access/identity.js'
import '../request.js'

/** Of an operation that each caller may reach in a domain, or in none. */
export function anyCallerOf ({ caller }: Pick<FastifyRequest, 'caller'>): AnyCaller {
  if (caller === undefined) throw new Error('an operation was reached without a caller')
  return caller
}

/** Of an operation of a domain. */
export function callerOf (request: Pick<FastifyRequest, 'caller'>): Caller {
  const caller = anyCallerOf(request)
  if (caller.okmsId === null) throw new Error('an operation of a domain was reached by a caller of none')
  return caller
}
