// Parses the contract once and provides what a route needs for each operationId.

import type { HTTPMethods } from 'fastify'
import { contractDocuments, type JsonObject } from './contract-documents.js'
import { ContractValue } from './contract-value.js'
import { readIamActions, type IamAction } from './iam-action.js'
import { createResolver } from './references.js'
import { readResourcePlaces, type ResourcePlace } from '../resource-place.js'

export type { JsonObject } from './contract-documents.js'

export interface ContractOperation {
  readonly operationId: string
  readonly method: HTTPMethods
  /** In Fastify's spelling: `/api/:okmsId/v1/random`. */
  readonly url: string
  /** The path parameter with `x-multi-segment`: it takes any number of segments (multi-segment-paths.ts). */
  readonly multiSegment: string | undefined
  /** JSON Schemas, references resolved. */
  readonly schema: {
    readonly params?: JsonObject
    readonly querystring?: JsonObject
    /** Of the headers among its parameters, which keep the spelling of the contract; undefined where there are none. */
    readonly headers?: JsonObject
    readonly body?: JsonObject
  }
  /** An operation of the KV v2 API (`x-vault`): its bodies and queries are read as Vault reads them. */
  readonly vault: boolean
  readonly bodyRequired: boolean
  /** Largest body in bytes (`x-max-body`); undefined for the limit of every other operation. */
  readonly maxBody: number | undefined
  /** Accepted request types; empty when there is no body. */
  readonly mediaTypes: readonly string[]
  /** The lowest documented 2xx: the status of a reply that names none. */
  readonly successStatus: number
  /** By status. */
  readonly replies: ReadonlyMap<number, ContractReply>
  readonly iamActions: readonly IamAction[]
  /** Whether it needs no caller (`security: []`). */
  readonly isOpen: boolean
  /** Where a request names resources. */
  readonly resources: readonly ResourcePlace[]
  /** What the class of a refusal may end with (`x-error-classes`); empty for APIs whose refusals have none. */
  readonly errorClasses: readonly string[]
}

export interface ContractReply {
  /** The type of the body; undefined where there is none. */
  readonly mediaType: string | undefined
  /** JSON Schema of the body. */
  readonly body: JsonObject | undefined
  /** By name, in the spelling of the contract. */
  readonly headers: ReadonlyMap<string, { readonly schema: JsonObject, readonly required: boolean }>
}

export interface Contract {
  /** The document as it was written. */
  readonly document: ContractValue
  readonly operations: ReadonlyMap<string, ContractOperation>
}

const methods: readonly HTTPMethods[] = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE']

/** Throws ContractFault. */
export function readDocument (file: string, content: JsonObject): Contract {
  const document = new ContractValue(content, file)
  const resolve = createResolver(document)
  const operations = new Map<string, ContractOperation>()
  for (const [path, item] of document.member('paths').members()) {
    for (const method of methods) {
      const written = item.member(method.toLowerCase())
      if (written.value === undefined) continue
      const operation = readOperation(path, method, written.with(resolve(written)))
      const { operationId } = operation
      if (operations.has(operationId)) throw written.member('operationId').fault(`another operation is called ${operationId} too`)
      operations.set(operationId, operation)
    }
  }
  if (operations.size === 0) throw document.member('paths').fault('no operation')
  return { document, operations }
}

/** @param operation Its references are resolved. */
function readOperation (path: string, method: HTTPMethods, operation: ContractValue): ContractOperation {
  const requestBody = operation.member('requestBody')
  const content = requestBody.member('content').members()
  const [body] = content.map(([, media]) => schemaOf(media))
  const responses = operation.member('responses')
  const replies = new Map(responses.members().map(([status, reply]) => [Number(status), readReply(reply)]))
  const successStatus = [...replies.keys()].sort((one, other) => one - other).find((status) => status < 300)
  if (successStatus === undefined) throw responses.fault('no status of success, such as 200')
  const parameters = operation.member('parameters')
  const ofPath = parameterSchema('path', parameters)
  const undescribed = [...path.matchAll(/\{(\w+)\}/g)]
    .map(([, name = '']) => name)
    .find((name) => !Object.hasOwn(ofPath.properties, name))
  if (undescribed !== undefined) throw parameters.fault(`no parameter ${undescribed} in the path`)
  const [multiSegment, ambiguous] = parameters.items()
    .filter((parameter) => parameter.member('x-multi-segment').value === true)
  if (ambiguous !== undefined) throw ambiguous.fault('a path can have only one parameter with x-multi-segment')
  const headers = parameterSchema('header', parameters)
  const maxBody = requestBody.member('x-max-body').value
  return {
    operationId: operation.member('operationId').text(),
    method,
    url: path.replace(/\{(\w+)\}/g, ':$1'),
    multiSegment: multiSegment?.member('name').text(),
    schema: {
      params: ofPath,
      // A query parameter without a name here is refused; a path has only those that the router found.
      querystring: { ...parameterSchema('query', parameters), additionalProperties: false },
      ...(Object.keys(headers.properties).length === 0 ? {} : { headers }),
      ...(body === undefined ? {} : { body })
    },
    vault: operation.member('x-vault').value === true,
    bodyRequired: requestBody.member('required').value === true,
    maxBody: typeof maxBody === 'number' ? maxBody : undefined,
    mediaTypes: content.map(([type]) => type),
    successStatus,
    replies,
    iamActions: readIamActions(operation),
    isOpen: operation.member('security').value !== undefined && operation.member('security').items().length === 0,
    resources: readResourcePlaces(operation),
    errorClasses: operation.member('x-error-classes').items().map((name) => name.text())
  }
}

function readReply (reply: ContractValue): ContractReply {
  const headers = reply.member('headers').members().map(([name, header]) =>
    [name, { schema: header.member('schema').object(), required: header.member('required').value === true }] as const)
  const [[mediaType, media] = []] = reply.member('content').members()
  return { mediaType, body: media && schemaOf(media), headers: new Map(headers) }
}

const schemaOf = (media: ContractValue): JsonObject | undefined =>
  media.value === undefined ? undefined : media.member('schema').object()

/** Parameters of one place as the schema of an object. */
function parameterSchema (place: 'path' | 'query' | 'header', parameters: ContractValue) {
  const own = parameters.items().filter((parameter) => parameter.member('in').text() === place)
  const nameOf = (parameter: ContractValue) => parameter.member('name').text()
  return {
    type: 'object',
    properties: Object.fromEntries(own.map((parameter) => [nameOf(parameter), checkedSchema(parameter)])),
    required: own.filter((parameter) => parameter.member('required').value === true).map(nameOf)
  }
}

/** The pattern of a parameter with `x-multi-segment` is for the text before it is decoded. */
function checkedSchema (parameter: ContractValue): JsonObject {
  const { pattern, ...schema } = parameter.member('schema').object()
  return pattern === undefined || parameter.member('x-multi-segment').value === true ? schema : { ...schema, pattern }
}

/** Of the service's data plane and control plane, and of the emulator's own API. */
export const contracts = {
  okms: readDocument('openapi/okms.yaml', contractDocuments.okms),
  ovhApiV1: readDocument('openapi/ovh-api-v1.yaml', contractDocuments.ovhApiV1),
  ovhApiV2: readDocument('openapi/ovh-api-v2.yaml', contractDocuments.ovhApiV2),
  emulator: readDocument('openapi/emulator.yaml', contractDocuments.emulator)
} as const
