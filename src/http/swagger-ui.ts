// Swagger UI as each of our contracts is shown: from files of its own, under the strict policy of all pages, light or dark.

import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { asObject, asText, type JsonObject } from './contract.js'
import { pageHeaders, readPageFile } from './page-files.js'

export interface SwaggerUiOptions {
  readonly prefix: string
  readonly document: JsonObject
  /** Files of pages/swagger that run before the page is made. */
  readonly scripts: readonly string[]
  /** The document as one reader gets it; the same for everybody when left out. */
  readonly documentOf?: (request: IncomingMessage) => JsonObject
}

export async function createSwaggerUi (app: FastifyInstance, { prefix, document, scripts, documentOf = () => document }: SwaggerUiOptions): Promise<FastifyInstance> {
  const [swagger, swaggerUi] = await Promise.all([import('@fastify/swagger'), import('@fastify/swagger-ui')])
  const file = (filename: string) => ({ filename, content: readPageFile(`swagger/${filename}`) })
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(pageHeaders)
    done()
  })
  await app.register(swagger.default, { mode: 'static', specification: { document: document as never } })
  await app.register(swaggerUi.default, {
    routePrefix: prefix,
    theme: { title: asText(asObject(document['info'])['title']), css: [file('page.css')], js: ['dark-mode.js', 'links.js', ...scripts].map(file) },
    transformSpecification: (_document, request) => documentOf(request.raw),
    transformSpecificationClone: false,
    initOAuth: { scopes: ['all'] },
    uiConfig: { layout: 'BaseLayout', docExpansion: 'list', tryItOutEnabled: true, displayRequestDuration: true, validatorUrl: null, defaultModelsExpandDepth: 0, filter: false }
  })
  await app.ready()
  return app
}
