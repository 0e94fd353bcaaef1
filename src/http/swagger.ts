// Swagger UI at /swagger/, offline, from the contract that the routes are made of.

import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { asObject, asText } from './contract.js'
import { contract } from './operation.js'
import { serveLazyPage, type LazyPageOptions } from './lazy-page.js'
import { pageHeaders, readPageFile } from './page-files.js'
import { annotate, authenticatedPath, documentFor, type Reader } from './swagger-document.js'

/**
 * Adds the page, for everybody to read. It is an app of its own, built when the page is first asked for: the plug-ins take longer to
 * load than all the rest of a start.
 */
export function serveSwagger (app: FastifyInstance, { readerOf, ...page }: LazyPageOptions & { readonly readerOf: (request: IncomingMessage) => Reader }): void {
  serveLazyPage(app, '/swagger', page, (pages) => createPage(pages, readerOf))

  // A browser chooses its certificate when it connects, so this connection ends here and the next one asks again.
  app.get(authenticatedPath, (request, reply) => {
    const isIn = readerOf(request.raw).credentialId !== undefined
    return reply.header('connection', 'close').redirect(isIn ? '/swagger/' : '/#certificate')
  })
}

async function createPage (app: FastifyInstance, readerOf: (request: IncomingMessage) => Reader): Promise<FastifyInstance> {
  const [swagger, swaggerUi] = await Promise.all([import('@fastify/swagger'), import('@fastify/swagger-ui')])
  const document = annotate(contract.document)
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(pageHeaders)
    done()
  })
  await app.register(swagger.default, { mode: 'static', specification: { document: document as never } })
  await app.register(swaggerUi.default, {
    routePrefix: '/swagger',
    theme: {
      title: asText(asObject(contract.document['info'])['title']),
      css: [{ filename: 'page.css', content: readPageFile('swagger/page.css') }],
      js: ['remembered.js', 'page.js'].map((filename) => ({ filename, content: readPageFile(`swagger/${filename}`) }))
    },
    transformSpecification: (_document, request) => documentFor(document, readerOf(request.raw)),
    transformSpecificationClone: false,
    initOAuth: { scopes: ['all'] },
    uiConfig: { layout: 'BaseLayout', docExpansion: 'list', tryItOutEnabled: true, displayRequestDuration: true, validatorUrl: null, defaultModelsExpandDepth: 0, filter: false }
  })
  await app.ready()
  return app
}
