// The HTTP application: every request passes the steps below, in this order. It does not listen; server.ts does.

import {
  fastify, type FastifyInstance, type FastifyReply, type FastifyRequest, type onRequestHookHandler, type RouteOptions
} from 'fastify'
import type { Logger } from '../log/logger.js'
import type { Clocks } from '../domain/clock.js'
import type { Randomness } from '../domain/random.js'
import type { ResourceExists } from '../domain/resource.js'
import { maxBodyLength, maxSegmentLength } from '../domain/limits.js'
import { systemRandom } from '../crypto/random/system-random.js'
import type { Authorisation } from '../services/access/authorisation.js'
import type { Journal } from '../services/control/journal/journal.js'
import type { Metrics } from '../services/metrics.js'
import { createDoorOf, type Door } from './door.js'
import { createCallerDomains, type AuthenticationOptions } from './steps/authenticate.js'
import { authoriseOperations, createDenialReporter, type DenialReports } from './steps/authorise.js'
import { injectFaults, sendHalf, type FaultOptions } from './steps/fault.js'
import { acceptBodies } from './body/body-parser.js'
import { createErrorHandler } from './reply/error-reply.js'
import { createKnownPaths } from './reply/known-paths.js'
import { createUnknownRoute } from './reply/unknown-route.js'
import { answerOf, createRequestTime } from './steps/records/answer.js'
import { limitCallers } from './steps/rate-limit.js'
import { admitOnPlainPort } from './steps/plain-port.js'
import { faultOfHead } from './steps/request-head.js'
import { createRequestJournal } from './steps/records/request-journal.js'
import { createRequestLog } from './steps/records/request-log.js'
import { createPathRewriter } from './contract/multi-segment-paths.js'
import { noSchemaCompilers } from './validation/no-schema-compilers.js'
import { createValidatorCompiler } from './validation/validation.js'

export interface AppOptions extends AuthenticationOptions {
  readonly log: Logger
  /** Called once the caller is known; undefined when there is no limit. */
  readonly limit: onRequestHookHandler | undefined
  readonly authorisation: Authorisation
  readonly reports: DenialReports
  readonly journal: Pick<Journal, 'record'>
  /** Operations whose requests are recorded in the journal. */
  readonly recorded: readonly string[]
  readonly faults: FaultOptions
  /** Undefined where metrics are off. */
  readonly metrics: Pick<Metrics, 'operation'> | undefined
  readonly clocks: Clocks
  /** For the ids of requests and refusals; by default that of the system. */
  readonly randomness?: Randomness
  /** For every kind of resource; true for those of which it does not matter. */
  readonly exists: ResourceExists
  /** The APIs of the service. */
  readonly doors: readonly Door[]
  readonly admin: {
    /** Operations of the contract of the admin API. */
    readonly operations: readonly RouteOptions[]
    /** Rejects callers that may not use them. */
    readonly admit: onRequestHookHandler
    /** Routes of the contract that write their replies by themselves. */
    readonly serve?: (scope: StreamScope) => void
  }
  /** What needs no caller: a token in exchange for a secret, and pages. They pass steps 1 to 3. */
  readonly open: ReadonlyArray<(app: FastifyInstance, writtenByHand: WrittenByHand) => void>
}

/** Takes a reply out of Fastify's hands, to be written to `reply.raw`. */
export type WrittenByHand = (request: FastifyRequest, reply: FastifyReply) => void

/** What routes need that write their replies by themselves. */
export interface StreamScope {
  readonly scope: FastifyInstance
  /** Rejects callers that may not, or not any more, use the admin API. */
  readonly admit: onRequestHookHandler
  readonly writtenByHand: WrittenByHand
}

