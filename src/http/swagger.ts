// Swagger UI at /swagger/, offline, from the contract that the routes are made of.

import type { FastifyInstance } from 'fastify'
import { asObject, asText, readIamActions, type JsonObject } from './contract.js'
import { contract } from './operation.js'

/** Nothing comes from elsewhere and nothing goes elsewhere. Swagger UI draws its icons from data URLs and styles its elements itself. */
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/**
 * Adds the page, for everybody to read. It is an app of its own, built when the page is first asked for: the plug-ins take longer to
 * load than all the rest of a start.
 */
export function serveSwagger (app: FastifyInstance, createApp: (idOf: (request: object) => string) => FastifyInstance): void {
  const ids = new WeakMap<object, string>()
  let page: Promise<FastifyInstance> | undefined
  for (const url of ['/swagger', '/swagger/*']) {
    app.route({
      method: 'GET',
      url,
      async handler (request, reply) {
        page ??= createPage(createApp((raw) => ids.get(raw) ?? ''))
        const pages = await page
        reply.hijack()
        ids.set(request.raw, request.id)
        reply.raw.setHeader('x-request-id', request.id)
        pages.routing(request.raw, reply.raw)
      }
    })
  }
  app.addHook('onClose', async () => { await (await page)?.close() })
}

async function createPage (app: FastifyInstance): Promise<FastifyInstance> {
  const [swagger, swaggerUi] = await Promise.all([import('@fastify/swagger'), import('@fastify/swagger-ui')])
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers({ 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    done()
  })
  await app.register(swagger.default, { mode: 'static', specification: { document: withIamTables(contract.document) as never } })
  await app.register(swaggerUi.default, {
    routePrefix: '/swagger',
    theme: { title: asText(asObject(contract.document['info'])['title']) },
    uiConfig: { docExpansion: 'list', tryItOutEnabled: true, displayRequestDuration: true, validatorUrl: null }
  })
  await app.ready()
  return app
}

/** Each operation's description gets the table of its IAM actions, as on the service's own page (service.md 11.4). */
function withIamTables (document: JsonObject): JsonObject {
  const paths = Object.entries(asObject(document['paths'])).map(([path, item]) => [path, Object.fromEntries(Object.entries(asObject(item)).map(([method, operation]) => [method, withIamTable(asObject(operation))]))])
  return { ...document, paths: Object.fromEntries(paths) as JsonObject }
}

function withIamTable (operation: JsonObject): JsonObject {
  const actions = readIamActions(operation['x-iam-actions'])
  if (actions.length === 0) return operation
  const rows = actions.map(({ action, on, given }) => `| ${action} | on the ${places[on] ?? on}${given === undefined ? '' : `, when ${given.join(' or ')} is given`} |`)
  return { ...operation, description: `${asText(operation['description'])}\n\n| Action IAM | Needed |\n| --- | --- |\n${rows.join('\n')}\n` }
}

const places: Readonly<Record<string, string>> = { domain: 'okms domain', serviceKey: 'service key', transportKey: 'transport key' }
