// An optional limit of requests per second for each caller (choices.md 28), to test how a client handles a 429.

import type { FastifyInstance, onRequestHookHandler } from 'fastify'
import type { Clock } from '../../domain/clock.js'
import { httpErrors } from '../reply/http-errors.js'
import { refusal } from '../../domain/errors/domain-error.js'

/** Callers that sign their body are known once it was read; all others before. */
export function limitCallers (scope: FastifyInstance, limit: onRequestHookHandler): void {
  scope.addHook('onRequest', function (request, reply, done) {
    if (request.caller === undefined) done()
    else limit.call(this, request, reply, done)
  })
  scope.addHook('preHandler', function (request, reply, done) {
    if (request.checkBody === undefined) done()
    else limit.call(this, request, reply, done)
  })
}

/** @param perSecond Requests that a caller may make in each second of the clock. */
export function limitRate (perSecond: number, clock: Clock): onRequestHookHandler {
  let second = 0
  let counts = new Map<string, number>()

  return (request, reply, done) => {
    const now = Math.floor(clock() / 1000)
    if (now !== second) {
      second = now
      counts = new Map()
    }
    const name = request.caller?.credentialId ?? request.caller?.identities[0] ?? ''
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    if (count > perSecond) {
      // Official clients wait for this time (clients.md 1.1).
      reply.header('retry-after', '1')
      throw refusal(httpErrors.TooManyRequests, perSecond)
    }
    done()
  }
}
