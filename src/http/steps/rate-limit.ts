// A limit of requests a second for each caller, when one is configured (choices.md 28): for tests of how a client takes a 429.

import type { onRequestHookHandler } from 'fastify'
import type { Clock } from '../../domain/clock.js'
import { errors, refusal } from '../../domain/errors/errors.js'

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
      // Official clients wait as long as this says (clients.md 1.1).
      reply.header('retry-after', '1')
      throw refusal(errors.TooManyRequests, perSecond)
    }
    done()
  }
}
