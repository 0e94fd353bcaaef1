// Swagger UI of the OVHcloud API at /swagger/ovh-api/.

import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { contracts, type Contract } from '../../http/contract/contract.js'
import { ovhApiDocument, withOkmsId } from './ovh-api-document.js'
import { annotate, type Viewer } from './swagger-document.js'
import { withErrorExamples, type ErrorExamples } from './swagger-examples.js'
import { serveSwaggerUi } from './swagger-ui.js'

/** Adds the page, readable without credentials. */
export function serveOvhApiPage (
  app: FastifyInstance, readerOf: (request: IncomingMessage) => Viewer, examples: ErrorExamples
): void {
  const shown = ({ document }: Contract) => withErrorExamples(annotate(document), examples)
  const document = ovhApiDocument(shown(contracts.ovhApiV2), shown(contracts.ovhApiV1))
  serveSwaggerUi(app, {
    prefix: '/swagger/ovh-api',
    document,
    scripts: [],
    documentOf: (request) => withOkmsId(document, readerOf(request).okmsId)
  })
}
