// Creates the route of an operation: method, path, validation and success status come from its contract, the reply from a handler.

import { types } from 'node:util'
import type { FastifyContextConfig, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { refuseBody } from '../body/body-parser.js'
import type { Contract } from './contract.js'
import '../reply/answer.js'
import '../request.js'

/** The type of an operation from openapi-typescript. */
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
 * @param answer Receives the validated request, which has the types of the contract. Undefined: no body.
 * @param write Writes the JSON of a reply.
 */
export function contractRoute<Answer> (contract: Contract, id: string, answer: (request: FastifyRequest) => Answer | Promise<Answer>, write: (answered: Answer) => string | Buffer = JSON.stringify): RouteOptions {
  const description = contract.operations.get(id)
  if (description === undefined) throw contract.document.member('paths').fault(`no operation ${id}`)
  const { method, url, schema, successStatus, iamActions, resources, mediaTypes, bodyRequired } = description
  const config: FastifyContextConfig = { operationId: id, iamActions, resources, mediaTypes, bodyRequired }
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
      // Returns nothing: Fastify would wait for a promise and a reply in additional turns of the event loop.
      if (types.isPromise(answered)) answered.then((settled) => { send(reply, settled) }).catch((error: unknown) => { reply.send(error) })
      else send(reply, answered)
    }
  }

  /** Official clients check for the exact status (clients.md 1.1). */
  function send (reply: FastifyReply, answered: Answer): void {
    reply.answer(successStatus, answered === undefined ? undefined : write(answered))
  }
}
