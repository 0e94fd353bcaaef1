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
  app.setErrorHandler(createErrorHandler({
    log: createLogger({ level: 'silent', format: 'json' }),
    unknownRoute: () => refusal(httpErrors.RouteNotFound, '', '', ''),
    timeOf: Date.now,
    formatOf: () => undefined
  }))
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
  const vault = { vault: true, operationId: 'PostSecretRequest' }
  const resources = [{ kind: 'secret', in: 'path', path: ['path'] }] as const
  app.route({
    method: ['POST', 'PATCH', 'DELETE'],
    url: '/vault/*',
    config: { ...vault, resources, mediaTypes: [json], bodyRequired: true },
    handler: echo
  })
  app.route({ method: ['POST', 'DELETE'], url: '/vault-none', config: { ...vault, mediaTypes: [] }, handler: echo })
  app.route({
    method: 'POST',
    url: '/secret',
    config: { operationId: 'PostSecretV2', resources, mediaTypes: [json] },
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

describe('a body of a Vault client', () => {
  const vault = (body: string | Buffer, type = '') => ({ url: '/vault/a', type, body })

  it.each([
    ['no type', vault('{"a":1}'), { a: 1 }],
    ['a type', vault('{"a":1}', json), { a: 1 }],
    ['no type in a PATCH', { ...vault('{"a":1}'), method: 'PATCH' as const }, { a: 1 }],
    ['a repeated member: the last one counts', vault('{"a":1,"b":{"c":1,"c":2},"a":3}'), { a: 3, b: { c: 2 } }],
    ['a repeated name in another spelling', vault('{"a":1,"\\u0061":2}'), { a: 2 }],
    ['nothing', vault(''), 'nothing'],
    ['nothing, announced as JSON', vault('', json), 'nothing'],
    ['nothing in a DELETE', { ...vault(''), method: 'DELETE' as const }, 'nothing'],
    ['anything where none is taken', { url: '/vault-none', type: 'text/plain', body: 'x' }, 'nothing'],
    ['anything in a DELETE where none is taken', {
      url: '/vault-none', type: '', body: '{"a":', method: 'DELETE' as const
    }, 'nothing']
  ])('may have %s', async (_name, sent, parsed) => {
    expect(await send(sent)).toEqual({ status: 200, body: { body: parsed } })
  })

  it.each([
    ['another type', vault('a=1', 'application/x-www-form-urlencoded'), 'content-type: got "application/x-www-form-urlencoded"'],
    ['no JSON', vault('{"a":'), 'body: not valid JSON'],
    ['null', vault('null'), 'body: got null; accepted: a JSON object'],
    ['half of a surrogate pair', vault('{"a":"\\ud800"}'), 'body.a: half of a surrogate pair'],
    ['bytes that are no UTF-8', vault(Buffer.from([0x22, 0xff, 0x22])), 'it is not valid UTF-8']
  ])('is refused with %s', async (_name, sent, text) => {
    expect(await refusalOf(sent)).toContain(text)
  })

  it('needs a type elsewhere, where every member counts once', async () => {
    expect(await refusalOf({ type: '', body: '{"a":1}' })).toContain('content-type: got none')
    expect(await refusalOf({ body: '{"a":1,"a":1}' })).toContain('body.a: given twice')
  })
})

describe.each(['/vault/a', '/secret', '/json'])('names and numbers of a body for %s', (url) => {
  it('keep their meaning, also where JavaScript has another for them', async () => {
    const body = '{"__proto__":{"x":1},"constructor":{"prototype":{"y":2}},"toString":3,"a":{"__proto__":null}}'
    const reply = await app.inject({ method: 'POST', url, payload: body, headers: { 'content-type': json } })
    expect(reply.body).toBe(`{"body":${body}}`)
  })

  it.each(['1e308', '-1.7976931348623157e308', '1e-400', '0.1e+10', '123456789012345678901234567890', '-0'])(
    'may be %s', async (number) => {
      const { status, body } = await send({ url, body: `{"a":[${number}]}` })
      expect([status, body.body.a[0]]).toEqual([200, JSON.parse(number) === 0 ? 0 : Number(number)])
    })

  it.each([
    ['{"a":{"b":[0,1e400]}}', 'body.a.b[1]'], ['{"a":-1E+309}', 'body.a'], ['1e999', 'body'],
    [`[${'9'.repeat(400)}]`, 'body[0]'], ['{"data":{"n":1.8e308},"n":1}', 'body.data.n'],
    ['{"1e400":"1e400","b":1e400}', 'body.b']
  ])('are refused beyond a float: %s', async (body, place) => {
    expect(await refusalOf({ url, body })).toBe(`${place}: the number is beyond the range of a 64-bit float (about 1.8e308)`)
  })
})

describe.each(['/vault/a', '/secret'])('a body with the data of a secret for %s', (url) => {
  const mixed = (levels: number) => `${'{"a":['.repeat(levels / 2)}${']}'.repeat(levels / 2)}`

  it.each([nested(1000), mixed(1000)])('may have 1000 levels', async (body) => {
    const reply = await app.inject({ method: 'POST', url, payload: body, headers: { 'content-type': json } })
    expect(reply.body).toBe(`{"body":${body}}`)
  })

  it.each([nested(1001), mixed(1002), nested(100_000), '['.repeat(1_000_000), '{"a":'.repeat(200_000)])(
    'may not have more', async (body) => {
      expect(await refusalOf({ url, body })).toBe('body: more than 1000 levels of objects and lists')
    })

  it('names a fault below many levels in few words', async () => {
    const deep = (inner: string) => `${'{"a-long-name":'.repeat(999)}${inner}${'}'.repeat(999)}`
    for (const inner of ['"\\ud800"', '1e400', '{"\\ud800":1}', '{"a":nil}']) {
      const text = await refusalOf({ url, body: deep(inner) })
      expect(text).toMatch(/^body/)
      expect(text.length).toBeLessThan(500)
    }
  })
})
