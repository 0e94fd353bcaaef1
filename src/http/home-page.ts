// The page at `/`: anybody may open it, the holder of an access certificate sees the keys of his domain and what happens to them.

import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Credential } from '../domain/credential.js'
import { DomainError, errors, refusal } from '../domain/errors.js'
import type { Caller } from '../domain/identity.js'
import type { KeyLife } from '../domain/key-life.js'
import { everyTransition, keyStates } from '../domain/key-state.js'
import { keySpecName } from '../domain/service-key.js'
import { serviceKeyUrn } from '../domain/urn.js'
import type { Authorisation } from '../services/authorisation.js'
import type { Journal, JournalEntry } from '../services/journal.js'
import { authenticate, type AuthenticationOptions } from './authenticate.js'
import type { EventStreams } from './event-stream.js'
import { pageHeaders, readPageFile } from './page-files.js'

/** Takes a reply out of Fastify's hands, to be written to `reply.raw`. */
export type WrittenByHand = (request: FastifyRequest, reply: FastifyReply) => void

export interface HomePageOptions extends AuthenticationOptions {
  readonly journal: Journal
  readonly authorisation: Authorisation
  readonly streams: EventStreams
  readonly writtenByHand: WrittenByHand
}

const files = [
  ['/', 'home/index.html', 'text/html; charset=utf-8'],
  ['/page/page.css', 'home/page.css', 'text/css; charset=utf-8'],
  ...['page', 'life-cycle', 'event-stream', 'connect', 'words'].map((name) => [`/page/${name}.js`, `home/${name}.js`, 'text/javascript; charset=utf-8'] as const)
] as const

/** Milliseconds between two messages; what happens in between is told together, so that a busy server stays as fast as it is. */
const pace = 150

/** Operations told at once; older ones are only counted. */
const toldAtOnce = 50

/** Milliseconds after which a quiet stream gets a sign of life, and a credential that was revoked is noticed. */
const heartbeat = 15_000

export function serveHomePage (app: FastifyInstance, options: HomePageOptions): void {
  for (const [url, file, type] of files) {
    app.get(url, (_request, reply) => reply.headers(pageHeaders).header('cache-control', 'no-cache').type(type).send(readPageFile(file)))
  }

  // The life cycle is no secret, so the page draws it for everybody. Why the events would be refused is told here, as browsers write
  // every status from 400 up into their console.
  app.get('/page/start.json', (request, reply) => reply.headers({ ...pageHeaders, 'cache-control': 'no-store' })
    .send({ states: keyStates, transitions: everyTransition(), refusal: refusalOf(() => { credentialOf(request.raw, options) }) }))

  app.get('/page/events', { onRequest: authenticate(options) }, (request, reply) => {
    const { caller } = request
    if (caller === undefined) throw new Error('the events were reached without a caller')
    const stillIn = () => { credentialOf(request.raw, options) }
    reply.raw.setHeader('x-request-id', request.id)
    follow(caller, options, stillIn, (ended) => options.streams.open(reply.raw, pageHeaders, ended))
    options.writtenByHand(request, reply)
  })
}

function credentialOf (request: IncomingMessage, { peerOf, authentication }: AuthenticationOptions): Credential {
  const peer = peerOf(request)
  if (peer === undefined) throw refusal(errors.CredentialsMissing, '')
  return authentication.byCertificate(peer)
}

/** First text of the refusal; undefined when there is none. */
function refusalOf (attempt: () => void): string | undefined {
  try {
    attempt()
    return undefined
  } catch (error) {
    if (error instanceof DomainError) return error.texts[0]
    throw error
  }
}

/** Tells a caller of his domain until one of both ends it. @param stillIn Throws when the credential no longer counts. */
function follow (caller: Caller, { journal, authorisation }: HomePageOptions, stillIn: () => void, open: (ended: () => void) => ReturnType<EventStreams['open']>): void {
  const { okmsId } = caller
  const maySee = (keyId: string | undefined) => keyId === undefined || authorisation.allows(caller, 'okms:apikms:serviceKey/get', serviceKeyUrn(okmsId, keyId))

  let waiting: JournalEntry[] = []
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
      waiting.push(entry)
      if (waiting.length > toldAtOnce) {
        waiting.shift()
        passedOver++
      }
      timer ??= setTimeout(tell, pace)
    },
    keyChanged (keyId) {
      changedKeys.add(keyId)
      timer ??= setTimeout(tell, pace)
    }
  })
  const signs = setInterval(tell, heartbeat)

  const { lives, count } = journal.keys(okmsId)
  const seen = lives.filter(({ key }) => maySee(key.keyId))
  stream.send('welcome', {
    okmsId,
    credentialId: caller.credentialId,
    keys: seen.map(encodeLife),
    // How many there are is not told to whom some are hidden.
    keyCount: seen.length < lives.length ? seen.length : count,
    operations: journal.recent(okmsId).filter(({ keyId }) => maySee(keyId)).slice(-toldAtOnce).map(encodeEntry)
  })

  function tell (): void {
    timer = undefined
    try {
      stillIn()
      stream.send('news', {
        keys: [...changedKeys].filter(maySee).map((keyId) => journal.life(okmsId, keyId)).filter((life) => life !== undefined).map(encodeLife),
        operations: waiting.filter(({ keyId }) => maySee(keyId)).map(encodeEntry),
        passedOver
      })
      waiting = []
      passedOver = 0
      changedKeys.clear()
    } catch {
      // The next connection is told why.
      stream.end()
    }
  }
}

function encodeLife ({ key, changes }: KeyLife) {
  return {
    id: key.keyId,
    name: key.name,
    type: key.type,
    spec: keySpecName(key),
    class: key.class,
    operations: key.operations,
    state: key.state,
    createdAt: key.createdAt,
    changes
  }
}

const encodeEntry = ({ okmsId: _, ...entry }: JournalEntry) => entry
