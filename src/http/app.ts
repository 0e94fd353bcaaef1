// The HTTP application: every request goes through the steps below, in this order. It listens nowhere; server.ts does.

import { randomUUID } from 'node:crypto'
import { fastify, type FastifyContextConfig, type FastifyInstance, type FastifyReply, type FastifyRequest, type onRequestHookHandler, type RouteOptions } from 'fastify'
import type { Logger } from '../log/logger.js'
import type { Clock } from '../domain/clock.js'
import { maxBodyLength, maxSegmentLength } from '../domain/limits.js'
import type { Authorisation } from '../services/access/authorisation.js'
import type { Journal } from '../services/journal.js'
import type { ServiceAccounts } from '../services/access/service-accounts.js'
import { createAnswer } from './reply/answer.js'
import { authenticate, createOwnDomains, type AuthenticationOptions } from './steps/authenticate.js'
import { authoriseOperations, createDenialReporter, type DenialReports } from './steps/authorise.js'
import { acceptBodies } from './body/body-parser.js'
import { serveControlPage } from '../web/swagger/admin-page.js'
import { serveTokenEndpoint } from '../admin/token-endpoint.js'
import { createErrorHandler } from './reply/error-reply.js'
import type { EventStreams } from '../web/home/event-stream.js'
import { serveHomePage } from '../web/home/home-page.js'
import { createKnownPaths } from './reply/known-paths.js'
import { createNoOperation } from './reply/no-operation.js'
import type { WrittenByHand } from '../web/home/page-events.js'
import { faultOfHead } from './steps/request-head.js'
import { createRequestJournal } from './steps/request-journal.js'
import { createRequestLog } from './steps/request-log.js'
import { createReaderOf } from '../web/swagger/reader.js'
import { serveSwagger } from '../web/swagger/swagger.js'
import { createValidatorCompiler } from './contract/validation.js'

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
    /** Refuses whoever may not use them. */
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

  // 5. The control door: whoever may use it first, then the checks above, then the route.
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
