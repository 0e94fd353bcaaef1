// `use`, `alg` and `key_ops` of a JWK (RFC 7517 sections 4.2 to 4.4): what they let a key do, and where they contradict
// each other, the key or the request.

import { describe, expect, it } from 'vitest'
import { intendedOperations, type IntendedKey, type JwkIntent } from '../../../src/domain/keys/jwk-intent.js'
import { signatureAlgorithms } from '../../../src/domain/keys/algorithms.js'
import type { KeyOperation } from '../../../src/domain/keys/key-operations.js'

const rsa: IntendedKey = { type: 'RSA', curve: null, size: 2048, class: 'KEY_PAIR' }
const publicRsa: IntendedKey = { ...rsa, class: 'PUBLIC_KEY' }
const p256: IntendedKey = { type: 'EC', curve: 'P-256', size: null, class: 'KEY_PAIR' }
const p521: IntendedKey = { ...p256, curve: 'P-521' }
const oct256: IntendedKey = { type: 'oct', curve: null, size: 256, class: 'SECRET_KEY' }
const oct128: IntendedKey = { ...oct256, size: 128 }

const signing = ['sign', 'verify'] as const
const wrapping = ['wrapKey', 'unwrapKey'] as const
const encrypting = ['encrypt', 'decrypt'] as const

type Operations = readonly KeyOperation[]

describe('what agrees', () => {
  it.each<[string, IntendedKey, JwkIntent, Operations | undefined, Operations]>([
    ['nothing said of RSA', rsa, {}, undefined, signing],
    ['nothing said of a public RSA key', publicRsa, {}, undefined, ['verify']],
    ['nothing said of oct', oct256, {}, undefined, encrypting],
    ['null for everything', oct256, { use: null, alg: null, key_ops: null }, undefined, encrypting],
    ['use enc on RSA', rsa, { use: 'enc' }, undefined, wrapping],
    ['use enc on a public RSA key', publicRsa, { use: 'enc' }, undefined, ['wrapKey']],
    ['use sig on RSA', rsa, { use: 'sig' }, undefined, signing],
    ['use sig on a public RSA key', publicRsa, { use: 'sig' }, undefined, ['verify']],
    ['use sig on EC', p256, { use: 'sig' }, undefined, signing],
    ['use enc on oct', oct256, { use: 'enc' }, undefined, encrypting],
    ['use enc with an operation of its kind', rsa, { use: 'enc' }, ['unwrapKey'], ['unwrapKey']],
    ['use enc with alg of its kind', rsa, { use: 'enc', alg: 'RSA-OAEP-256' }, undefined, wrapping],
    ['alg of key wrapping alone', rsa, { alg: 'RSA-OAEP' }, undefined, wrapping],
    ['alg of signatures', rsa, { alg: 'PS512' }, undefined, signing],
    ['alg of the curve', p521, { alg: 'ES512', use: 'sig', key_ops: ['sign'] }, undefined, ['sign']],
    ['alg of the size', oct128, { alg: 'A128GCM' }, undefined, encrypting],
    ['alg of a secret key that wraps', oct256, { alg: 'A256GCM', key_ops: wrapping }, undefined, wrapping],
    ['alg of direct encryption', oct128, { alg: 'dir' }, undefined, encrypting],
    ['an empty key_ops', rsa, { key_ops: [] }, undefined, signing],
    ['an empty key_ops with use', rsa, { key_ops: [], use: 'enc' }, undefined, wrapping],
    ['empty operations', rsa, { key_ops: ['verify'] }, [], ['verify']],
    ['verify alone on a private key', rsa, { key_ops: ['verify'] }, undefined, ['verify']],
    ['operations that narrow key_ops', rsa, { key_ops: signing }, ['sign'], ['sign']],
    ['an operation twice in the request', rsa, {}, ['sign', 'sign'], ['sign']]
  ])('%s', (_what, key, jwk, requested, operations) => {
    expect(intendedOperations(key, jwk, requested)).toEqual({ operations })
  })

  it.each(Object.values(signatureAlgorithms))('alg $name on a key of its type', ({ name, kty, ...rest }) => {
    const key = kty === 'RSA' ? rsa : { ...p256, curve: 'crv' in rest ? rest.crv : null }
    expect(intendedOperations(key, { alg: name }, undefined)).toEqual({ operations: signing })
  })
})

