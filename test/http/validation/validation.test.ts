import { describe, expect, it } from 'vitest'
import { DomainError } from '../../../src/domain/errors/domain-error.js'
import { httpErrorFormat } from '../../../src/http/reply/json-spelling.js'
import { contract } from '../../../src/rest/operation.js'
import { createValidatorCompiler } from '../../../src/http/validation/validation.js'

const compile = createValidatorCompiler()

type Part = 'body' | 'querystring' | 'params' | 'headers'

function check (operationId: string, part: Part, value: unknown): { readonly error?: unknown } {
  const schema = contract.operations.get(operationId)?.schema[part]
  if (schema === undefined) throw new Error(`${operationId} has no ${part}`)
  const compiled = compile({ schema, httpPart: part, method: 'POST', url: '/' }) as (data: unknown) => object
  return compiled(value)
}

/** The texts of the refusal; empty when the value passes. */
function problems (operationId: string, part: Part, value: unknown): readonly string[] {
  const { error } = check(operationId, part, value)
  if (error === undefined) return []
  if (!(error instanceof DomainError)) throw new Error('refused by something else')
  return error.spelled(httpErrorFormat.spelling).map(({ line }) => line)
}

const id = '79b66eba-273e-4f7a-b954-78ed7e70b85d'
const aUuid = `a UUID, e.g. ${id}`
const howToEncode = "e.g. the output of: printf %s 'text' | base64 -w0"
const base64Of = (range: string) => `base64 (RFC 4648 section 4, with padding) of ${range} characters, ${howToEncode}`

