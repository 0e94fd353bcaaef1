// Puts every request of the service's API into the journal once it is answered, those that are refused too.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AnyCaller } from '../../../domain/access/identity.js'
import type { RecordedRequest } from '../../../domain/journal/journal-entry.js'
import type { OkmsDomainStore } from '../../../domain/ports.js'
import type { Journal } from '../../../services/control/journal/journal.js'
import { sentMethod } from '../../server/list-method.js'
import { noReply, type Answer } from './answer.js'
import { boundedRequest, keptLength } from './bounded-request.js'
import { rightsToSee } from '../needed-rights.js'

export interface RequestJournalOptions {
  readonly journal: Pick<Journal, 'record'>
  readonly domains: Pick<OkmsDomainStore, 'find'>
  /** Operations that are recorded. */
  readonly recorded: ReadonlySet<string>
}

export function createRequestJournal (
  { journal, domains, recorded }: RequestJournalOptions
): (request: FastifyRequest, reply: FastifyReply, answer: Answer) => void {
  /** A domain that only the path of a refused request names may not exist. */
  const knownDomain = (caller: AnyCaller | undefined, okmsId: string | undefined): string | null =>
    okmsId !== undefined && (caller !== undefined || domains.find(okmsId) !== undefined) ? okmsId : null

  function entryOf (request: FastifyRequest, { statusCode }: FastifyReply, answer: Answer): RecordedRequest {
    const { id: requestId, caller, refusal, operation: { operationId } } = request
    const okmsId = knownDomain(caller, answer.okmsId)
    const text = refusal?.texts.join('; ') ?? null
    return {
      at: answer.at,
      requestId,
      okmsId,
      operationId: operationId ?? null,
      method: sentMethod(request.raw),
      path: answer.path,
      caller: caller ?? null,
      resource: answer.resource ?? (okmsId === null ? null : { kind: 'domain', id: okmsId }),
      needs: caller === undefined ? [] : rightsToSee(request, caller),
      status: statusCode === noReply ? null : statusCode,
      errorCode: refusal?.errorCode ?? null,
      refusal: text,
      refusalForOthers: text === null ? null : withoutIdentities(text, caller),
      durationMs: Math.round(answer.milliseconds * 10) / 10,
      faultId: request.fault ?? null
    }
  }

  return (request, reply, answer) => {
    if (!isRecorded(request, answer, recorded)) return
    const entry = entryOf(request, reply, answer)
    const isBounded = request.refusal === undefined && request.originalUrl.length <= keptLength
    journal.record(isBounded ? entry : boundedRequest(entry))
  }
}

/**
 * The emulator's own API is not recorded: looking into the journal must not change it. Neither are its pages, which are
 * routes without an operation.
 */
function isRecorded (
  { operation: { operationId, vault }, is404 }: FastifyRequest, { path }: Answer, recorded: ReadonlySet<string>
): boolean {
  if (operationId !== undefined) return recorded.has(operationId)
  return vault === true || (is404 && !path.startsWith('/_emulator'))
}

/** Who the caller is concerns no other caller. */
const withoutIdentities = (text: string, caller: AnyCaller | undefined) =>
  (caller?.identities ?? []).reduce((shown, identity) => shown.replaceAll(identity, 'another caller'), text)
