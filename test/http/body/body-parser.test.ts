import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fastify, type FastifyInstance } from 'fastify'
import { httpErrors } from '../../../src/http/reply/http-errors.js'
import { refusal } from '../../../src/domain/errors/domain-error.js'
import { createLogger } from '../../../src/log/log.js'
import { createErrorHandler } from '../../../src/http/reply/error-reply.js'
import { acceptBodies } from '../../../src/http/body/body-parser.js'

const json = 'application/json'
const patchTypes = [json, 'text/json', 'application/*+json']
const secret = 'attack at dawn'

let app: FastifyInstance

beforeAll(async () => {
  app = fastify()
  acceptBodies(app)
  app.setErrorHandler(createErrorHandler(
    createLogger({ level: 'silent', format: 'json' }), () => refusal(httpErrors.RouteNotFound, '', '', ''), Date.now
  ))
  const echo = (request: { body: unknown }) => ({ body: request.body ?? 'nothing' })
  app.route({
    method: ['POST', 'DELETE'], url: '/json', config: { operationId: 'Encrypt', mediaTypes: [json] }, handler: echo
  })
  app.route({
    method: 'PATCH', url: '/patch', config: { operationId: 'PatchServiceKey', mediaTypes: patchTypes }, handler: echo
  })
  app.route({
    method: ['POST', 'GET'],
    url: '/none',
    config: { operationId: 'ActivateServiceKey', mediaTypes: [] },
    handler: echo
  })
  await app.ready()
})

afterAll(async () => { await app.close() })

interface Sent {
  readonly method?: 'POST' | 'PATCH' | 'DELETE' | 'GET'
  readonly url?: string
  readonly type?: string | undefined
  readonly body?: string | Buffer
}

async function send ({ method = 'POST', url = '/json', type = json, body = '' }: Sent) {
  const reply = await app.inject({ method, url, payload: body, headers: type === '' ? {} : { 'content-type': type } })
  return { status: reply.statusCode, body: reply.json() }
}

async function refusalOf (sent: Sent): Promise<string> {
  const { status, body } = await send(sent)
  expect(status).toBe(400)
  expect(body.error_code).toBe(50405377)
  return body.errors.join()
}

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

