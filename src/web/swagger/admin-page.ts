// Swagger UI of the emulator's own contract, at /_emulator/swagger/: without what makes the service's page easy to try. /_emulator/ leads there.

import type { FastifyInstance } from 'fastify'
import { errorExamples, withErrorExamples } from './swagger-examples.js'
import { serveSwaggerUi } from './swagger-ui.js'
import { controlContract } from '../../admin/admin-operation.js'

const root = '/_emulator'
const prefix = `${root}/swagger`

/** Anybody may read it; its calls are let in as all others. */
export function serveControlPage (app: FastifyInstance): void {
  serveSwaggerUi(app, { prefix, document: withErrorExamples(controlContract.document, errorExamples.adminApi), scripts: [] })
  for (const url of [root, `${root}/`]) app.get(url, (_request, reply) => reply.redirect(`${prefix}/`))
}
