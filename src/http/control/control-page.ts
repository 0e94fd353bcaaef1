// Swagger UI of the emulator's own contract, at /_emulator/swagger/: without what makes the service's page easy to try.

import type { FastifyInstance } from 'fastify'
import { serveSwaggerUi } from '../swagger-ui.js'
import { controlContract } from './control-operation.js'

const prefix = '/_emulator/swagger'

/** Anybody may read it; its calls are let in as all others. */
export function serveControlPage (app: FastifyInstance): void {
  serveSwaggerUi(app, { prefix, document: controlContract.document, scripts: [] })
}
