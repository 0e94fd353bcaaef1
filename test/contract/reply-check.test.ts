import { describe, expect, it } from 'vitest'
import { checkReply, operationOf, type CheckedReply } from './reply-check.js'

const id = '79b66eba-273e-4f7a-b954-78ed7e70b85d'
const base = `/api/${id}/v1`
const key = `${base}/servicekey/${id}`
const token = 'eyJhbGciOiJkaXIifQ..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA'
const refusal = { error_id: id, error_code: 50405377, errors: ['body: missing'], request_id: id }

const sound: CheckedReply = { method: 'POST', path: `${key}/encrypt`, status: 200, contentType: 'application/json', body: { ciphertext: token } }
const refused: CheckedReply = { ...sound, status: 400, body: refusal }
const noContent: CheckedReply = { ...sound, path: `${key}/activate`, status: 204, contentType: undefined, body: undefined }
const dataKey: CheckedReply = { ...sound, path: `${key}/datakey`, status: 201, body: { key: token, plaintext: 'AAAA' } }

const documented: ReadonlyArray<[string, CheckedReply]> = [
  ['a ciphertext', sound],
  ['a ciphertext of the old path', { ...sound, path: `/v1/servicekey/${id}/encrypt` }],
  ['a data key', dataKey],
  ['no content', noContent],
  ['an empty last page', { ...sound, method: 'GET', path: `${base}/servicekey?max=10`, body: { objects_list: [], continuation_token: '', is_truncated: false } }],
  ['a refusal', refused],
  ['a refusal of an unknown path', { ...refused, path: '/nowhere', status: 404 }]
]

const undocumented: ReadonlyArray<[string, CheckedReply]> = [
  ['a status that the operation does not have', { ...sound, status: 201 }],
  ['a refusal that the operation does not have', { ...refused, status: 409 }],
  ['a charset', { ...sound, contentType: 'application/json; charset=utf-8' }],
  ['an unknown member', { ...sound, body: { ciphertext: token, kid: 'x' } }],
  ['a missing member', { ...sound, body: {} }],
  ['a token of four parts', { ...sound, body: { ciphertext: 'a..b.c' } }],
  ['base64 without padding', { ...dataKey, body: { key: token, plaintext: 'AAA' } }],
  ['a body beside no content', { ...noContent, body: {} }],
  ['null for an enum that has none', { ...sound, method: 'GET', path: key, body: { id, name: 'n', type: 'oct', protectionLevel: 'SOFTWARE', curve: null } }],
  ['a refusal of three fields', { ...refused, body: { ...refusal, request_id: undefined } }],
  ['a refusal without a text', { ...refused, body: { ...refusal, errors: [] } }],
  ['a refusal with a stack', { ...refused, status: 500, body: { ...refusal, stack: 'at' } }],
  ['a refusal in plain text', { ...refused, path: '/nowhere', status: 404, contentType: 'text/plain', body: 'not found' }]
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
    ['POST', `${base}/random`, undefined]
  ])('%s %s is %s', (method, path, operationId) => {
    expect(operationOf(method, path)?.operationId).toBe(operationId)
  })
})