const refused: ReadonlyArray<[string, string, Part, unknown, string]> = [
  ['a missing member', 'CreateImportServiceKey', 'body', {}, 'body.name: missing; accepted: a string of 1 to 32 characters'],
  ['an empty text', 'CreateImportServiceKey', 'body', { name: '' }, 'body.name: got ""; accepted: a string of 1 to 32 characters'],
  ['a text that is too long', 'CreateImportServiceKey', 'body', { name: 'n'.repeat(33) }, 'body.name: got a string of 33 characters; accepted: a string of 1 to 32 characters'],
  ['a text too long to repeat', 'CreateImportServiceKey', 'body', { name: 'n'.repeat(41) }, 'body.name: got a string of 41 characters; accepted: a string of 1 to 32 characters'],
  ['an unknown value', 'CreateImportServiceKey', 'body', { name: 'n', type: 'AES' }, 'body.type: got "AES"; accepted: oct, RSA, EC. Did you mean oct?'],
  ['an unknown number', 'CreateImportServiceKey', 'body', { name: 'n', size: 512 }, 'body.size: got the number 512; accepted: the numbers 128, 192, 256, 2048, 3072, 4096. Sizes are in bits: 4096 for 512 bytes'],
  ['a number as text in a body', 'CreateImportServiceKey', 'body', { name: 'n', size: '256' }, 'body.size: got the string "256"; accepted: the numbers 128, 192, 256, 2048, 3072, 4096. Write it without quotes: 256'],
  ['null where nothing is nullable', 'CreateImportServiceKey', 'body', { name: 'n', curve: null }, 'body.curve: got null; accepted: P-256, P-384, P-521. Leave the member out, or give it a value'],
  ['an unknown item', 'CreateImportServiceKey', 'body', { name: 'n', operations: ['sign', 'mac'] }, 'body.operations[1]: got "mac"; accepted: sign, verify, encrypt, decrypt, wrapKey, unwrapKey'],
  ['too many items', 'CreateImportServiceKey', 'body', { name: 'n', operations: Array(33).fill('sign') }, 'body.operations: got an array of 33 items; accepted: an array of at most 32 items'],
  ['the old spelling of curve', 'CreateImportServiceKey', 'body', { name: 'n', crv: 'P-256' }, 'body.crv: unknown member; did you mean curve? Accepted: id, name, context, type, size, curve, operations, protectionLevel, keys, extractable, wrappedKeys'],
  [
    'a member of a JWK that WebCrypto adds', 'CreateImportServiceKey', 'body',
    { name: 'n', keys: [{ kty: 'oct', ext: true }] },
    'body.keys[0].ext: unknown member; accepted: use, key_ops, alg, kty, n, e, k, crv, x, y, d, dp, dq, p, q, qi, kid. Leave it out: it is not part of the key'
  ],
  ['a set of JWKs for a JWK', 'CreateImportServiceKey', 'body', { name: 'n', keys: [{ kty: 'oct', keys: [] }] }, 'body.keys[0].keys: unknown member; accepted: use, key_ops, alg, kty, n, e, k, crv, x, y, d, dp, dq, p, q, qi, kid. This is a set of JWKs: send the one key in it'],
  ['an unknown member of a JWK', 'CreateImportServiceKey', 'body', { name: 'n', keys: [{ kty: 'oct', oth: [] }] }, 'body.keys[0].oth: unknown member; accepted: use, key_ops, alg, kty, n, e, k, crv, x, y, d, dp, dq, p, q, qi, kid'],
  ['a list as body', 'Encrypt', 'body', [], 'body: got an array of 0 items; accepted: a JSON object'],
  ['a text as body', 'Encrypt', 'body', 'attack at dawn', 'body: got a string of 14 characters; accepted: a JSON object'],
  ['an empty plaintext', 'Encrypt', 'body', { plaintext: '' }, `body.plaintext: got a string of 0 characters; accepted: ${base64Of('1 to 5464')}`],
  ['a plaintext that is no text', 'Encrypt', 'body', { plaintext: 1234 }, `body.plaintext: got a number; accepted: ${base64Of('1 to 5464')}`],
  ['no plaintext', 'Encrypt', 'body', { context: 'c' }, `body.plaintext: missing; accepted: ${base64Of('1 to 5464')}`],
  ['a size out of range', 'GenerateDataKey', 'body', { size: 5000 }, 'body.size: got the number 5000; accepted: a whole number from 64 to 4096'],
  ['a fraction', 'GenerateDataKey', 'body', { size: 64.5 }, 'body.size: got the number 64.5; accepted: a whole number from 64 to 4096'],
  ['a number beyond every range', 'GenerateDataKey', 'body', JSON.parse('{"size":1e999}'), 'body.size: got the number Infinity; accepted: a whole number from 64 to 4096'],
  ['a number beyond 64 bits', 'GenerateDataKey', 'body', JSON.parse('{"size":9223372036854775808}'), 'body.size: got the number 9223372036854776000; accepted: a whole number from 64 to 4096'],
  ['a text that would break the line', 'CreateImportServiceKey', 'body', { name: 'n', type: 'R\u2028SA\n' }, 'body.type: got "R\\u{2028}SA\\n"; accepted: oct, RSA, EC. Did you mean RSA?'],
  ['a text that changes direction', 'ListServiceKeys', 'querystring', { state: '\u202eevitca' }, 'query state: got "\\u{202e}evitca"; accepted: pre_active, active, deactivated, compromised, destroyed, destroyed_compromised, all'],
  ['a member without a name', 'Encrypt', 'body', { plaintext: 'AAAA', '': 1 }, 'body."": unknown member; accepted: plaintext, context'],
  ['a text for a boolean', 'Sign', 'body', { message: 'AAAA', alg: 'RS256', isdigest: 'true' }, 'body.isdigest: got the string "true"; accepted: true or false. Write it without quotes: true'],
  ['no body', 'Encrypt', 'body', null, `body: missing; send a JSON object with plaintext (${base64Of('1 to 5464')})`],
  ['a page that is too small', 'ListServiceKeys', 'querystring', { max: '9' }, 'query max: got the number 9; accepted: a whole number from 10 to 100'],
  ['a number in hexadecimal', 'ListServiceKeys', 'querystring', { max: '0x10' }, 'query max: got "0x10"; accepted: a whole number from 10 to 100'],
  ['a number in scientific notation', 'ListServiceKeys', 'querystring', { max: '2e1' }, 'query max: got "2e1"; accepted: a whole number from 10 to 100'],
  ['an empty number', 'GenerateRandomBytes', 'querystring', { length: '' }, 'query length: got ""; accepted: a whole number from 1 to 4096'],
  ['a parameter given twice', 'ListServiceKeys', 'querystring', { max: ['10', '20'] }, 'query max: got it 2 times; accepted: a whole number from 10 to 100. Send it once'],
  ['an unknown parameter', 'ListServiceKeys', 'querystring', { limit: '10' }, 'query limit: unknown parameter; did you mean max? Accepted: state, continuation-token, max'],
  ['an unknown state', 'ListServiceKeys', 'querystring', { state: 'enabled' }, 'query state: got "enabled"; accepted: pre_active, active, deactivated, compromised, destroyed, destroyed_compromised, all. Did you mean active?'],
  ['a parameter where none is known', 'Encrypt', 'querystring', { a: '1' }, 'query a: unknown parameter; accepted: none. Does it belong in the body?'],
  ['an id that is no UUID', 'GetServiceKey', 'params', { okmsId: id, keyId: 'my-key' }, `path keyId: got "my-key"; accepted: ${aUuid}. Names are not accepted; GET .../v1/servicekey lists the ids`],
  ['a page of headers that is too small', 'ListSecretV2', 'headers', { 'x-pagination-size': '9' }, 'header X-Pagination-Size: got the number 9; accepted: a whole number from 10 to 100'],
  ['a header that is no number', 'ListSecretV2', 'headers', { 'x-pagination-size': '0x10' }, 'header X-Pagination-Size: got "0x10"; accepted: a whole number from 10 to 100'],
  ['a header with quotes', 'ListSecretV2', 'headers', { 'x-pagination-size': '"20"' }, 'header X-Pagination-Size: got "\\"20\\""; accepted: a whole number from 10 to 100. Write it without quotes: 20'],
  ['a header given twice', 'ListSecretV2', 'headers', { 'x-pagination-size': '10, 20' }, 'header X-Pagination-Size: got "10, 20"; accepted: a whole number from 10 to 100'],
  ['a version that is no number', 'GetSecretVersionV2', 'params', { okmsId: id, path: 'a', version: 'last' }, 'path version: got "last"; accepted: a whole number from 1 to 24000'],
  ['a path with other characters', 'PostSecretV2', 'body', { path: 'a b', version: { data: {} } }, 'body.path: got "a b"; accepted: a string of at most 255 characters that matches ^[a-zA-Z0-9_.:/=@-]+$'],
  ['a text for an object whose members alone are described', 'PutSecretV2', 'body', { metadata: 'text' }, 'body.metadata: got a string of 4 characters; accepted: a JSON object'],
  ['data that are no object', 'PostSecretVersionV2', 'body', { data: 'hunter2' }, 'body.data: got a string of 7 characters; accepted: a JSON object'],
  [
    'too many entries', 'PutSecretV2', 'body',
    { metadata: { customMetadata: Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`k${index}`, 'v'])) } },
    'body.metadata.customMetadata: got an object with 65 members; accepted: a JSON object of at most 64 members'
  ],
  ['a name that the caller chose and that would break the line', 'PutSecretV2', 'body', { metadata: { customMetadata: { 'a\nb': '' } } }, 'body.metadata.customMetadata.a\\nb: got ""; accepted: a string of 1 to 512 characters that matches ^[a-zA-Z0-9_.:/=@%-]+$']
]

