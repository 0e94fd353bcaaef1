// Swagger UI of the admin API at /_emulator/swagger/, without the additions to the service's
// page. /_emulator/ redirects there.

import type { FastifyInstance } from 'fastify'
import { withErrorExamples, type ErrorExamples } from './swagger-examples.js'
import { serveSwaggerUi } from './swagger-ui.js'
import { contracts } from '../../http/contract/contract.js'

const root = '/_emulator'
const prefix = `${root}/swagger`

/** The page is public; its calls are authenticated like all others. */
export function serveAdminPage (app: FastifyInstance, examples: ErrorExamples): void {
  serveSwaggerUi(app, { prefix, document: withErrorExamples(contracts.emulator.document, examples), scripts: [] })
  for (const url of [root, `${root}/`]) app.get(url, (_request, reply) => reply.redirect(`${prefix}/`))
}
