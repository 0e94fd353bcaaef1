// The page at `/`: it is public, and the holder of an access certificate sees the keys and secrets of the domain and
// their activity.

import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { keyTypes } from '../../domain/keys/algorithms.js'
import { httpErrors } from '../../http/reply/http-errors.js'
import { DomainError, refusal } from '../../domain/errors/domain-error.js'
import { everyTransition, keyStates } from '../../domain/keys/key-state.js'
import { servePageData } from './page-data.js'
import { servePageEvents, type PageEventsOptions } from './page-events.js'
import { pageHeaders, readPageFile, servePageFile } from '../page-files.js'
import { createViewerOf } from '../swagger/viewer.js'

const files = [
  ['/', 'home/index.html', 'text/html; charset=utf-8'],
  ['/page/page.css', 'home/page.css', 'text/css; charset=utf-8'],
  ['/page/life-cycle.css', 'home/life-cycle.css', 'text/css; charset=utf-8'],
  ...[
    'page', 'life-cycle', 'layout', 'paged-list', 'keys-view', 'key-list', 'key', 'secrets-view', 'secret',
    'operations', 'connect', 'copy', 'server', 'one-stream', 'follow', 'event-parser', 'words'
  ]
    .map((name) => [`/page/${name}.js`, `home/${name}.js`, 'text/javascript; charset=utf-8'] as const)
] as const

export interface HomePageOptions extends PageEventsOptions {
  /** The credential whose certificate is in client.pem; undefined where there is none. */
  readonly defaultCredentialId?: string | undefined
}

export function serveHomePage (app: FastifyInstance, options: HomePageOptions): void {
  const { peerOf, authentication, defaultCredentialId } = options
  for (const [url, file, type] of files) servePageFile(app, url, type, () => readPageFile(file))

  const readerOf = createViewerOf(options)
  // The life cycle is public, so the page draws it for every reader. The reason why everything else would be rejected
  // is sent here, because browsers write every status from 400 up into their console.
  app.get('/page/start.json', (request, reply) => {
    const { okmsId, credentialId } = readerOf(request.raw)
    const start = {
      states: keyStates,
      types: keyTypes,
      transitions: everyTransition(),
      connect: { okmsId, files: filesOf(credentialId ?? defaultCredentialId, defaultCredentialId) }
    }
    const who = credentialId === undefined
      ? { refusal: whyNot(() => { authenticateReader(request.raw) }) }
      : { reader: { okmsId, credentialId } }
    return reply.headers({ ...pageHeaders, 'cache-control': 'no-store' }).send({ ...start, ...who })
  })

  function authenticateReader (request: IncomingMessage): void {
    const peer = peerOf(request.socket)
    if (peer === undefined) throw refusal(httpErrors.CredentialsMissing, '')
    authentication.byCertificate(peer)
  }

  servePageData(app, options)
  servePageEvents(app, options)
}

/** The text of the refusal. */
function whyNot (attempt: () => void): string | undefined {
  try {
    attempt()
    return undefined
  } catch (error) {
    if (error instanceof DomainError) return error.message
    throw error
  }
}

/** Names in the certificate folder. */
function filesOf (credentialId: string | undefined, defaultCredentialId: string | undefined) {
  return credentialId === undefined || credentialId === defaultCredentialId
    ? { isDefault: true, certificate: 'client.pem', privateKey: 'client-key.pem' }
    : { isDefault: false, certificate: `${credentialId}_certificate.pem`, privateKey: `${credentialId}_privatekey.pem` }
}
