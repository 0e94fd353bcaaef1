// Swagger UI at /swagger/, offline, from the contract that the routes are made of.

import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { contracts } from '../../http/contract/contract.js'
import { annotate, authenticatedPath, documentFor, type Viewer } from './swagger-document.js'
import { withErrorExamples, type ErrorExamples } from './swagger-examples.js'
import { serveSwaggerUi } from './swagger-ui.js'

/** Adds the page, readable without credentials. */
export function serveSwagger (
  app: FastifyInstance, readerOf: (request: IncomingMessage) => Viewer, examples: ErrorExamples
): void {
  const document = withErrorExamples(annotate(contracts.okms.document), examples)
  serveSwaggerUi(app, {
    prefix: '/swagger',
    document,
    scripts: ['remembered-secrets.js', 'remembered.js', 'signing-key.js', 'page.js'],
    documentOf: (request) => documentFor(document, readerOf(request))
  })

  // A browser selects its certificate when it connects, so this connection is closed and the next one prompts again.
  app.get(authenticatedPath, (request, reply) => {
    const isIn = readerOf(request.raw).credentialId !== undefined
    return reply.header('connection', 'close').redirect(isIn ? '/swagger/' : '/#certificate')
  })
}
