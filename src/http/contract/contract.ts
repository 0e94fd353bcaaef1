// Reads the contract once and answers for each operationId what a route needs to know of it.

import type { HTTPMethods } from 'fastify'
import { contractDocuments, type Json, type JsonObject } from './contract-documents.js'

export type { JsonObject } from './contract-documents.js'

/** IAM action that an operation asks for, and on what. */
export interface IamAction {
  readonly action: string
  readonly on: string
  /** Asked for only when one of these members of the body or parameters is there. */
  readonly given?: readonly string[]
}

export interface ContractOperation {
  readonly operationId: string
  readonly method: HTTPMethods
  /** In Fastify's spelling: `/api/:okmsId/v1/random`. */
  readonly url: string
  /** JSON Schemas, references resolved. */
  readonly schema: { readonly params?: JsonObject, readonly querystring?: JsonObject, readonly body?: JsonObject }
  readonly bodyRequired: boolean
  /** Accepted request types; empty when there is no body. */
  readonly mediaTypes: readonly string[]
  /** The one documented 2xx. */
  readonly successStatus: number
  /** Schema of each documented status; undefined where it has no body. */
  readonly replies: ReadonlyMap<number, JsonObject | undefined>
  readonly iamActions: readonly IamAction[]
}

export interface Contract {
  /** The document as it was written. */
  readonly document: JsonObject
  readonly operations: ReadonlyMap<string, ContractOperation>
}

const methods: readonly HTTPMethods[] = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE']

export function readContract (name: keyof typeof contractDocuments): Contract {
  const document = contractDocuments[name]
  return { document, operations: new Map([...operationsOf(document)].map((operation) => [operation.operationId, operation])) }
}

function * operationsOf (document: JsonObject): Generator<ContractOperation> {
  for (const [path, item] of Object.entries(asObject(document['paths']))) {
    for (const method of methods) {
      const operation = asObject(item)[method.toLowerCase()]
      if (operation !== undefined) yield readOperation(document, path, method, asObject(operation))
    }
  }
}

function readOperation (document: JsonObject, path: string, method: HTTPMethods, raw: JsonObject): ContractOperation {
  const { operationId, parameters, requestBody, responses, 'x-iam-actions': iamActions } = asObject(resolve(raw, document))
  const content = requestBody === undefined ? {} : asObject(asObject(requestBody)['content'])
  const [body] = Object.values(content)
  const replies = new Map(Object.entries(asObject(responses)).map(([status, reply]) => [Number(status), schemaOf(asObject(asObject(reply)['content'])['application/json'])]))
  return {
    operationId: asText(operationId),
    method,
    url: path.replace(/\{(\w+)\}/g, ':$1'),
    schema: {
      ...parameterSchema('params', 'path', parameters),
      ...parameterSchema('querystring', 'query', parameters),
      ...(body === undefined ? {} : { body: schemaOf(body) ?? {} })
    },
    bodyRequired: requestBody !== undefined && asObject(requestBody)['required'] === true,
    mediaTypes: Object.keys(content),
    successStatus: [...replies.keys()].find((status) => status < 300) ?? 200,
    replies,
    iamActions: readIamActions(iamActions)
  }
}

/** The value of `x-iam-actions`. */
export function readIamActions (list: Json | undefined): readonly IamAction[] {
  return (Array.isArray(list) ? list as readonly Json[] : []).map(asObject).map(({ action, on, given }) => ({
    action: asText(action),
    on: asText(on),
    ...(Array.isArray(given) ? { given: (given as readonly Json[]).map(asText) } : {})
  }))
}

const schemaOf = (media: Json | undefined): JsonObject | undefined => media === undefined ? undefined : asObject(asObject(media)['schema'])

/** Parameters of one place as the schema of an object. In a query what it does not name is refused; of a path the router gives no more. */
function parameterSchema (member: 'params' | 'querystring', place: string, parameters: Json | undefined): Partial<Record<typeof member, JsonObject>> {
  const own = (Array.isArray(parameters) ? parameters as readonly Json[] : []).map(asObject).filter((parameter) => parameter['in'] === place)
  return {
    [member]: {
      type: 'object',
      properties: Object.fromEntries(own.map((parameter) => [asText(parameter['name']), parameter['schema']])),
      required: own.filter((parameter) => parameter['required'] === true).map((parameter) => asText(parameter['name'])),
      ...(member === 'querystring' ? { additionalProperties: false } : {})
    }
  }
}

/** Follows every reference. Members beside a reference are kept, and `nullable` becomes the type `null`, as JSON Schema spells it. */
function resolve (node: Json, document: JsonObject): Json {
  if (Array.isArray(node)) return (node as readonly Json[]).map((item) => resolve(item, document))
  if (node === null || typeof node !== 'object') return node
  const { $ref, ...own } = node as JsonObject
  const target = $ref === undefined ? {} : asObject(resolve(lookUp(asText($ref), document), document))
  const whole = { ...target, ...Object.fromEntries(Object.entries(own).map(([member, value]) => [member, resolve(value ?? null, document)])) }
  return whole['nullable'] === true && typeof whole['type'] === 'string' ? nullable(whole) : whole
}

function nullable ({ nullable: _, ...schema }: JsonObject): JsonObject {
  const { type, enum: values } = schema
  return { ...schema, type: [asText(type), 'null'], ...(Array.isArray(values) ? { enum: [...values as readonly Json[], null] } : {}) }
}

function lookUp (reference: string, document: JsonObject): Json {
  let node: Json = document
  for (const part of reference.replace(/^#\//, '').split('/')) {
    const next: Json | undefined = asObject(node)[part]
    if (next === undefined) throw new Error(`${reference} leads nowhere`)
    node = next
  }
  return node
}

export function asText (value: Json | undefined): string {
  if (typeof value !== 'string') throw new Error('the contract has another value where a text is expected')
  return value
}

export function asObject (value: Json | undefined): JsonObject {
  if (value === undefined) return {}
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error('the contract has another value where an object is expected')
  return value as JsonObject
}
