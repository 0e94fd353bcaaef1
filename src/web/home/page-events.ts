// The events of the page at `/`: what happens in the caller's domain while the page is open.

import type { FastifyInstance } from 'fastify'
import type { WrittenByHand } from '../../http/app.js'
import type { Caller } from '../../domain/access/identity.js'
import { createJournalView, type SeenOperation } from '../../services/control/journal/journal-view.js'
import { authenticate } from '../../http/steps/authenticate.js'
import type { EventStreams } from '../../http/reply/event-stream.js'
import { encodeHistory, encodeOperation, namesFor, shownOperations, type PageDataOptions } from './page-data.js'
import { pageHeaders } from '../page-files.js'
import { callerOf } from '../../http/steps/caller.js'
import { configurationFor } from './page-secrets.js'
import { isListed, maySeeConfiguration, visible } from './visibility.js'

export interface PageEventsOptions extends PageDataOptions {
  readonly streams: EventStreams
  readonly writtenByHand: WrittenByHand
}

/**
 * Milliseconds between two messages. Events in between are sent together, so that the page
 * does not slow down a busy server.
 */
const pace = 150

/** Changed keys, and paths of changed secrets, that are sent one by one; when there are more, only their number is. */
const maxListed = 20

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
      streams.open(reply.raw, { owner: caller.credentialId ?? '', headers: pageHeaders, ended }))
    writtenByHand(request, reply)
  })
}

/**
 * Sends the events of the caller's domain until one side ends the stream.
 * @param requireCredential Throws when the credential is no longer valid.
 */
function follow (
  caller: Caller,
  options: PageEventsOptions,
  requireCredential: () => void,
  open: (ended: () => void) => ReturnType<EventStreams['open']>
): void {
  const { journal, keys, secrets, names, authorisation } = options
  const { okmsId, credentialId } = caller

  const see = createJournalView(caller, authorisation)
  let waiting: SeenOperation[] = []
  let passedOver = 0
  const changed = { serviceKey: new Set<string>(), secret: new Set<string>() }
  let isConfigured = false
  let timer: NodeJS.Timeout | undefined

  const stream = open(() => {
    stopWatching()
    clearTimeout(timer)
    clearInterval(signs)
  })
  const tellSoon = () => { timer ??= setTimeout(tell, pace).unref() }
  const stopWatching = journal.watch(okmsId, {
    recorded (entry) {
      const seen = see(entry)
      if (seen === undefined) return
      waiting.push(seen)
      if (waiting.length > shownOperations) {
        waiting.shift()
        passedOver++
      }
      tellSoon()
    },
    changed ({ kind, id }) {
      // It may have been revoked, or its domain removed: then the stream ends now.
      if (kind === 'credential' && id === credentialId) endIfInvalid()
      if (kind === 'domain' && !endIfInvalid() && maySeeConfiguration(caller, authorisation)) {
        isConfigured = true
        tellSoon()
      }
      // Of the resources that change, the page shows keys and secrets.
      if (!isListed(kind) || visible(kind, caller, authorisation)?.(id) === false) return
      changed[kind].add(id)
      tellSoon()
    }
  })
  const signs = setInterval(tell, heartbeat).unref()
  stream.send('welcome', { okmsId, credentialId })

  /** Whether it did. The next connection receives the reason. */
  function endIfInvalid (): boolean {
    try {
      requireCredential()
      return false
    } catch {
      stream.end()
      return true
    }
  }

  function tell (): void {
    timer = undefined
    if (endIfInvalid()) return
    stream.send('news', news())
  }

  function news () {
    const seenKeys = visible('serviceKey', caller, authorisation)
    const seenSecrets = visible('secret', caller, authorisation)
    const keyIds = [...changed.serviceKey].filter(seenKeys ?? (() => true))
    const paths = [...changed.secret].filter(seenSecrets ?? (() => true))
    const nameOf = namesFor(caller, names, seenKeys)
    const message = {
      keys: keyIds.slice(-maxListed)
        .map((keyId) => keys.history(okmsId, keyId))
        .filter((history) => history !== undefined)
        .map(encodeHistory),
      moreKeys: Math.max(0, keyIds.length - maxListed),
      // Omitted when no visible key changed, which is the usual case; the same below.
      ...(keyIds.length === 0 ? {} : { counts: keys.counts(okmsId, seenKeys) ?? null }),
      secrets: paths.slice(-maxListed),
      moreSecrets: Math.max(0, paths.length - maxListed),
      ...(paths.length === 0 ? {} : { secretCount: secrets.count(okmsId, seenSecrets) ?? null }),
      ...(isConfigured ? { configuration: configurationFor(caller, options) } : {}),
      operations: waiting.map((operation) => encodeOperation(operation, nameOf)),
      passedOver
    }
    waiting = []
    passedOver = 0
    isConfigured = false
    for (const ids of Object.values(changed)) ids.clear()
    return message
  }
}