describe('what contradicts something names both', () => {
  it.each<[string, IntendedKey, JwkIntent, Operations | undefined, string, string]>([
    ['use and kty, EC', p256, { use: 'enc' }, undefined, 'use', 'got enc, which contradicts <kty> EC; accepted with this key: sig'],
    ['use and kty, oct', oct256, { use: 'sig' }, undefined, 'use', 'got sig, which contradicts <kty> oct; accepted with this key: enc'],
    ['use and operations', rsa, { use: 'enc' }, signing, 'operations', 'got sign, verify, which contradicts <use> enc (which means wrapKey, unwrapKey)'],
    ['use sig and operations', rsa, { use: 'sig' }, wrapping, 'operations', 'contradicts <use> sig'],
    ['use and key_ops', rsa, { use: 'enc', key_ops: ['sign'] }, undefined, 'key_ops', 'contradicts <use> enc (which'],
    ['use sig and key_ops', rsa, { use: 'sig', key_ops: wrapping }, undefined, 'key_ops', '<use> sig'],
    ['use and alg', rsa, { use: 'enc', alg: 'RS256' }, undefined, 'alg', 'got RS256, which contradicts <use> enc'],
    ['use sig and alg', rsa, { use: 'sig', alg: 'RSA-OAEP' }, undefined, 'alg', 'got RSA-OAEP, which contradicts <use> sig'],
    ['alg and key_ops', rsa, { alg: 'RS256', key_ops: wrapping }, undefined, 'key_ops', 'contradicts <alg> RS256'],
    ['alg and operations', publicRsa, { alg: 'PS256' }, ['wrapKey'], 'operations', 'contradicts <alg> PS256'],
    ['alg and crv', p256, { alg: 'ES384' }, undefined, 'alg', 'got ES384, which contradicts <crv> P-256; accepted with this key: ES256'],
    ['alg and kty, EC', p256, { alg: 'RS256' }, undefined, 'alg', 'got RS256, which contradicts <kty> EC'],
    ['alg and kty, RSA', rsa, { alg: 'ES256' }, undefined, 'alg', 'got ES256, which contradicts <kty> RSA'],
    ['alg and kty, oct', oct256, { alg: 'RS256' }, undefined, 'alg', 'got RS256, which contradicts <kty> oct; accepted with this key: dir, A256GCM'],
    ['alg and size', oct256, { alg: 'A128GCM' }, undefined, 'alg', 'got A128GCM, which contradicts <k> of 256 bits'],
    ['key_ops and operations', rsa, { key_ops: ['sign'] }, wrapping, 'operations', 'got wrapKey, unwrapKey, which contradicts <key_ops> sign.'],
    ['operations beyond key_ops', rsa, { key_ops: ['sign'] }, signing, 'operations', 'got sign, verify, which contradicts <key_ops> sign.'],
    ['key_ops and the type', rsa, { key_ops: ['decrypt', 'unwrapKey'] }, undefined, 'key_ops', 'a key of type RSA and class KEY_PAIR accepts'],
    ['key_ops of two kinds', rsa, { key_ops: ['sign', 'wrapKey'] }, undefined, 'key_ops', 'accepts sign, verify; or wrapKey, unwrapKey'],
    ['key_ops and a public key', publicRsa, { key_ops: ['sign'] }, undefined, 'key_ops', 'class PUBLIC_KEY'],
    ['key_ops and the type, under good operations', p256, { key_ops: ['encrypt'] }, signing, 'key_ops', 'type EC'],
    ['operations and the type', p256, {}, encrypting, 'operations', 'got encrypt, decrypt; a key of type EC'],
    ['an operation twice', rsa, { key_ops: ['sign', 'sign'] }, undefined, 'key_ops', 'got sign twice'],
    ['one of three', oct256, { key_ops: ['encrypt', 'decrypt', 'encrypt'] }, ['encrypt'], 'key_ops', 'encrypt twice'],
    ['an algorithm that the service does not have', oct256, { alg: 'HS256' }, undefined, 'alg', 'not one that this service has; accepted with this key: dir, A256GCM'],
    ['a use that RFC 7517 does not define', rsa, { use: 'sign' }, undefined, 'use', 'not one that this service has; accepted with this key: sig, enc']
  ])('%s', (_what, key, jwk, requested, member, text) => {
    const result = intendedOperations(key, jwk, requested)
    if (!('fault' in result)) throw new Error(`accepted: ${result.operations.join(', ')}`)
    expect(result.fault.member).toBe(member)
    expect(result.fault.why((other) => `<${other}>`)).toContain(text)
  })

  it('a value that the service does not have is never repeated, because it may be anything', () => {
    const result = intendedOperations(rsa, { alg: 'a text from inside of a token' }, undefined)
    expect('fault' in result && result.fault.why(String)).not.toContain('inside')
  })
})
