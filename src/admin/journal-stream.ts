// The stream of the journal: each entry when it is recorded, until one side ends it.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { controlErrors } from '../domain/errors/control/control.js'
import { refusal } from '../domain/errors/domain-error.js'
import type { JournalEntry } from '../domain/journal/journal-entry.js'
import type { JournalFilter } from '../domain/journal/journal-filter.js'
import type { operations } from '../http/contract/generated/emulator.js'
import type { StreamScope } from '../http/app.js'
import {
  createEventStreams, jsonLines, serverSentEvents, type EventStream, type EventStreams
} from '../http/reply/event-stream.js'
import type { OkmsDomains } from '../services/access/okms-domains.js'
import type { JournalQueries } from '../services/control/journal/journal-queries.js'
import { adminContract } from './admin-operation.js'
import { adminErrorFormat } from './error-format.js'
import { decodeFilter, encodeEntry } from './operations/journal-fields.js'

const mostFollowers = 64

/** Milliseconds after which a revoked admin certificate ends its streams. */
const checkInterval = 15_000

/** Entries of before that are sent before the reader must have taken some. */
const batch = 100

export const createJournalStreams = (): EventStreams =>
  createEventStreams({ most: mostFollowers, tooMany: () => refusal(controlErrors.TooManyFollowers, mostFollowers) })

type Query = NonNullable<operations['FollowJournal']['parameters']['query']>

export interface JournalStreamOptions {
  readonly journal: Pick<JournalQueries, 'query' | 'count' | 'follow'>
  readonly domains: Pick<OkmsDomains, 'get'>
  readonly streams: EventStreams
}

export function serveJournalStream (
  { journal, domains, streams }: JournalStreamOptions, { scope, admit, writtenByHand }: StreamScope
): void {
  const operation = adminContract.operations.get('FollowJournal')
  if (operation === undefined) throw new Error('the contract has no stream of the journal')
  const { method, url, schema, operationId } = operation

  scope.route({
    method,
    url,
    schema,
    // A HEAD would keep a connection open that can never receive an entry.
    exposeHeadRoute: false,
    config: { operationId, errorFormat: adminErrorFormat },
    handler (request, reply) {
      const query = request.query as Query
      const filter = decodeFilter(query, domains)
      const { latest } = journal.count(filter)
      let stopFollowing = () => {}
      const stream = streams.open(reply.raw, {
        owner: '',
        headers: { 'x-request-id': request.id },
        format: /text\/event-stream/i.test(request.headers.accept ?? '') ? serverSentEvents : jsonLines,
        ended () {
          clearInterval(check)
          stopFollowing()
        }
      })
      const check = setInterval(() => { if (!isAdmitted(request, reply)) stream.end() }, checkInterval).unref()
      writtenByHand(request, reply)
      const send = (entry: JournalEntry) => { stream.send('entry', encodeEntry(entry), entry.sequence) }
      const first = query.after ?? (query.since === undefined ? latest : 0)
      void sendKept({ ...filter, after: first }, stream, send, () => { stopFollowing = journal.follow(filter, send) })
    }
  })

  /** @param sent Called in the same turn in which nothing is left to send. */
  async function sendKept (
    filter: JournalFilter, stream: EventStream, send: (entry: JournalEntry) => void, sent: () => void
  ): Promise<void> {
    for (let after = filter.after ?? 0; !stream.isEnded();) {
      const { entries } = journal.query({ ...filter, after }, { order: 'asc', limit: batch })
      const last = entries.at(-1)
      if (last === undefined) {
        sent()
        return
      }
      entries.forEach(send)
      after = last.sequence
      await stream.drained()
    }
  }

  function isAdmitted (request: FastifyRequest, reply: FastifyReply): boolean {
    try {
      admit.call(scope, request, reply, () => {})
      return true
    } catch {
      return false
    }
  }
}
