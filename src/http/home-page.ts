// The page at `/`: anybody may open it, the holder of an access certificate sees the keys of his domain and what happens to them.

import type { FastifyInstance } from 'fastify'
import { keyTypes } from '../domain/algorithms.js'
import { DomainError, errors, refusal } from '../domain/errors.js'
import { everyTransition, keyStates } from '../domain/key-state.js'
import { servePageData } from './page-data.js'
import { servePageEvents, type PageEventsOptions } from './page-events.js'
import { pageHeaders, readPageFile } from './page-files.js'

const files = [
  ['/', 'home/index.html', 'text/html; charset=utf-8'],
  ['/page/page.css', 'home/page.css', 'text/css; charset=utf-8'],
  ['/page/life-cycle.css', 'home/life-cycle.css', 'text/css; charset=utf-8'],
  ...['page', 'life-cycle', 'layout', 'key-list', 'key', 'operations', 'connect', 'copy', 'server', 'one-stream', 'follow', 'event-parser', 'words']
    .map((name) => [`/page/${name}.js`, `home/${name}.js`, 'text/javascript; charset=utf-8'] as const)
] as const

export interface HomePageOptions extends PageEventsOptions {
  /** The credential whose certificate is in client.pem; undefined where there is none. */
  readonly defaultCredentialId?: string | undefined
}

export function serveHomePage (app: FastifyInstance, options: HomePageOptions): void {
  for (const [url, file, type] of files) {
    app.get(url, (_request, reply) => reply.headers(pageHeaders).header('cache-control', 'no-cache').type(type).send(readPageFile(file)))
  }

  // The life cycle is no secret, so the page draws it for everybody. Why everything else would be refused is told here, as browsers
  // write every status from 400 up into their console.
  app.get('/page/start.json', (request, reply) => {
    const { peerOf, authentication, defaultCredentialId } = options
    const who = inOrWhyNot(() => {
      const peer = peerOf(request.raw)
      if (peer === undefined) throw refusal(errors.CredentialsMissing)
      const { okmsId, credentialId } = authentication.byCertificate(peer)
      return { okmsId, credentialId, files: filesOf(credentialId, credentialId === defaultCredentialId) }
    })
    return reply.headers({ ...pageHeaders, 'cache-control': 'no-store' }).send({ states: keyStates, types: keyTypes, transitions: everyTransition(), ...who })
  })

  servePageData(app, options)
  servePageEvents(app, options)
}

/** Who the reader is, or the first text of the refusal. */
function inOrWhyNot<Who> (read: () => Who): { readonly reader: Who } | { readonly refusal: string | undefined } {
  try {
    return { reader: read() }
  } catch (error) {
    if (error instanceof DomainError) return { refusal: error.texts[0] }
    throw error
  }
}

/** Names in the certificate folder. */
function filesOf (credentialId: string, isDefault: boolean) {
  return isDefault
    ? { isDefault, certificate: 'client.pem', privateKey: 'client-key.pem' }
    : { isDefault, certificate: `${credentialId}_certificate.pem`, privateKey: `${credentialId}_privatekey.pem` }
}
