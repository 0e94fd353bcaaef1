// Puts every call of an operation into the journal once it is answered.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../../domain/access/identity.js'
import type { Journal } from '../../services/journal.js'
import { rightsToSee } from './needed-rights.js'
import { operationResource } from './operation-resource.js'
import type { AnswerTime } from './request-time.js'

/** Characters of a refusal that are kept. */
const keptText = 300

/** Calls without a caller belong to no domain and are not kept. */
export function createRequestJournal (
  journal: Journal
): (request: FastifyRequest, reply: FastifyReply, time: AnswerTime) => void {
  return (request, { statusCode }, { at, milliseconds }) => {
    const { caller, refusal, operation: { operationId } } = request
    if (caller === undefined || operationId === undefined) return
    const text = refusal?.texts[0]
    journal.operation({
      at,
      okmsId: caller.okmsId,
      operationId,
      credentialId: caller.credentialId,
      needs: rightsToSee(request, caller),
      resource: operationResource(request, caller),
      status: statusCode,
      durationMs: Math.round(milliseconds * 10) / 10,
      refusal: text?.slice(0, keptText),
      refusalForOthers: text && withoutIdentities(text, caller).slice(0, keptText)
    })
  }
}

/** Who the caller is concerns no other caller. */
const withoutIdentities = (text: string, { identities }: Caller) =>
  identities.reduce((shown, identity) => shown.replaceAll(identity, 'another caller'), text)
