// Creates the route of an operation: method, path, validation and success status come from its
// contract, the reply from a handler.

import type { FastifyContextConfig, FastifyRequest, RouteOptions } from 'fastify'
import type { ErrorFormat } from '../reply/json-spelling.js'
import { sendJson } from '../reply/send-json.js'
import type { Contract } from './contract.js'
import type { OperationRequest, OperationTypes, Reply } from './operation-types.js'
import '../request.js'

/** @param raw The same request for Fastify, with what the steps of a request set. */
export type OperationHandler<Types extends OperationTypes> =
  (request: OperationRequest<Types>, raw: FastifyRequest) => Reply<Types> | Promise<Reply<Types>>

/** What the reply of every operation has at run time. */
interface AnyReply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | number>>
  readonly body?: unknown
}

/** @param errorFormat How refusals are written; by default in the words that every HTTP front door shares. */
export function contractRoute<Types extends OperationTypes> (
  contract: Contract,
  id: string,
  handle: OperationHandler<Types>,
  errorFormat?: ErrorFormat
): RouteOptions {
  const operation = contract.operations.get(id)
  if (operation === undefined) throw contract.document.member('paths').fault(`no operation ${id}`)
  const { method, url, schema, successStatus, multiSegment, iamActions, resources, mediaTypes, bodyRequired } =
    operation
  const config: FastifyContextConfig = {
    operationId: id, multiSegment, iamActions, resources, mediaTypes, bodyRequired, errorFormat
  }
  return {
    method,
    url,
    schema,
    config,
    async handler (request, reply) {
      const answer = await handle(request as OperationRequest<Types>, request)
      const { status = successStatus, headers = {}, body } = (answer ?? {}) as AnyReply
      // Official clients check for the exact status (clients.md 1.1).
      reply.code(status).headers(headers)
      // Not returned: Fastify would wait for the end of the response, with listeners for each way in which it can end.
      void (body === undefined ? reply.send() : sendJson(reply, body))
    }
  }
}
