// The HTTP application: every request goes through the steps below, in this order. It listens nowhere; server.ts does.

import { randomUUID } from 'node:crypto'
import { fastify, type FastifyInstance, type onRequestHookHandler, type RouteOptions } from 'fastify'
import type { Logger } from 'pino'
import { errors, refusal } from '../domain/errors.js'
import { maxBodyLength } from '../domain/limits.js'
import type { Authorisation } from '../services/authorisation.js'
import { authenticate, type AuthenticationOptions } from './authenticate.js'
import { authoriseOperations, type DenialReports } from './authorise.js'
import { acceptBodies } from './body-parser.js'
import { createErrorHandler } from './error-reply.js'
import { createRequestLog } from './request-log.js'
import { serveSwagger } from './swagger.js'
import { createValidatorCompiler } from './validation.js'

export interface AppOptions extends AuthenticationOptions {
  readonly log: Logger
  /** Asked after the caller is known; undefined when nothing limits him. */
  readonly limit: onRequestHookHandler | undefined
  readonly authorisation: Authorisation
  readonly reports: DenialReports
  /** Operations of the contract; each needs a caller. */
  readonly operations: readonly RouteOptions[]
}

export function createApp ({ log, operations, limit, authorisation, reports, ...access }: AppOptions): FastifyInstance {
  const app = fastify({
    logger: false,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: maxBodyLength,
    // Secret paths and long ids are longer than the default of 100, which would answer 414.
    routerOptions: { maxParamLength: 1024 }
  })
  app.decorateRequest('caller')
  app.decorateRequest('errorCategory')
  app.decorateRequest('may')

  // 1. A name for the request (choices.md 27), and one log line when it is over.
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    logRequest(request, reply)
    done()
  })
  const logRequest = createRequestLog(log)

  // 2. Refusals and surprises, from whichever step, become replies.
  app.setErrorHandler(createErrorHandler(log))
  app.setNotFoundHandler((request) => {
    throw refusal(errors.RouteNotFound, request.method, request.url.split('?', 1)[0] ?? '', '; the operations are listed at /swagger/')
  })

  // 3. Bodies are parsed and everything is checked against the contract.
  acceptBodies(app)
  app.setValidatorCompiler(createValidatorCompiler())

  // 4. Operations: the caller first, then the checks above, then the policies, then the route.
  void app.register((scope, _options, done) => {
    scope.addHook('onRequest', authenticate(access))
    if (limit !== undefined) scope.addHook('onRequest', limit)
    authoriseOperations(scope, { authorisation, reports, log })
    for (const route of operations) scope.route(route)
    done()
  })

  // 5. Pages that anybody may read.
  serveSwagger(app, () => fastify({ logger: false }))
  return app
}
