// Bounds the memory that an entry of the journal takes, whatever the client sent.

import type { Right } from '../../../domain/access/policy.js'
import type { RecordedRequest } from '../../../domain/journal/journal-entry.js'
import { maxSegmentLength } from '../../../domain/limits.js'

/** Characters of a path, and of a refusal, that are kept. */
export const keptLength = 500

/** Rights that are kept: an operation of the contract needs four at most. */
const keptRights = 20

/**
 * The same with texts of bounded length, in memory of its own: V8 keeps the whole of a text as long as a part of it,
 * such as a URL with a long query, or a body that a refusal quotes.
 */
export function boundedRequest (request: RecordedRequest): RecordedRequest {
  const { path, refusal, refusalForOthers, needs } = request
  return JSON.parse(JSON.stringify({
    ...request,
    path: cut(path),
    refusal: cut(refusal),
    refusalForOthers: cut(refusalForOthers),
    needs: needs !== null && isBounded(needs) ? needs : null
  })) as RecordedRequest
}

const cut = (text: string | null) => text?.slice(0, keptLength) ?? null

/** A refused body may name more and longer ids than any valid one. */
const isBounded = (rights: readonly Right[]) =>
  rights.length <= keptRights && rights.every(({ resource }) => resource.id.length <= maxSegmentLength)
