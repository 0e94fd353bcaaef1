// Makes the route of an operation of either contract: method, path, checks and success status come from there, the answer from a handler.

import { types } from 'node:util'
import type { FastifyContextConfig, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { refuseBody } from '../body/body-parser.js'
import type { Contract } from './contract.js'
import '../reply/answer.js'
import '../request.js'

/** What openapi-typescript says of an operation. */
interface OperationTypes {
  readonly parameters: { readonly query?: unknown, readonly path?: unknown }
  readonly requestBody?: unknown
  readonly responses: unknown
}

type Json<Content> = Content extends { content: { 'application/json': infer Body } } ? Body : undefined
type Success<Responses> = Responses[keyof Responses & (200 | 201 | 204)]

export type Query<Types extends OperationTypes> = NonNullable<Types['parameters']['query']>
export type Body<Types extends OperationTypes> = Json<NonNullable<Types['requestBody']>>
export type Reply<Types extends OperationTypes> = Json<Success<Types['responses']>> extends undefined ? void : Json<Success<Types['responses']>>

/**
 * @param answer Gets what validation let through, which has the contract's types. Undefined: no body.
 * @param write Makes the JSON of a reply.
 */
export function contractRoute<Answer> (contract: Contract, id: string, answer: (request: FastifyRequest) => Answer | Promise<Answer>, write: (answered: Answer) => string | Buffer = JSON.stringify): RouteOptions {
  const description = contract.operations.get(id)
  if (description === undefined) throw new Error(`the contract has no operation ${id}`)
  const { method, url, schema, successStatus, iamActions, mediaTypes, bodyRequired } = description
  const config: FastifyContextConfig = { operationId: id, iamActions, mediaTypes, bodyRequired }
  return {
    method,
    url,
    schema,
    config,
    onRequest (request, _reply, done) {
      request.operation = config
      done()
    },
    // Fastify never reads the body of a GET.
    ...(schema.body === undefined && method !== 'GET' ? { preValidation: refuseBody } : {}),
    handler (request, reply) {
      const answered = answer(request)
      // Nothing is given back: Fastify would wait for a promise, and for a reply, in turns of its own.
      if (types.isPromise(answered)) answered.then((settled) => { send(reply, settled) }).catch((error: unknown) => { reply.send(error) })
      else send(reply, answered)
    }
  }

  /** Official clients want the exact status (clients.md 1.1). */
  function send (reply: FastifyReply, answered: Answer): void {
    reply.answer(successStatus, answered === undefined ? undefined : write(answered))
  }
}
