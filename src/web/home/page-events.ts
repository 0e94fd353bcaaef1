// The events of the page at `/`: what happens in the caller's domain while the page is open.

import type { FastifyInstance } from 'fastify'
import type { WrittenByHand } from '../../http/app.js'
import type { Caller } from '../../domain/access/identity.js'
import { createJournalView, type SeenOperation } from '../../services/journal.js'
import { authenticate } from '../../http/steps/authenticate.js'
import type { EventStreams } from './event-stream.js'
import {
  callerOf, encodeHistory, encodeOperation, namesFor, shownOperations, visibleKeys, type PageDataOptions
} from './page-data.js'
import { pageHeaders } from '../page-files.js'

export interface PageEventsOptions extends PageDataOptions {
  readonly streams: EventStreams
  readonly writtenByHand: WrittenByHand
}

/**
 * Milliseconds between two messages. Events in between are sent together, so that the page
 * does not slow down a busy server.
 */
const pace = 150

/** Changed keys that are sent one by one; when there are more, only their number is sent. */
const maxListedKeys = 20

/** Milliseconds after which an idle stream gets a keep-alive message, and a revoked credential is detected. */
const heartbeat = 15_000

export function servePageEvents (app: FastifyInstance, options: PageEventsOptions): void {
  const { peerOf, authentication, streams, writtenByHand } = options
  // A HEAD would keep a connection open that can never receive an event.
  app.get('/page/events', { onRequest: authenticate(options), exposeHeadRoute: false }, (request, reply) => {
    const caller = callerOf(request)
    const peer = peerOf(request.raw.socket)
    const requireCredential = () => { if (peer !== undefined) authentication.byCertificate(peer) }
    reply.raw.setHeader('x-request-id', request.id)
    follow(caller, options, requireCredential, (ended) =>
      streams.open(reply.raw, caller.credentialId ?? '', pageHeaders, ended))
    writtenByHand(request, reply)
  })
}

/**
 * Sends the events of the caller's domain until one side ends the stream.
 * @param requireCredential Throws when the credential is no longer valid.
 */
function follow (
  caller: Caller,
  { journal, keys, names, authorisation }: PageEventsOptions,
  requireCredential: () => void,
  open: (ended: () => void) => ReturnType<EventStreams['open']>
): void {
  const { okmsId, credentialId } = caller

  const see = createJournalView(caller, authorisation)
  let waiting: SeenOperation[] = []
  let passedOver = 0
  const changedKeys = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  const stream = open(() => {
    stopWatching()
    clearTimeout(timer)
    clearInterval(signs)
  })
  const stopWatching = journal.watch(okmsId, {
    operation (entry) {
      const seen = see(entry)
      if (seen === undefined) return
      waiting.push(seen)
      if (waiting.length > shownOperations) {
        waiting.shift()
        passedOver++
      }
      timer ??= setTimeout(tell, pace).unref()
    },
    changed ({ kind, id }) {
      // It may have been revoked, or its domain removed: then the stream ends now.
      if (kind === 'domain' || (kind === 'credential' && id === credentialId)) tell()
      // Of the resources that change, the page shows keys.
      if (kind !== 'serviceKey' || visibleKeys(caller, authorisation)?.(id) === false) return
      changedKeys.add(id)
      timer ??= setTimeout(tell, pace).unref()
    }
  })
  const signs = setInterval(tell, heartbeat).unref()
  stream.send('welcome', { okmsId, credentialId })

  function tell (): void {
    timer = undefined
    try {
      requireCredential()
      stream.send('news', news())
    } catch {
      // The next connection receives the reason.
      stream.end()
    }
  }

  function news () {
    const maySee = visibleKeys(caller, authorisation)
    const seen = maySee === undefined ? [...changedKeys] : [...changedKeys].filter(maySee)
    const nameOf = namesFor(caller, names, maySee)
    const message = {
      keys: seen.slice(-maxListedKeys)
        .map((keyId) => keys.history(okmsId, keyId))
        .filter((history) => history !== undefined)
        .map(encodeHistory),
      moreKeys: Math.max(0, seen.length - maxListedKeys),
      // Omitted when no visible key changed, which is the usual case.
      ...(seen.length === 0 ? {} : { counts: keys.counts(okmsId, maySee) ?? null }),
      operations: waiting.map((operation) => encodeOperation(operation, nameOf)),
      passedOver
    }
    waiting = []
    passedOver = 0
    changedKeys.clear()
    return message
  }
}
