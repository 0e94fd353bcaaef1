// Requests and replies about the journal, in the words of the contract.

import { controlErrors, field } from '../../domain/errors/control/control.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { resultOf, type JournalEntry } from '../../domain/journal/journal-entry.js'
import type { JournalFilter } from '../../domain/journal/journal-filter.js'
import { readSpan, readTime, timeAccepts } from '../../domain/time-text.js'
import type { components, operations } from '../../http/contract/generated/emulator.js'
import type { OkmsDomains } from '../../services/access/okms-domains.js'
import type { NearMiss } from '../../services/control/journal/nearest-misses.js'

type Schemas = components['schemas']
type FilterQuery = NonNullable<operations['CountJournal']['parameters']['query']>

/** Refuses DomainNotFound and ControlRequestInvalid. */
export function decodeFilter (
  { okmsId, credentialId, since, ...others }: FilterQuery, domains: Pick<OkmsDomains, 'get'>
): JournalFilter {
  return {
    ...others,
    okmsId: okmsId === undefined ? undefined : domains.get(okmsId).okmsId,
    // In either case.
    credentialId: credentialId?.toLowerCase(),
    since: since === undefined ? undefined : required('since', since, readTime, timeAccepts)
  }
}

const longestWait = 5 * 60_000
const defaultWait = 5_000

/** Milliseconds. Refuses ControlRequestInvalid. */
export const decodeTimeout = (timeout: string | undefined): number => timeout === undefined
  ? defaultWait
  : required('timeout', timeout, readWait, 'a duration from 0s to 5m, such as 500ms or PT5S')

function readWait (text: string): number | undefined {
  const span = readSpan(text)
  return span !== undefined && span >= 0 && span <= longestWait ? span : undefined
}

function required (
  name: string, text: string, read: (text: string) => number | undefined, accepts: string
): number {
  const value = read(text)
  if (value === undefined) {
    throw refusal(controlErrors.ControlRequestInvalid, [{ place: field(name), text: `got ${JSON.stringify(text)}; accepted: ${accepts}` }])
  }
  return value
}

export function encodeEntry (entry: JournalEntry): Schemas['JournalEntry'] {
  const { sequence, at, okmsId, operationId, method, path, caller, resource, status, errorCode, refusal } = entry
  return {
    sequence,
    time: new Date(at).toISOString(),
    okmsId,
    operationId,
    method,
    path,
    caller: caller && {
      credentialId: caller.credentialId, tokenId: caller.tokenId ?? null, identityURNs: [...caller.identities]
    },
    resource: resource && { ...resource },
    status,
    result: resultOf(entry),
    error: refusal === null ? null : { code: errorCode, text: refusal },
    durationMs: entry.durationMs,
    requestId: entry.requestId,
    ...(entry.faultId === null ? {} : { faultId: entry.faultId })
  }
}

export const encodeMiss = ({ entry, differences }: NearMiss): Schemas['JournalMiss'] =>
  ({ entry: encodeEntry(entry), differences: differences.map((difference) => ({ ...difference })) })
