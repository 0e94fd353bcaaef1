// Makes the route of an operation: method, path, checks and success status come from the contract, the rest is the handler's.

import type { FastifyReply, RouteOptions } from 'fastify'
import type { Caller } from '../domain/identity.js'
import { refuseBody } from './body-parser.js'
import { readContract } from './contract.js'
import type { operations } from './generated/okms.js'
import './request.js'

export type OperationId = keyof operations

type Json<Content> = Content extends { content: { 'application/json': infer Body } } ? Body : undefined
type Success<Responses> = Responses[keyof Responses & (200 | 201 | 204)]

export type Query<Id extends OperationId> = NonNullable<operations[Id]['parameters']['query']>
export type Body<Id extends OperationId> = Json<NonNullable<operations[Id]['requestBody']>>
export type Reply<Id extends OperationId> = Json<Success<operations[Id]['responses']>> extends undefined ? void : Json<Success<operations[Id]['responses']>>

/** A request as a handler sees it: checked against the contract, ids in lower case. */
export interface OperationRequest<Id extends OperationId> {
  readonly caller: Caller
  /** For lists: whether the caller may see this resource. Undefined when he may see everything. */
  readonly may: ((urn: string) => boolean) | undefined
  readonly params: Readonly<Record<Exclude<keyof operations[Id]['parameters']['path'], 'okmsId'>, string>>
  readonly query: Query<Id>
  readonly body: Body<Id>
}

export type OperationHandler<Id extends OperationId> = (request: OperationRequest<Id>) => Reply<Id> | Promise<Reply<Id>>

export const contract = readContract('okms')

/** Makes the text of a reply. */
export type ReplyWriter<Id extends OperationId> = (reply: Reply<Id>) => string

export function operation<Id extends OperationId> (id: Id, handler: OperationHandler<Id>, write: ReplyWriter<Id> = JSON.stringify): RouteOptions {
  const description = contract.operations.get(id)
  if (description === undefined) throw new Error(`the contract has no operation ${id}`)
  const { method, url, schema, successStatus, iamActions, mediaTypes, bodyRequired } = description
  return {
    method,
    url,
    schema,
    config: { operationId: id, iamActions, mediaTypes, bodyRequired },
    // Fastify never reads the body of a GET.
    ...(schema.body === undefined && method !== 'GET' ? { preValidation: refuseBody } : {}),
    handler (request, reply) {
      const { caller, may } = request
      if (caller === undefined) throw new Error('an operation was reached without a caller')
      const params = request.params as OperationRequest<Id>['params'] & { keyId?: string }
      if (params.keyId !== undefined) params.keyId = params.keyId.toLowerCase()
      // What validation let through has the contract's type.
      const answer = handler({ caller, may, params, query: request.query as Query<Id>, body: request.body as Body<Id> })
      if (answer instanceof Promise) return answer.then((settled) => send(reply, settled))
      return send(reply, answer)
    }
  }

  /** Official clients want the exact status, and some of them the exact type without a charset (clients.md 1.1, 7). */
  function send (reply: FastifyReply, answer: Reply<Id>): FastifyReply {
    reply.code(successStatus)
    return answer === undefined ? reply.send() : reply.header('content-type', 'application/json').serializer(asIs).send(write(answer))
  }
}

/** With a serializer of our own Fastify leaves the content type alone; without, it adds a charset. */
const asIs = (payload: string) => payload