describe('the check of a request', () => {
  it.each(refused)('refuses %s, naming field, value and what is accepted', (_name, operationId, part, value, text) => {
    expect(problems(operationId, part, value)).toEqual([text])
  })

  it.each<[string, string, Part, unknown]>([
    [
      'null where it is nullable, enums included', 'CreateImportServiceKey', 'body',
      { name: 'n', id: null, protectionLevel: null, operations: null, keys: null, extractable: null, wrappedKeys: null }
    ],
    ['a null context', 'Encrypt', 'body', { plaintext: 'AAAA', context: null }],
    ['a request without optional parameters', 'ListServiceKeys', 'querystring', {}],
    ['other headers', 'ListSecretV2', 'headers', { host: 'a', 'x-pagination': '9', 'X-Other': '"' }],
    ['an id in capitals', 'GetServiceKey', 'params', { okmsId: id.toUpperCase(), keyId: id.toUpperCase() }],
    ['the token of 4096 bytes', 'Decrypt', 'body', { ciphertext: 'x'.repeat(5622) }]
  ])('accepts %s', (_name, operationId, part, value) => {
    expect(problems(operationId, part, value)).toEqual([])
  })

  it('counts characters, not UTF-16 units', () => {
    expect(problems('CreateImportServiceKey', 'body', { name: '🔑'.repeat(32) })).toEqual([])
    expect(problems('CreateImportServiceKey', 'body', { name: '🔑'.repeat(33) })).toHaveLength(1)
    expect(problems('CreateImportServiceKey', 'body', { name: '🔑' })).toEqual([])
  })

  it('rightly takes every body that it checks as required', () => {
    const withBody = [...contract.operations.values()]
      .filter(({ schema, vault }) => schema.body !== undefined && !vault)
    expect(withBody.filter(({ bodyRequired }) => !bodyRequired).map(({ operationId }) => operationId)).toEqual([])
  })

  it('tells every problem at once', () => {
    expect(problems('CreateImportServiceKey', 'body', { type: 'AES', size: 1 })).toHaveLength(3)
  })

  it('gives parameters their declared type and leaves bodies alone', () => {
    const query = { max: '20', state: 'active' }
    expect(problems('ListServiceKeys', 'querystring', query)).toEqual([])
    expect(query).toEqual({ max: 20, state: 'active' })
    expect(check('ListSecretV2', 'headers', { 'x-pagination-size': '20', 'x-pagination-cursor': '30', host: 'a' }))
      .toEqual({ value: { 'X-Pagination-Size': 20, 'X-Pagination-Cursor': '30' } })
    const body = { name: 'n' }
    problems('CreateImportServiceKey', 'body', body)
    expect(body).toEqual({ name: 'n' })
  })

  it('never repeats a secret value', () => {
    const secret = 'c2VjcmV0'
    const bodies: ReadonlyArray<[string, unknown]> = [
      ['Encrypt', { plaintext: [secret] }],
      ['Encrypt', secret],
      ['Decrypt', { ciphertext: { a: secret } }],
      ['DecryptDataKey', { key: secret, other: secret }],
      ['Sign', { message: secret.repeat(1000), alg: 'RS256' }],
      ['CreateImportServiceKey', { name: 'n', keys: secret }],
      ['CreateImportServiceKey', { name: 'n', keys: [secret] }],
      ['CreateImportServiceKey', { name: 'n', keys: [{ kty: 'oct', k: [secret], d: 5 }] }],
      ['PostSecretVersionV2', { data: secret }],
      ['PostSecretV2', { path: 'a', version: { data: [secret] } }],
      ['PutSecretV2', { version: secret }]
    ]
    for (const [operationId, body] of bodies) {
      const texts = problems(operationId, 'body', body).join()
      expect(texts).not.toBe('')
      expect(texts).not.toContain(secret)
    }
  })

  it('takes names that JavaScript reserves for unknown members, and gives nothing a prototype', () => {
    for (const name of ['__proto__', 'constructor', 'hasOwnProperty']) {
      const body: unknown = JSON.parse(`{"plaintext":"AAAA","${name}":{"context":"x"}}`)
      expect(problems('Encrypt', 'body', body)).toEqual([`body.${name}: unknown member; accepted: plaintext, context`])
    }
    expect(problems('CreateImportServiceKey', 'body', JSON.parse('{"__proto__":{"name":"n"}}'))).toHaveLength(2)
  })

  it('cuts long unknown names and the list of problems', () => {
    const [text] = problems('Encrypt', 'body', { plaintext: 'AAAA', ['x'.repeat(1000)]: 1 })
    expect(text?.length).toBeLessThan(200)
    const many = problems(
      'Encrypt', 'body', Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`m${index}`, 1]))
    )
    expect(many).toHaveLength(11)
    expect(many.at(-1)).toBe('body: 51 more problems')
  })

  it('looks no further than the first problem of a body with thousands', () => {
    expect(problems('CreateImportServiceKey', 'body', { name: 'n', keys: Array(5000).fill(0) })).toEqual(['body.keys[0]: got a number; accepted: a JSON object'])
  })
})
