// Swagger UI at /swagger/, offline, from the contract that the routes are made of.

import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { contract } from '../../rest/operation.js'
import { annotate, authenticatedPath, documentFor, type Reader } from './swagger-document.js'
import { errorExamples, withErrorExamples } from './swagger-examples.js'
import { serveSwaggerUi } from './swagger-ui.js'

/** Adds the page, for everybody to read. */
export function serveSwagger (app: FastifyInstance, readerOf: (request: IncomingMessage) => Reader): void {
  const document = withErrorExamples(annotate(contract.document), errorExamples.service)
  serveSwaggerUi(app, {
    prefix: '/swagger',
    document,
    scripts: ['remembered.js', 'signing-key.js', 'page.js'],
    documentOf: (request) => documentFor(document, readerOf(request))
  })

  // A browser chooses its certificate when it connects, so this connection ends here and the next one asks again.
  app.get(authenticatedPath, (request, reply) => {
    const isIn = readerOf(request.raw).credentialId !== undefined
    return reply.header('connection', 'close').redirect(isIn ? '/swagger/' : '/#certificate')
  })
}
