import { describe, expect, it } from 'vitest'
import { readDocument } from '../../src/http/contract/contract.js'
import { checkAgainst, checkReply, operationOf, type CheckedReply } from './reply-check.js'

const id = '79b66eba-273e-4f7a-b954-78ed7e70b85d'
const base = `/api/${id}/v1`
const key = `${base}/servicekey/${id}`
const token = 'eyJhbGciOiJkaXIifQ..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA'
const refusal = { error_id: id, error_code: 50405377, errors: ['body: missing'], request_id: id }

const sound: CheckedReply = {
  method: 'POST',
  path: `${key}/encrypt`,
  status: 200,
  headers: { 'content-type': 'application/json', 'content-length': '20', 'x-request-id': id },
  body: { ciphertext: token }
}
const refused: CheckedReply = { ...sound, status: 400, body: refusal }
const noContent: CheckedReply = {
  ...sound, path: `${key}/activate`, status: 204, headers: { 'x-request-id': id }, body: undefined
}
const dataKey: CheckedReply = { ...sound, path: `${key}/datakey`, status: 201, body: { key: token, plaintext: 'AAAA' } }

const exchanged: CheckedReply = {
  method: 'POST',
  path: '/auth/oauth2/token',
  status: 200,
  headers: { ...sound.headers, 'cache-control': 'no-store', pragma: 'no-cache' },
  body: { access_token: 'a', token_type: 'Bearer', expires_in: 3600, scope: 'all' }
}

const documented: ReadonlyArray<[string, CheckedReply]> = [
  ['a ciphertext', sound],
  ['a ciphertext of the old path', { ...sound, path: `/v1/servicekey/${id}/encrypt` }],
  ['a data key', dataKey],
  ['no content', noContent],
  ['an empty last page', {
    ...sound,
    method: 'GET',
    path: `${base}/servicekey?max=10`,
    body: { objects_list: [], continuation_token: '', is_truncated: false }
  }],
  ['a refusal', refused],
  ['a refusal with a general header of its status', { ...refused, status: 429, headers: { ...refused.headers, 'retry-after': '1' } }],
  ['a token with the headers that its operation has', exchanged],
  ['a refusal of an unknown path', { ...refused, path: '/nowhere', status: 404 }]
]

const undocumented: ReadonlyArray<[string, CheckedReply]> = [
  ['a status that the operation does not have', { ...sound, status: 201 }],
  ['a refusal that the operation does not have', { ...refused, status: 409 }],
  ['a charset', { ...sound, headers: { 'content-type': 'application/json; charset=utf-8' } }],
  ['an unknown member', { ...sound, body: { ciphertext: token, kid: 'x' } }],
  ['a missing member', { ...sound, body: {} }],
  ['a token of four parts', { ...sound, body: { ciphertext: 'a..b.c' } }],
  ['base64 without padding', { ...dataKey, body: { key: token, plaintext: 'AAA' } }],
  ['a body beside no content', { ...noContent, body: {} }],
  ['a content type beside no content', { ...noContent, headers: sound.headers }],
  ['a header that the operation does not have', { ...sound, headers: { ...sound.headers, etag: '"1"' } }],
  ['a header of another status', { ...sound, headers: { ...sound.headers, 'retry-after': '1' } }],
  ['a token that a cache may keep', { ...exchanged, headers: { ...exchanged.headers, 'cache-control': undefined } }],
  ['a token that a cache may keep for a minute', { ...exchanged, headers: { ...exchanged.headers, 'cache-control': 'max-age=60' } }],
  ['a refusal with a member that the operation does not have', { ...refused, body: { ...refusal, data: {} } }],
  ['a refusal of an unknown path with another member', { ...refused, path: '/nowhere', status: 404, body: { ...refusal, data: {} } }],
  ['null for an enum that has none', {
    ...sound, method: 'GET', path: key, body: { id, name: 'n', type: 'oct', protectionLevel: 'SOFTWARE', curve: null }
  }],
  ['a refusal of three fields', { ...refused, body: { ...refusal, request_id: undefined } }],
  ['a refusal without a text', { ...refused, body: { ...refusal, errors: [] } }],
  ['a refusal with a stack', { ...refused, status: 500, body: { ...refusal, stack: 'at' } }],
  [
    'a refusal in plain text',
    { ...refused, path: '/nowhere', status: 404, headers: { 'content-type': 'text/plain' }, body: 'not found' }
  ]
]

