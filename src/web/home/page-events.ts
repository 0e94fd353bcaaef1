// The events of the page at `/`: what happens in the caller's domain while somebody watches.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../../domain/access/identity.js'
import type { JournalEntry } from '../../services/journal.js'
import { authenticate } from '../../http/steps/authenticate.js'
import type { EventStreams } from './event-stream.js'
import { callerOf, encodeEntry, encodeLife, seenOperations, shownOperations, sightOf, type PageDataOptions } from './page-data.js'
import { pageHeaders } from '../page-files.js'

/** Takes a reply out of Fastify's hands, to be written to `reply.raw`. */
export type WrittenByHand = (request: FastifyRequest, reply: FastifyReply) => void

export interface PageEventsOptions extends PageDataOptions {
  readonly streams: EventStreams
  readonly writtenByHand: WrittenByHand
}

/** Milliseconds between two messages; what happens in between is told together, so that a busy server stays as fast as it is. */
const pace = 150

/** Changed keys that are told one by one; of more only how many. */
const toldKeys = 20

/** Milliseconds after which a quiet stream gets a sign of life, and a credential that was revoked is noticed. */
const heartbeat = 15_000

export function servePageEvents (app: FastifyInstance, options: PageEventsOptions): void {
  const { peerOf, authentication, streams, writtenByHand } = options
  // A HEAD would hold a connection on which nothing may ever be said.
  app.get('/page/events', { onRequest: authenticate(options), exposeHeadRoute: false }, (request, reply) => {
    const peer = peerOf(request.raw)
    const stillIn = () => { if (peer !== undefined) authentication.byCertificate(peer) }
    reply.raw.setHeader('x-request-id', request.id)
    follow(callerOf(request), options, stillIn, (ended) => streams.open(reply.raw, pageHeaders, ended))
    writtenByHand(request, reply)
  })
}

/** Tells a caller of his domain until one of both ends it. @param stillIn Throws when the credential no longer counts. */
function follow (caller: Caller, { journal, authorisation }: PageEventsOptions, stillIn: () => void, open: (ended: () => void) => ReturnType<EventStreams['open']>): void {
  const { okmsId, credentialId } = caller
  const { keys } = journal

  let waiting: JournalEntry[] = []
  let passedOver = 0
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  const stream = open(() => {
    stopWatching()
    clearTimeout(timer)
    clearInterval(signs)
  })
  const stopWatching = journal.watch(okmsId, {
    operation (entry) {
      waiting.push(entry)
      if (waiting.length > shownOperations) {
        waiting.shift()
        passedOver++
      }
      timer ??= setTimeout(tell, pace).unref()
    },
    keyChanged (keyId) {
      changed.add(keyId)
      timer ??= setTimeout(tell, pace).unref()
    }
  })
  const signs = setInterval(tell, heartbeat).unref()
  stream.send('welcome', { okmsId, credentialId })

  function tell (): void {
    timer = undefined
    try {
      stillIn()
      stream.send('news', news())
    } catch {
      // The next connection is told why.
      stream.end()
    }
  }

  function news () {
    const maySee = sightOf(caller, authorisation)
    const seen = maySee === undefined ? [...changed] : [...changed].filter(maySee)
    const operations = seenOperations(waiting, maySee).map((entry) => encodeEntry(entry, keys))
    const told = {
      keys: seen.slice(-toldKeys).map((keyId) => keys.life(okmsId, keyId)).filter((life) => life !== undefined).map(encodeLife),
      moreKeys: Math.max(0, seen.length - toldKeys),
      // Left out when no key changed that may be seen, which is most of the time.
      ...(seen.length === 0 ? {} : { counts: keys.counts(okmsId, maySee) ?? null }),
      operations,
      // How much happened to the keys of others is not told.
      passedOver: maySee === undefined ? passedOver : 0
    }
    waiting = []
    passedOver = 0
    changed.clear()
    return told
  }
}