export function createApp ({
  log, doors, limit, authorisation, reports, admin, open, journal, recorded, faults, metrics, clocks, exists,
  randomness = systemRandom, ...access
}: AppOptions): FastifyInstance {
  const logRequest = createRequestLog(log)
  const recordRequest = createRequestJournal({ journal, domains: access.domains, recorded: new Set(recorded) })
  const reportDenials = createDenialReporter({ authorisation, reports, log })
  const timeOf = createRequestTime(clocks)
  const requestIds = randomness.source('requests')
  function answered (request: FastifyRequest, reply: FastifyReply): void {
    const answer = answerOf(request, timeOf)
    logRequest(request, reply, answer)
    recordRequest(request, reply, answer)
    reportDenials?.(request, reply, answer)
    metrics?.operation(request.operation.operationId, reply.statusCode, answer.milliseconds)
  }
  const paths = createKnownPaths()
  const unknownRoute = createUnknownRoute({ paths, ownDomains: createCallerDomains(access) })
  const doorOf = createDoorOf(doors)
  const answerError = createErrorHandler({
    log, unknownRoute, timeOf, formatOf: (url) => doorOf(url)?.errorFormat, newId: randomness.source('refusals').uuid
  })
  const routes = [...doors.flatMap(({ operations }) => operations), ...admin.operations]
  const rewritePath = createPathRewriter(routes.map(({ method, url, config }) => ({ method, url, ...config })), exists)
  function nameRequest (request: FastifyRequest, reply: FastifyReply): void {
    reply.header('x-request-id', request.id)
    const { requestIdHeader } = doorOf(request.originalUrl) ?? {}
    if (requestIdHeader !== undefined) reply.header(requestIdHeader, request.id)
  }
  const app = fastify({
    logger: false,
    genReqId: () => requestIds.uuid(),
    requestIdHeader: false,
    bodyLimit: maxBodyLength,
    // Secret paths and long ids exceed the default limit of 100, which would cause a 414.
    routerOptions: { maxParamLength: maxSegmentLength },
    schemaController: noSchemaCompilers,
    rewriteUrl: ({ method = '', url = '' }) => rewritePath(method, url),
    // Paths that the router cannot parse do not reach the hooks and handlers below.
    frameworkErrors (error, request, reply) {
      Object.assign(request, { startedAt: performance.now(), operation: {} })
      nameRequest(request, reply)
      answerError(error, request, reply)
      answered(request, reply)
    }
  })

  app.decorateRequest('startedAt', 0)
  app.decorateRequest('operation')
  app.decorateRequest('caller', undefined)
  app.decorateRequest('refusal', undefined)
  app.decorateRequest('isVisible', undefined)
  app.decorateRequest('authoriseAgain', undefined)
  app.decorateRequest('fault', undefined)
  app.decorateRequest('cutAnswer', undefined)
  app.decorateRequest('checkBody', undefined)

  // 1. A request id (choices.md 27), a check for ambiguous headers, and one log line when the request is
  // answered. A hook at the end of the response would cost two listeners per request, and would miss
  // clients that disconnect earlier.
  app.addHook('onRequest', (request, _reply, done) => {
    request.startedAt = performance.now()
    // Fastify makes the description of a route again at each access.
    request.operation = request.routeOptions.config
    const fault = faultOfHead(request.raw)
    if (fault === undefined) admitOnPlainPort(request, doorOf)
    done(fault)
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    nameRequest(request, reply)
    answered(request, reply)
    if (request.cutAnswer === undefined) done()
    else sendHalf(request, reply, payload, request.cutAnswer)
  })
  // Event streams bypass Fastify and do not trigger this hook.
  const writtenByHand: WrittenByHand = (request, reply) => {
    reply.hijack()
    reply.raw.once('close', () => { answered(request, reply) })
  }

  // 2. Refusals and unexpected errors of every step become replies.
  app.setErrorHandler(answerError)
  app.addHook('onRoute', ({ method, url, config }) => { paths.add(method, url, config?.multiSegment) })
  app.setNotFoundHandler((request, reply) => { throw unknownRoute(request, reply) })

  // 3. Bodies are parsed, and requests are validated against the contract.
  acceptBodies(app)
  app.setValidatorCompiler(createValidatorCompiler())

  // 4. Operations: the caller first, then the checks above, then the policies, then faults, then the route.
  for (const door of doors) {
    void app.register((scope, _options, done) => {
      scope.addHook('onRequest', door.authenticate)
      if (limit !== undefined) limitCallers(scope, limit)
      authoriseOperations(scope, authorisation, exists)
      scope.addHook('preHandler', injectFaults(faults, answered))
      for (const route of door.operations) scope.route(route)
      done()
    })
  }

  // 5. The admin API: first whether the caller may use it, then the checks above, then the route.
  void app.register((scope, _options, done) => {
    scope.addHook('onRequest', admin.admit)
    for (const route of admin.operations) scope.route(route)
    admin.serve?.({ scope, admit: admin.admit, writtenByHand })
    done()
  })

  // 6. What needs no caller.
  for (const serve of open) serve(app, writtenByHand)
  return app
}
