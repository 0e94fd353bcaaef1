// Swagger UI of the emulator's own contract, at /_emulator/swagger/: without what makes the service's page easy to try.

import type { FastifyInstance } from 'fastify'
import { asObject, asText } from '../contract.js'
import { serveLazyPage, type LazyPageOptions } from '../lazy-page.js'
import { pageHeaders } from '../page-files.js'
import { controlContract } from './control-operation.js'

const prefix = '/_emulator/swagger'

/** Anybody may read it; its calls are let in as all others. */
export function serveControlPage (app: FastifyInstance, page: LazyPageOptions): void {
  serveLazyPage(app, prefix, page, createPage)
}

async function createPage (app: FastifyInstance): Promise<FastifyInstance> {
  const [swagger, swaggerUi] = await Promise.all([import('@fastify/swagger'), import('@fastify/swagger-ui')])
  app.addHook('onRequest', (_request, reply, done) => {
    // Swagger UI styles its elements itself.
    reply.headers({ ...pageHeaders, 'content-security-policy': pageHeaders['content-security-policy'].replace("style-src 'self'", "style-src 'self' 'unsafe-inline'") })
    done()
  })
  await app.register(swagger.default, { mode: 'static', specification: { document: controlContract.document as never } })
  await app.register(swaggerUi.default, {
    routePrefix: prefix,
    theme: { title: asText(asObject(controlContract.document['info'])['title']) },
    uiConfig: { layout: 'BaseLayout', docExpansion: 'list', tryItOutEnabled: true, displayRequestDuration: true, validatorUrl: null, defaultModelsExpandDepth: 0 }
  })
  await app.ready()
  return app
}
