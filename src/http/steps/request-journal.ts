// Puts every call of an operation into the journal once it is answered.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../../domain/clock.js'
import type { Journal } from '../../services/journal.js'

/** Characters of a refusal that are kept. */
const keptText = 300

/** Calls without a caller belong to no domain and are not kept. */
export function createRequestJournal (journal: Journal, clock: Clock): (request: FastifyRequest, reply: FastifyReply, milliseconds: number) => void {
  return ({ caller, params, refusal, operation: { operationId } }, { statusCode }, milliseconds) => {
    if (caller === undefined || operationId === undefined) return
    journal.operation({
      at: clock(),
      okmsId: caller.okmsId,
      operationId,
      keyId: (params as { readonly keyId?: string }).keyId,
      status: statusCode,
      durationMs: Math.round(milliseconds * 10) / 10,
      refusal: refusal?.texts[0]?.slice(0, keptText)
    })
  }
}
