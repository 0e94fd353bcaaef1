// Carries out the fault rules that a request hits: the last step before the handler, when operation, caller and
// resource are known, and allowed.

import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest, preHandlerHookHandler } from 'fastify'
import { pathOf } from '../../domain/text/redacted-path.js'
import type { AnyCaller } from '../../domain/access/identity.js'
import type { FaultedRequest } from '../../services/control/faults/fault-matching.js'
import type { FaultOutcome, Faults } from '../../services/control/faults/faults.js'
import { anyCallerOf } from './caller.js'
import { sentMethod } from '../server/list-method.js'
import { noReply } from './records/answer.js'
import type { Delays } from './delays.js'
import { operationResource } from './operation-resource.js'

export interface FaultOptions {
  readonly faults: Pick<Faults, 'ofRequest'>
  readonly delays: Delays
  /** Ends a connection with a TCP reset. */
  readonly reset: (connection: Socket) => void
}

/** Milliseconds by which half of an answer precedes a reset, which would make systems drop what they have not read. */
const headStart = 20

/** @param answered Called for a request that ends here without an answer. */
export function injectFaults (
  { faults, delays, reset }: FaultOptions, answered: (request: FastifyRequest, reply: FastifyReply) => void
): preHandlerHookHandler {
  function endWithoutAnswer (request: FastifyRequest, reply: FastifyReply): void {
    reply.hijack()
    reply.raw.statusCode = noReply
    answered(request, reply)
  }

  const resetLater = (connection: Socket) => { setTimeout(reset, headStart, connection).unref() }

  return (request, reply, done) => {
    const { ofRequest } = faults
    if (ofRequest === undefined) {
      done()
      return
    }
    const fault = ofRequest(faultedRequest(request, anyCallerOf(request)))
    if (fault === undefined) {
      done()
      return
    }
    const { faultId, delay, outcome } = fault
    request.fault = faultId
    delays.wait(delay, reply.raw, () => { act(outcome) }, () => { endWithoutAnswer(request, reply) })

    function act (outcome: FaultOutcome | undefined): void {
      if (outcome?.kind === 'reset') {
        endWithoutAnswer(request, reply)
        reset(request.raw.socket)
      } else if (outcome?.kind === 'refusal') {
        if (outcome.retryAfter !== undefined) reply.header('retry-after', outcome.retryAfter)
        done(outcome.error)
      } else {
        if (outcome?.kind === 'cut') request.cutAnswer = outcome.withReset ? resetLater : closeAfterWrites
        done()
      }
    }
  }
}

const closeAfterWrites = (connection: Socket) => { connection.destroySoon() }

function faultedRequest (request: FastifyRequest, caller: AnyCaller): FaultedRequest {
  return {
    operationId: request.operation.operationId ?? '',
    caller,
    method: () => sentMethod(request.raw),
    path: () => pathOf(request.originalUrl),
    resource: () => operationResource(request, caller)
  }
}

/** Sends the head of an answer and half of its body, and then ends the connection. */
export function sendHalf (
  { raw: { socket } }: FastifyRequest, reply: FastifyReply, payload: unknown, end: (connection: Socket) => void
): void {
  const body = Buffer.from(typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : '')
  const half = body.subarray(0, Math.ceil(body.length / 2) - 1)
  if (body.length > 0) reply.header('content-length', body.length)
  reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value)
  }
  reply.raw.flushHeaders()
  if (half.length > 0) reply.raw.write(half)
  socket.write('', () => { end(socket) })
}