describe('a body', () => {
  it.each<[string, Sent, unknown]>([
    ['JSON', { body: '{"a":1}' }, { a: 1 }],
    ['text/json in a PATCH', { method: 'PATCH', url: '/patch', type: 'text/json', body: '{"a":1}' }, { a: 1 }],
    [
      'a merge patch', { method: 'PATCH', url: '/patch', type: 'application/merge-patch+json', body: '{"a":1}' },
      { a: 1 }
    ],
    ['nothing, announced as JSON', { body: '' }, 'nothing'],
    ['nothing, announced as JSON, in a DELETE', { method: 'DELETE', body: '' }, 'nothing'],
    ['nothing, announced as JSON, in a GET', { method: 'GET', url: '/none', body: '' }, 'nothing'],
    ['an empty object where none is needed', { url: '/none', body: ' {} ' }, 'nothing'],
    ['null where none is needed', { url: '/none', body: 'null' }, 'nothing'],
    ['null and white space where none is needed', { url: '/none', body: '\r\n null\t' }, 'nothing'],
    ['null with a charset where none is needed', {
      url: '/none', type: `${json}; charset=utf-8`, body: 'null'
    }, 'nothing'],
    ['letters of every script', { body: '{"a":"é \\u00e9 \\ud83d\\ude00 😀"}' }, { a: 'é é 😀 😀' }],
    ['one name in several objects', { body: '{"a":{"a":[{"a":"a"},{"a":1}]}}' }, { a: { a: [{ a: 'a' }, { a: 1 }] } }],
    ['64 levels', { body: nested(64) }, JSON.parse(nested(64))]
  ])('may be %s', async (_name, sent, parsed) => {
    expect(await send(sent)).toEqual({ status: 200, body: { body: parsed } })
  })

  it.each([
    'charset=UTF-8', 'charset=utf8', 'charset="utf-8"', 'CHARSET=Utf-8', 'charset=us-ascii', 'charset=ISO-8859-1',
    'charset=latin1', 'charset=windows-1252', 'charset=utf-16', 'charset=', 'charset', 'charset="utf-8',
    "charset='utf-8'", 'charset = utf-8', 'charset=utf-8; charset=utf-16', 'version=1; charset=utf-8;', ';', ''
  ])('of UTF-8 may have any parameter: %j', async (parameter) => {
    const body = '{"a":"é 😀"}'
    for (const type of [`${json};${parameter}`, `${json} ; ${parameter}`]) {
      expect(await send({ type, body })).toEqual({ status: 200, body: { body: JSON.parse(body) } })
    }
    const nothing = await send({ url: '/none', type: `${json};${parameter}` })
    expect(nothing).toEqual({ status: 200, body: { body: 'nothing' } })
  })

  it('that is refused after all of it was read leaves the connection open', async () => {
    for (const body of ['{', 'null', '{"a":1,"a":2}', Buffer.from([0xff])]) {
      const reply = await app.inject({ method: 'POST', url: '/json', payload: body, headers: { 'content-type': json } })
      expect([reply.statusCode, reply.headers.connection]).toEqual([400, 'keep-alive'])
    }
  })

  it.each<[string, Sent, string]>([
    ['a form', { type: 'application/x-www-form-urlencoded', body: 'a=1' }, 'content-type: got "application/x-www-form-urlencoded", accepted: application/json. curl -d sends this type unless it is given another: add -H "content-type: application/json"'],
    ['XML', { type: 'text/xml', body: '<a/>' }, 'content-type: got "text/xml", accepted: application/json'],
    ['text/json outside a PATCH', { type: 'text/json', body: '{}' }, 'content-type: got "text/json", accepted: application/json'],
    ['a type that only ends alike', { method: 'PATCH', url: '/patch', type: 'text/x+json', body: '{}' }, 'content-type: got "text/x+json", accepted: application/json, text/json, application/*+json'],
    ['a form with a charset', { type: 'application/x-www-form-urlencoded; charset=utf-8', body: 'a=1' }, 'content-type: got "application/x-www-form-urlencoded", accepted: application/json. curl -d sends this type unless it is given another: add -H "content-type: application/json"'],
    ['text with a charset', { type: 'text/plain;charset=utf-8', body: '{}' }, 'content-type: got "text/plain", accepted: application/json'],
    ['a body without a type', { type: '', body: Buffer.from('{}') }, 'content-type: got none, accepted: application/json'],
    ['of no type at all', { method: 'PATCH', url: '/patch', type: 'json\u0085', body: '{}' }, 'content-type: got "json\\u{85}", accepted: application/json, text/json, application/*+json'],
    ['of a type without end', { type: `text/${'x'.repeat(5000)}`, body: '{}' }, 'content-type: got a string of 5005 characters, accepted: application/json'],
    ['broken UTF-8', { body: Buffer.from([0x22, 0xc3, 0x28, 0x22]) }, 'body: not valid JSON: it is not valid UTF-8; bytes belong into a base64 string, text is sent as UTF-8'],
    ['a surrogate in UTF-8', { body: Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]) }, 'body: not valid JSON: it is not valid UTF-8; bytes belong into a base64 string, text is sent as UTF-8'],
    ['an early end', { body: '{"a":' }, 'body: not valid JSON: line 1, column 6: the text ends here, a value is missing; was it cut off?'],
    ['single quotes', { body: "{'a':1}" }, 'body: not valid JSON: line 1, column 2: single quotes; JSON strings take double quotes'],
    ['a byte order mark', { body: '\uFEFF{}' }, 'body: not valid JSON: it starts with a byte order mark; save the file as UTF-8 without BOM'],
    ['half of a surrogate pair', { body: '{"name":"a\\ud800"}' }, 'body.name: half of a surrogate pair (an escape from \\ud800 to \\udfff) is no character'],
    ['half of a pair in a list', { body: '{"a":["x","\\uDC00"]}' }, 'body.a[1]: half of a surrogate pair (an escape from \\ud800 to \\udfff) is no character'],
    ['half of a pair in a name', { body: '{"\\ud800":1}' }, 'body: the name of a member has half of a surrogate pair (an escape from \\ud800 to \\udfff)'],
    ['null', { body: 'null' }, 'body: got null; accepted: a JSON object'],
    ['one for an operation that takes none', { url: '/none', body: '{"a":1}' }, 'body: this operation takes no body; leave it out'],
    ['an empty text for an operation that takes none', { url: '/none', body: '""' }, 'body: this operation takes no body; leave it out'],
    ['false for an operation that takes none', { url: '/none', body: 'false' }, 'body: this operation takes no body; leave it out'],
    ['a form for an operation that takes none', { url: '/none', type: 'application/x-www-form-urlencoded', body: 'a=' }, 'content-type: got "application/x-www-form-urlencoded", accepted: application/json. curl -d sends this type unless it is given another: add -H "content-type: application/json"'],
    ['Latin 1, whatever the charset says', {
      type: `${json}; charset=iso-8859-1`, body: Buffer.from('{"a":"é"}', 'latin1')
    }, 'body: not valid JSON: it is not valid UTF-8; bytes belong into a base64 string, text is sent as UTF-8'],
    ['UTF-16, whatever the charset says', {
      type: `${json}; charset=utf-16`, body: Buffer.from('\uFEFF{"a":1}', 'utf16le')
    }, 'body: not valid JSON: it is UTF-16; send UTF-8 without a byte order mark'],
    ['UTF-16 without a mark, whatever the charset says', {
      type: `${json}; charset=utf-16le`, body: Buffer.from('{"a":1}', 'utf16le')
    }, 'body: not valid JSON: it contains NUL characters, as UTF-16 does; send UTF-8'],
    ['a list for an operation that takes none', { url: '/none', body: '[]' }, 'body: this operation takes no body; leave it out'],
    ['a member given twice', { body: '{"name":"a","size":1,"name":"b"}' }, 'body.name: given twice; a member may appear once in an object'],
    ['a member given twice, deep inside', { body: '{"keys":[{"n":"\\"}"},[],{"n":"a","k":{},"n":"b"}]}' }, 'body.keys[2].n: given twice; a member may appear once in an object'],
    ['a member given twice, spelled in two ways', { body: '{"k":1,"\\u006b":2}' }, 'body.k: given twice; a member may appear once in an object'],
    ['__proto__ given twice', { body: '{"__proto__":1,"__proto__":2}' }, 'body.__proto__: given twice; a member may appear once in an object'],
    ['65 levels', { body: nested(65) }, 'body: more than 64 levels of objects and lists'],
    ['a mountain of levels', { body: nested(400_000) }, 'body: more than 64 levels of objects and lists'],
    ['a mountain that is never climbed down', { body: '['.repeat(100_000) }, 'body: more than 64 levels of objects and lists']
  ])('may not be %s', async (_name, sent, text) => {
    expect(await refusalOf(sent)).toBe(text)
  })

  it.each([
    `${secret}`, `{"plaintext":"${secret}"`, `{"plaintext":"${secret}",}`, `{"plaintext":${secret}}`,
    `{"plaintext":"${secret}"} x`, `'${secret}'`, `{"a":"\n${secret}"}`
  ])('that is no JSON is not repeated in the refusal: %j', async (body) => {
    const text = await refusalOf({ body })
    expect(text).toMatch(/^body: not valid JSON: .+$/)
    expect(text).not.toContain('attack')
  })

  it.each(['text/xml', json])('does not matter where no operation answers: %s', async (type) => {
    const reply = await app.inject({
      method: 'POST', url: '/nowhere', payload: '<a/>', headers: { 'content-type': type }
    })
    expect(reply.statusCode).toBe(404)
  })

  it('sets no prototype', async () => {
    const { body } = await send({ body: '{"__proto__":{"admin":true}}' })
    expect(Object.keys(body.body)).toEqual(['__proto__'])
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })
})
