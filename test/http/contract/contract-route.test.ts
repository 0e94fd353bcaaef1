// What a handler may return, at compile time, and what becomes of it.

import { fastify, type FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { contractRoute, type OperationHandler } from '../../../src/http/contract/contract-route.js'
import { readDocument } from '../../../src/http/contract/contract.js'
import { unescapedJson, writtenJson } from '../../../src/http/reply/written-json.js'
import { createValidatorCompiler } from '../../../src/http/validation/validation.js'

const json = { 'application/json': { schema: { type: 'object' } } }
const contract = readDocument('test.yaml', {
  paths: {
    '/thing': {
      get: { operationId: 'GetThing', responses: { 201: { content: json } } },
      put: {
        operationId: 'PutThing',
        responses: { 200: { headers: { 'X-Next': { schema: { type: 'string' } } }, content: json }, 204: {} }
      },
      delete: { operationId: 'DeleteThing', responses: { 204: {} } }
    }
  }
})

/** As openapi-typescript writes them. */
interface Thing {
  parameters: { path?: never }
  responses: {
    201: { headers: { [name: string]: unknown }, content: { 'application/json': { id: string } } }
    400: { content: { 'application/json': string } }
  }
}
interface PutThing {
  parameters: { path?: never }
  responses: {
    200: { headers: { 'X-Next'?: string, [name: string]: unknown }, content: { 'application/json': { id: string } } }
    204: { headers: { [name: string]: unknown }, content?: never }
  }
}
interface Needed {
  parameters: { path?: never }
  responses: {
    200: { headers: { 'X-Next': number, [name: string]: unknown }, content: { 'application/json': { id: string } } }
  }
}
interface Deleted {
  parameters: { path?: never }
  responses: { 204: { headers: { [name: string]: unknown }, content?: never } }
}

let app: FastifyInstance
afterEach(async () => { await app.close() })

async function reply (method: 'GET' | 'PUT' | 'DELETE', id: string, handler: unknown) {
  app = fastify()
  app.route(contractRoute(contract, id, handler as OperationHandler<Thing>))
  const { statusCode, headers, payload } = await app.inject({ method, url: '/thing' })
  const { date: _date, connection: _connection, ...others } = headers
  return { status: statusCode, headers: others, body: payload }
}

const type = 'application/json'

describe('a reply', () => {
  it.each<[string, OperationHandler<Thing>]>([
    ['has the status of the contract', () => ({ body: { id: 'é' } })],
    ['may name it', () => ({ status: 201, body: { id: 'é' } })],
    ['may be a promise', () => Promise.resolve({ body: { id: 'é' } })],
    ['may be written already', () => ({ body: writtenJson({ id: 'é' }) })],
    ['may be written already, as text', () => ({ body: unescapedJson({ id: 'é' }) })]
  ])('%s', async (_what, handler) => {
    expect(await reply('GET', 'GetThing', handler))
      .toEqual({ status: 201, headers: { 'content-type': type, 'content-length': '11' }, body: '{"id":"é"}' })
  })

  it('has the status and the headers that the handler chooses', async () => {
    const one: OperationHandler<PutThing> = () => ({ status: 200, headers: { 'X-Next': 'b' }, body: { id: 'a' } })
    const other: OperationHandler<PutThing> = () => ({ status: 204 })
    expect(await reply('PUT', 'PutThing', one)).toEqual({
      status: 200, headers: { 'content-type': type, 'content-length': '10', 'x-next': 'b' }, body: '{"id":"a"}'
    })
    await app.close()
    expect(await reply('PUT', 'PutThing', other)).toEqual({ status: 204, headers: {}, body: '' })
  })

  it.each<[string, OperationHandler<Deleted>]>([
    ['nothing', () => {}],
    ['an empty reply', () => ({})],
    ['a promise of nothing', async () => {}]
  ])('without a body has neither type nor length: %s', async (_what, handler) => {
    expect(await reply('DELETE', 'DeleteThing', handler)).toEqual({ status: 204, headers: {}, body: '' })
  })
})

describe('a request', () => {
  const pages = readDocument('test.yaml', {
    paths: {
      '/list': {
        get: {
          operationId: 'List',
          parameters: [
            { name: 'X-Size', in: 'header', schema: { type: 'integer', minimum: 10 } },
            { name: 'X-Cursor', in: 'header', schema: { type: 'string' } },
            { name: 'max', in: 'query', schema: { type: 'integer' } }
          ],
          responses: { 200: { content: json } }
        },
        post: {
          operationId: 'Write',
          'x-vault': true,
          parameters: [{ name: 'X-Size', in: 'header', schema: { type: 'integer' } }],
          requestBody: { required: true, content: { 'application/json': { schema: { type: 'array' } } } },
          responses: { 200: { content: json } }
        }
      }
    }
  })
  interface Page {
    parameters: { query?: { max?: number }, header?: { 'X-Size'?: number, 'X-Cursor'?: string } }
    responses: { 200: { content: { 'application/json': object } } }
  }

  async function request (method: 'GET' | 'POST', url: string, headers: Record<string, string>, payload?: object) {
    app = fastify()
    app.setValidatorCompiler(createValidatorCompiler())
    for (const id of ['List', 'Write']) {
      app.route(contractRoute<Page>(pages, id, ({ query, headers, body }) => ({ body: { query, headers, body } })))
    }
    const reply = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
    return reply.statusCode === 200 ? reply.json() : reply.statusCode
  }

  it('has the headers of the contract, decoded, in its spelling, and no others', async () => {
    const { headers } = await request('GET', '/list', { 'x-SIZE': '10', 'X-Cursor': '7', authorization: 'Bearer a' })
    expect(headers).toEqual({ 'X-Size': 10, 'X-Cursor': '7' })
    await app.close()
    expect((await request('GET', '/list', { 'x-other': '1' })).headers).toEqual({})
  })

  it('is refused for a header that is not as the contract says', async () => {
    expect(await request('GET', '/list', { 'x-size': '9' })).toBe(400)
  })

  it('of the KV v2 API has its body and its query as they came', async () => {
    expect(await request('POST', '/list?max=a&other=1', { 'x-size': '5' }, { a: 1 }))
      .toEqual({ query: { max: 'a', other: '1' }, headers: { 'X-Size': 5 }, body: { a: 1 } })
  })

  it('of the KV v2 API is marked for the steps before', () => {
    const vaultOf = (id: string) => contractRoute<Page>(pages, id, () => ({ body: {} })).config?.vault
    expect([vaultOf('List'), vaultOf('Write')]).toEqual([false, true])
  })
})

it('the compiler refuses what the contract does not have', async () => {
  const handlers = [
    // @ts-expect-error -- a status of another kind
    ((): unknown => ({ status: 200, body: { id: 'a' } })) satisfies OperationHandler<Thing>,
    // @ts-expect-error -- a refusal is thrown
    ((): { status: 400, body: string } => ({ status: 400, body: '' })) satisfies OperationHandler<Thing>,
    // @ts-expect-error -- no body
    (() => ({})) satisfies OperationHandler<Thing>,
    // @ts-expect-error -- nothing at all
    (() => {}) satisfies OperationHandler<Thing>,
    // @ts-expect-error -- another body
    (() => ({ body: { id: 1 } })) satisfies OperationHandler<Thing>,
    // @ts-expect-error -- another body, written
    (() => ({ body: writtenJson({ id: 1 }) })) satisfies OperationHandler<Thing>,
    // @ts-expect-error -- a header that the operation does not have
    (() => ({ headers: { 'X-Next': 'b' }, body: { id: 'a' } })) satisfies OperationHandler<Thing>,
    // @ts-expect-error -- two statuses, and none is chosen
    (() => ({ body: { id: 'a' } })) satisfies OperationHandler<PutThing>,
    // @ts-expect-error -- the header of another status
    (() => ({ status: 204, headers: { 'X-Next': 'b' } })) satisfies OperationHandler<PutThing>,
    // @ts-expect-error -- a misspelt header
    (() => ({ status: 200, headers: { 'X-Nxt': 'b' }, body: { id: 'a' } })) satisfies OperationHandler<PutThing>,
    // @ts-expect-error -- the body of another status
    (() => ({ status: 204, body: { id: 'a' } })) satisfies OperationHandler<PutThing>,
    // @ts-expect-error -- a header that is always there is missing
    (() => ({ body: { id: 'a' } })) satisfies OperationHandler<Needed>,
    // @ts-expect-error -- a body where there is none
    (() => ({ body: {} })) satisfies OperationHandler<Deleted>
  ]
  const accepted: OperationHandler<Needed> = () => ({ headers: { 'X-Next': 3 }, body: { id: 'a' } })
  expect((await reply('GET', 'GetThing', accepted)).headers).toMatchObject({ 'x-next': '3' })
  expect(handlers).toHaveLength(13)
})
