// A refusal names what is at fault in the domain's words; a front door spells it in its own.

import { expect, it } from 'vitest'
import { refusal } from '../../../src/domain/errors/domain-error.js'
import { keyErrors } from '../../../src/domain/errors/keys.js'
import type { Spelling } from '../../../src/domain/errors/wording.js'
import { adminErrorFormat } from '../../../src/admin/error-format.js'
import { accessErrors } from '../../../src/domain/errors/access/access.js'
import { errorBody } from '../../../src/http/reply/error-reply.js'
import { restErrorFormat } from '../../../src/rest/error-format.js'

/** As a binary protocol with tags could have it. */
const tagged: Spelling = {
  name: (subject) => `<${subject}>`,
  setting: (subject, ...values) => `<${subject}> = ${values.map(String).join(' or ')}`,
  call: (call) => `operation ${call}`
}

const digest = refusal(keyErrors.DigestLengthWrong, 20, 'ES256', 32, ({ name }) => `. Leave ${name('isDigest')} out`)

it.each([
  ['the REST API', restErrorFormat.spelling, 'message: with isdigest, ES256 takes a digest of 32 bytes; got 20. Leave isdigest out'],
  ['another front door', tagged, '<message>: with <isDigest>, ES256 takes a digest of 32 bytes; got 20. Leave <isDigest> out']
])('%s has its own names', (_door, spelling, line) => {
  expect(digest.spelled(spelling).map((problem) => problem.line)).toEqual([line])
})

it('a member inside a subject follows its name', () => {
  const refused = refusal(keyErrors.KeyMaterialInvalid, ['importedKey', 'n'], 'missing')
  expect(refused.spelled(restErrorFormat.spelling))
    .toEqual([{ field: 'keys[0]', text: 'missing', line: 'keys[0].n: missing' }])
  expect(refused.message).toBe('importedKey.n: missing')
})

it('calls and values are spelled too', () => {
  const refused = refusal(keyErrors.TransportKeyNotFound, 'unwrappingKeyId', 'a')
  expect(refused.spelled(restErrorFormat.spelling)[0]?.line).toBe('wrappedKeys[0].wrappingKeyId: no service key a in this domain; create a transport key with "type": "RSA" and "operations": ["wrapKey", "unwrapKey"]')
  expect(refusal(keyErrors.KeyNotActive, 'a', 'deactivated').spelled(tagged)[0]?.line).toBe('service key a is deactivated; activate it first: operation activate')
})

it('the admin API sends the field apart from the text, and nothing more if no field is at fault', () => {
  const invalid = refusal(accessErrors.AccessRequestInvalid, [
    { place: 'actions', text: 'got "x"' }, { text: 'too much' }
  ])
  expect(errorBody(invalid, 'id', adminErrorFormat)).toMatchObject({
    errors: ['action: got "x"', 'too much'],
    problems: [{ field: 'action', text: 'got "x"' }, { text: 'too much' }]
  })
  expect(errorBody(invalid, 'id', restErrorFormat)).not.toHaveProperty('problems')
  expect(errorBody(refusal(accessErrors.AccessRequestInvalid, [{ text: 'too much' }]), 'id', adminErrorFormat))
    .not.toHaveProperty('problems')
})
