// The HTTP application: every request goes through the steps below, in this order. It listens nowhere; server.ts does.

import { randomUUID } from 'node:crypto'
import { fastify, type FastifyContextConfig, type FastifyInstance, type FastifyReply, type FastifyRequest, type onRequestHookHandler, type RouteOptions } from 'fastify'
import type { Logger } from './logger.js'
import type { Clock } from '../domain/clock.js'
import { maxBodyLength, maxSegmentLength } from '../domain/limits.js'
import type { Authorisation } from '../services/authorisation.js'
import type { Journal } from '../services/journal.js'
import type { ServiceAccounts } from '../services/service-accounts.js'
import { createAnswer } from './answer.js'
import { authenticate, createOwnDomains, type AuthenticationOptions } from './authenticate.js'
import { authoriseOperations, createDenialReporter, type DenialReports } from './authorise.js'
import { acceptBodies } from './body-parser.js'
import { serveControlPage } from './control/control-page.js'
import { serveTokenEndpoint } from './control/token-endpoint.js'
import { createErrorHandler } from './error-reply.js'
import type { EventStreams } from './event-stream.js'
import { serveHomePage } from './home-page.js'
import { createKnownPaths } from './known-paths.js'
import { createNoOperation } from './no-operation.js'
import type { WrittenByHand } from './page-events.js'
import { faultOfHead } from './request-head.js'
import { createRequestJournal } from './request-journal.js'
import { createRequestLog } from './request-log.js'
import { createReaderOf } from './reader.js'
import { serveSwagger } from './swagger.js'
import { createValidatorCompiler } from './validation.js'

export interface AppOptions extends AuthenticationOptions {
  readonly log: Logger
  /** Asked after the caller is known; undefined when nothing limits him. */
  readonly limit: onRequestHookHandler | undefined
  readonly authorisation: Authorisation
  readonly reports: DenialReports
  readonly journal: Journal
  readonly streams: EventStreams
  readonly clock: Clock
  /** The credential whose certificate is in client.pem, for the page that says what to copy. */
  readonly defaultCredentialId?: string
  /** Operations of the contract; each needs a caller. */
  readonly operations: readonly RouteOptions[]
  readonly control: {
    /** Operations of the emulator's own contract. */
    readonly operations: readonly RouteOptions[]
    /** Rejects callers that may not use them. */
    readonly admit: onRequestHookHandler
  }
  readonly serviceAccounts: Pick<ServiceAccounts, 'exchange'>
}

/** Fastify would load its own while it starts, for a tenth of the time. Requests are checked by step 3, replies arrive as text. */
const noCompilers = {
  buildValidator: () => () => { throw new Error('a schema came before the compiler that checks it') },
  buildSerializer: () => () => JSON.stringify
}

const noOperationYet: FastifyContextConfig = {}

export function createApp ({ log, operations, limit, authorisation, reports, control, serviceAccounts, journal, streams, clock, defaultCredentialId, ...access }: AppOptions): FastifyInstance {
  const logRequest = createRequestLog(log)
  const keepInJournal = createRequestJournal(journal, clock)
  const reportDenials = createDenialReporter({ authorisation, reports, log })
  function begun (request: FastifyRequest): void {
    // All of them, in one place, so that every request has the same shape. Fastify's decorators do that too, at ten times the cost.
    request.startedAt = performance.now()
    request.operation = noOperationYet
    request.caller = undefined
    request.refused = undefined
    request.may = undefined
  }
  function answered (request: FastifyRequest, reply: FastifyReply): void {
    const milliseconds = performance.now() - request.startedAt
    // Refused before its route was reached.
    if (request.operation === noOperationYet) request.operation = request.routeOptions.config
    logRequest(request, reply, milliseconds)
    keepInJournal(request, reply, milliseconds)
    reportDenials?.(request, reply)
  }
  const paths = createKnownPaths()
  const noOperation = createNoOperation({ paths, ownDomains: createOwnDomains(access) })
  const answerError = createErrorHandler(log, noOperation)
  const app = fastify({
    logger: false,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: maxBodyLength,
    // Secret paths and long ids are longer than the default of 100, which would answer 414.
    routerOptions: { maxParamLength: maxSegmentLength },
    schemaController: { compilersFactory: noCompilers },
    // Paths that the router cannot read get to no hook and no handler below.
    frameworkErrors (error, request, reply) {
      begun(request)
      reply.header('x-request-id', request.id)
      answerError(error, request, reply)
      answered(request, reply)
    }
  })

  // 1. A name for the request (choices.md 27), a head that means one thing only, and one log line when it is answered. A hook at the
  // end of the response would cost two listeners a request, and say nothing of a client that hung up before.
  app.addHook('onRequest', (request, _reply, done) => {
    begun(request)
    done(faultOfHead(request.raw))
  })
  app.addHook('onSend', (request, reply, _payload, done) => {
    reply.header('x-request-id', request.id)
    answered(request, reply)
    done()
  })
  // What is written past Fastify passes no such hook: the answers of operations, and streams of events.
  app.decorateReply('answer', createAnswer(answered))
  const writtenByHand: WrittenByHand = (request, reply) => {
    reply.hijack()
    reply.raw.once('close', () => { answered(request, reply) })
  }

  // 2. Refusals and surprises, from whichever step, become replies.
  app.setErrorHandler(answerError)
  app.addHook('onRoute', ({ method, url }) => { paths.add(method, url) })
  app.setNotFoundHandler((request, reply) => { throw noOperation(request, reply) })

  // 3. Bodies are parsed and everything is checked against the contract.
  acceptBodies(app)
  app.setValidatorCompiler(createValidatorCompiler())

  // 4. Operations: the caller first, then the checks above, then the policies, then the route.
  void app.register((scope, _options, done) => {
    scope.addHook('onRequest', authenticate(access))
    if (limit !== undefined) scope.addHook('onRequest', limit)
    authoriseOperations(scope, authorisation)
    for (const route of operations) scope.route(route)
    done()
  })

  // 5. The admin API: first whether the caller may use it, then the checks above, then the route.
  void app.register((scope, _options, done) => {
    scope.addHook('onRequest', control.admit)
    for (const route of control.operations) scope.route(route)
    done()
  })

  // 6. What anybody may ask for: a token in exchange for a secret, and pages.
  serveTokenEndpoint(app, serviceAccounts)
  serveSwagger(app, createReaderOf(access))
  serveControlPage(app)
  serveHomePage(app, { ...access, journal, authorisation, streams, writtenByHand, defaultCredentialId })
  return app
}