describe('checkReply', () => {
  it.each(documented)('lets %s pass', (_name, reply) => {
    expect(() => checkReply(reply)).not.toThrow()
  })

  it.each(undocumented)('finds %s', (_name, reply) => {
    expect(() => checkReply(reply)).toThrow()
  })
})

describe('operationOf', () => {
  it.each([
    ['GET', `${base}/random?length=1`, 'GenerateRandomBytes'],
    ['POST', `${key}/datakey/decrypt`, 'DecryptDataKey'],
    ['DELETE', `/v1/servicekey/${id}/delete`, 'DeleteServiceKey'],
    ['POST', `${base}/random`, undefined],
    ['POST', '/v1/domains', undefined]
  ])('%s %s is %s', (method, path, operationId) => {
    expect(operationOf(method, path)?.operationId).toBe(operationId)
  })
})

describe('an operation with several success statuses, headers and a refusal that has more members', () => {
  const number = { type: 'integer', minimum: 1 }
  const json = (schema: object) => ({ 'application/json': { schema } })
  const refusalSchema = {
    type: 'object',
    additionalProperties: false,
    properties: { error_id: {}, error_code: {}, errors: {}, request_id: {}, data: { type: 'object' } }
  }
  const { operations } = readDocument('test.yaml', {
    paths: {
      '/thing': {
        put: {
          operationId: 'PutThing',
          responses: {
            200: {
              headers: { 'X-Version': { required: true, schema: number }, 'X-Note': { schema: { type: 'string' } } },
              content: json({ type: 'object' })
            },
            204: { headers: { 'X-Version': { schema: number } } },
            404: { content: json(refusalSchema) }
          }
        }
      }
    }
  } as never)
  const check = (reply: Partial<CheckedReply>) => () => {
    checkAgainst(operations.get('PutThing'), {
      method: 'PUT', path: '/thing', status: 204, headers: {}, body: undefined, ...reply
    })
  }
  const headers = { 'content-type': 'application/json', 'x-version': '3' }

  it.each<[string, Partial<CheckedReply>]>([
    ['the one status', { status: 200, headers, body: {} }],
    ['and the other', {}],
    ['a header that may be there', { status: 200, headers: { ...headers, 'x-note': 'a' }, body: {} }],
    [
      'a refusal with the member',
      { status: 404, headers: { 'content-type': 'application/json' }, body: { ...refusal, data: {} } }
    ],
    ['a refusal without it', { status: 404, headers: { 'content-type': 'application/json' }, body: refusal }]
  ])('%s passes', (_name, reply) => { expect(check(reply)).not.toThrow() })

  it.each<[string, Partial<CheckedReply>, string]>([
    ['a status of neither', { status: 201, headers, body: {} }, 'not documented; PutThing has 200, 204, 404'],
    [
      'a required header that is missing', { status: 200, headers: { 'content-type': 'application/json' }, body: {} },
      'the header X-Version is missing'
    ],
    ['a header that is not as its schema says', { headers: { 'x-version': '0' } }, 'the header X-Version: data must be >= 1'],
    ['a number that is none', { headers: { 'x-version': 'three' } }, 'the header X-Version: data must be integer'],
    ['a header of the other status', { headers: { 'x-note': 'a' } }, 'the header x-note is not documented'],
    [
      'a refusal with a member of the wrong type',
      { status: 404, headers: { 'content-type': 'application/json' }, body: { ...refusal, data: 1 } },
      'data/data must be object'
    ],
    [
      'a refusal with an unknown member',
      { status: 404, headers: { 'content-type': 'application/json' }, body: { ...refusal, more: 1 } },
      'must NOT have additional properties'
    ]
  ])('%s is found', (_name, reply, problem) => { expect(check(reply)).toThrow(problem) })
})
