// One entry of the journal: a request and its result. It never contains a plaintext, key material or a token.

import type { AnyCaller } from '../access/identity.js'
import type { Right } from '../access/policy.js'
import type { Resource } from '../resource.js'

/** What is recorded of a request. Members that are not known are null. */
export interface RecordedRequest {
  /** Epoch milliseconds by the clock of the domain, or of the server without one. */
  readonly at: number
  /** The id in the `x-request-id` of the reply and in the log. */
  readonly requestId: string | null
  /** Null for requests that name no domain of this server. */
  readonly okmsId: string | null
  /** Null where no operation has the method and path. */
  readonly operationId: string | null
  /** Null where there was no HTTP request, as in a rejected TLS handshake. */
  readonly method: string | null
  /** Without query; redacted where the request was refused. Null like `method`. */
  readonly path: string | null
  /** Null where the request was refused before its caller was known. */
  readonly caller: AnyCaller | null
  /** What the operation acted on; the domain for operations on none of its resources. */
  readonly resource: Resource | null
  /** What the request needed of policies, as far as it could be read; null where it is more than any valid request. */
  readonly needs: readonly Right[] | null
  /** HTTP status; null where no reply was sent. */
  readonly status: number | null
  readonly errorCode: number | null
  /** Texts of refusals repeat no secret (domain/errors/domain-error.ts). */
  readonly refusal: string | null
  /** The same without the identities of the caller. */
  readonly refusalForOthers: string | null
  readonly durationMs: number | null
  /** The fault rule that hit the request. */
  readonly faultId: string | null
}

export interface JournalEntry extends RecordedRequest {
  /** Counts the requests of all domains from 1. */
  readonly sequence: number
}

export const journalResults = ['ok', 'refused'] as const
export type JournalResult = (typeof journalResults)[number]

/** Without a reply, a request counts as refused. */
export const resultOf = ({ status }: Pick<JournalEntry, 'status'>): JournalResult =>
  status !== null && status < 400 ? 'ok' : 'refused'
