// A contract that the program cannot use: the error at start names file, path and member.

import { describe, expect, it } from 'vitest'
import { resourceKindNames } from '../../../src/domain/resource.js'
import { contractDocuments, type Json, type JsonObject } from '../../../src/http/contract/contract-documents.js'
import { readDocument } from '../../../src/http/contract/contract.js'
import { errorExamples } from '../../../src/rest/error-examples.js'
import { restErrorFormat } from '../../../src/rest/error-format.js'
import { withErrorExamples } from '../../../src/web/swagger/swagger-examples.js'

const file = 'openapi/test.yaml'
const get = `${file} > paths > /v1/thing/{id} > get`
const kinds = resourceKindNames.join(', ')

/** The smallest contract, with other members in its one operation; undefined ones are left out. */
const documentWith = (members: JsonObject, schemas: JsonObject = {}): JsonObject => JSON.parse(JSON.stringify({
  paths: {
    '/v1/thing/{id}': {
      get: {
        operationId: 'GetThing',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: { content: { 'application/json': { schema: { type: 'object' } } } } },
        ...members
      }
    }
  },
  components: { schemas }
})) as JsonObject

const replying = (schema: Json) => ({ responses: { 200: { content: { 'application/json': { schema } } } } })
const schemaPlace = `${get} > responses > 200 > content > application/json > schema`

describe('the error names file, path and member', () => {
  it.each<[string, JsonObject, string]>([
    ['no paths', {}, `${file} > paths: no operation`],
    ['paths that are a list', { paths: [] }, `${file} > paths: got []; accepted: an object`],
    ['no operationId', documentWith({ operationId: undefined }), `${get} > operationId: missing; accepted: a text`],
    ['an operationId that is a number', documentWith({ operationId: 5 }), `${get} > operationId: got 5; accepted: a text`],
    ['no responses', documentWith({ responses: undefined }), `${get} > responses: no status of success, such as 200`],
    ['a response without a schema', documentWith({ responses: { 200: { content: { 'application/json': {} } } } }), `${schemaPlace}: missing; accepted: an object`],
    ['parameters that are an object', documentWith({ parameters: {} }), `${get} > parameters: got {}; accepted: a list`],
    ['a parameter without a place', documentWith({ parameters: [{ name: 'id' }] }), `${get} > parameters[0] > in: missing; accepted: a text`],
    ['a parameter of the path that is not described', documentWith({ parameters: [] }), `${get} > parameters: no parameter id in the path`],
    [
      'two parameters of several segments',
      documentWith({
        parameters: ['id', 'rest'].map((name) => ({ name, in: 'path', schema: {}, 'x-multi-segment': true }))
      }),
      `${get} > parameters[1]: a path can have only one parameter with x-multi-segment`
    ],
    ['a header without a schema', documentWith({ responses: { 204: { headers: { 'X-Note': {} } } } }), `${get} > responses > 204 > headers > X-Note > schema: missing; accepted: an object`],
    ['an IAM action without a resource', documentWith({ 'x-iam-actions': [{ action: 'a' }] }), `${get} > x-iam-actions[0] > resource: missing; accepted: ${kinds}`],
    [
      'an IAM action that exists in words',
      documentWith({ 'x-iam-actions': [{ action: 'a', resource: 'secret', exists: 'yes' }] }),
      `${get} > x-iam-actions[0] > exists: got "yes"; accepted: true, false`
    ],
    [
      'an IAM action on an unknown resource',
      documentWith({ 'x-iam-actions': [{ action: 'a', resource: 'domain' }, { action: 'a', resource: 'thing' }] }),
      `${get} > x-iam-actions[1] > resource: got "thing"; accepted: ${kinds}`
    ],
    ['a reference to nothing', documentWith(replying({ $ref: '#/components/schemas/Thing' })), `${schemaPlace} > $ref: #/components/schemas/Thing does not exist`],
    ['a reference to what every object has', documentWith(replying({ $ref: '#/constructor' })), `${schemaPlace} > $ref: #/constructor does not exist`],
    ['a reference to another file', documentWith(replying({ $ref: 'other.yaml#/Thing' })), `${schemaPlace} > $ref: got other.yaml#/Thing; accepted: a place in the same file, such as #/components/schemas/NAME`],
    ['a reference that is a number', documentWith(replying({ $ref: 1 })), `${schemaPlace} > $ref: got 1; accepted: a text`],
    [
      'a reference within what is referred to',
      documentWith(replying({ $ref: '#/components/schemas/Thing' }), {
        Thing: { properties: { part: { $ref: '#/components/schemas/Part' } } }
      }),
      `${file} > components > schemas > Thing > properties > part > $ref: #/components/schemas/Part does not exist`
    ],
    [
      'a schema that contains itself',
      documentWith(replying({ $ref: '#/components/schemas/Thing' }), {
        Thing: { properties: { part: { $ref: '#/components/schemas/Thing' } } }
      }),
      `${file} > components > schemas > Thing > properties > part > $ref: #/components/schemas/Thing contains itself`
    ]
  ])('%s', (_what, document, message) => {
    expect(() => readDocument(file, document)).toThrow(expect.objectContaining({ message }))
  })

  it('two operations of one name', () => {
    const { paths } = documentWith({})
    const twice = {
      paths: { ...paths as JsonObject, '/v1/other': { post: { operationId: 'GetThing', responses: { 204: {} } } } }
    }
    expect(() => readDocument(file, twice)).toThrow(`${file} > paths > /v1/other > post > operationId: another operation is called GetThing too`)
  })

  it('an error response without an example', () => {
    const { document } = readDocument(file, { ...documentWith({}), components: { responses: { Teapot: {} } } })
    expect(() => withErrorExamples(document, { format: restErrorFormat, refusals: errorExamples })).toThrow(`${file} > components > responses > Teapot: no example for this response`)
  })
})

it.each(Object.entries(contractDocuments))('each operation of %s without its operationId is found', (name, document) => {
  const copy = JSON.parse(JSON.stringify(document)) as {
    paths: Record<string, Record<string, { operationId?: string }>>
  }
  const operations = Object.entries(copy.paths)
    .flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, operation })))
  for (const { path, method, operation } of operations) {
    const { operationId = '' } = operation
    delete operation.operationId
    expect(() => readDocument(name, copy as unknown as JsonObject)).toThrow(`${name} > paths > ${path} > ${method} > operationId: missing`)
    operation.operationId = operationId
  }
})

it('a reference may be used more than once, and nested', () => {
  const { operations } = readDocument(file, documentWith(
    replying({
      type: 'object', properties: { a: { $ref: '#/components/schemas/A' }, b: { $ref: '#/components/schemas/A' } }
    }),
    { A: { items: { $ref: '#/components/schemas/B' } }, B: { type: 'string', nullable: true } }
  ))
  expect(operations.get('GetThing')?.replies.get(200)?.body)
    .toEqual({
      type: 'object',
      properties: { a: { items: { type: ['string', 'null'] } }, b: { items: { type: ['string', 'null'] } } }
    })
})
