// Creates the route of an operation: method, path, validation and success status come from its
// contract, the reply from a handler.

import type { FastifyContextConfig, FastifyRequest, RouteOptions } from 'fastify'
import type { ErrorFormat } from '../reply/json-spelling.js'
import { sendJson } from '../reply/send-json.js'
import { optionalBody } from '../validation/validation.js'
import type { Contract, ContractOperation, JsonObject } from './contract.js'
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
  const { method, url, successStatus, multiSegment, iamActions, resources, mediaTypes, bodyRequired, vault } = operation
  const { maxBody, isOpen, errorClasses } = operation
  const config: FastifyContextConfig = {
    operationId: id,
    multiSegment,
    iamActions,
    resources,
    mediaTypes,
    bodyRequired,
    vault,
    errorFormat,
    isOpen,
    errorClasses
  }
  const headersOf = headerReader(operation)
  return {
    method,
    url,
    schema: checkedParts(operation),
    config,
    ...(maxBody === undefined ? {} : { bodyLimit: maxBody }),
    async handler (request, reply) {
      const answer = await handle(requestFor(request, headersOf(request)), request)
      const { status = successStatus, headers = {}, body } = (answer ?? {}) as AnyReply
      // Official clients check for the exact status (clients.md 1.1).
      reply.code(status).headers(headers)
      // Not returned: Fastify would wait for the end of the response, with listeners for each way in which it can end.
      void (body === undefined ? reply.send() : sendJson(reply, body))
    }
  }
}

/** Bodies and queries of the KV v2 API are checked where they are read, as Vault reads them. */
function checkedParts ({ schema, vault, bodyRequired }: ContractOperation): ContractOperation['schema'] {
  if (!vault) return bodyRequired || schema.body === undefined ? schema : { ...schema, body: optional(schema.body) }
  const { body: _body, querystring: _query, ...others } = schema
  return others
}

const optional = (body: JsonObject): JsonObject => ({ ...body, [optionalBody]: true })

/** Reads the headers of the contract alone; validation.ts adds them in its spelling, decoded. */
function headerReader ({ schema: { headers } }: ContractOperation): (request: FastifyRequest) => object {
  const names = Object.keys(headers?.['properties'] ?? {})
  if (names.length === 0) return () => none
  return ({ headers }) => Object.fromEntries(names.flatMap((name) => name in headers ? [[name, headers[name]]] : []))
}

const none = {}

const requestFor = <Types extends OperationTypes>({ params, query, body }: FastifyRequest, headers: object) =>
  ({ params, query, body, headers }) as OperationRequest<Types>
