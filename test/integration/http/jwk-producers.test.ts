// JWKs as other software writes them, with the members that it adds: wrapped imports take them as they are, plain ones
// as far as the contract has these members.

import { webcrypto } from 'node:crypto'
import { exportJWK, generateKeyPair, generateSecret } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byok } from '../../harness/byok.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import producerJwks from '../../vectors/producer-jwks.json' with { type: 'json' }

let emulator: TestEmulator
let party: ReturnType<typeof byok>
beforeAll(async () => {
  emulator = await startTestEmulator()
  party = byok(emulator)
})
afterAll(async () => { await emulator.close() })

type Jwk = Readonly<Record<string, unknown>>

const importWrapped = async (jwk: Jwk) =>
  await party.imported(await party.entry(Buffer.from(JSON.stringify(jwk)), 'JWK'))
const importPlain = async (jwk: Jwk) => await emulator.api('POST', '/servicekey', { name: 'plain', keys: [jwk] })

/** What a plain import takes: the members and the values of the contract. */
const inContract = ({ ext, x5c, iat, nbf, exp, 'x5t#S256': x5t, alg, ...jwk }: Jwk): Jwk =>
  ({ ...jwk, ...(/^(?:RS|PS|ES)\d/.test(String(alg)) && { alg }) })

async function expectAlike (jwk: Jwk, operations: readonly string[]): Promise<void> {
  const wrapped = await importWrapped(jwk)
  expect([wrapped.status, wrapped.body.operations]).toEqual([201, operations])
  const withoutMore = inContract(jwk)
  const beyond = Object.keys(jwk).filter((name) => !(name in withoutMore))
  const plain = await importPlain(jwk)
  if (beyond.length > 0) {
    expect([plain.status, plain.body.errors])
      .toEqual([400, expect.arrayContaining(beyond.map((name) => expect.stringContaining(`body.keys[0].${name}: `)))])
    return
  }
  expect([plain.status, plain.body.operations]).toEqual([201, operations])
}

describe('public keys of jwcrypto, authlib, joserfc and Nimbus', () => {
  const operationsOf = ({ use, kty }: Jwk) => use === 'enc' && kty === 'RSA' ? ['wrapKey'] : ['verify']

  it.each(producerJwks)('$producer', async ({ jwk }) => { await expectAlike(jwk, operationsOf(jwk)) })
})

describe('jose', () => {
  it.each([
    ['RS256', ['sign', 'verify']], ['PS512', ['sign', 'verify']], ['ES256', ['sign', 'verify']],
    ['ES512', ['sign', 'verify']]
  ])('%s', async (alg, operations) => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
    await expectAlike(await exportJWK(privateKey), operations)
    await expectAlike(await exportJWK(publicKey), ['verify'])
  })

  it('A256GCM', async () => {
    await expectAlike(await exportJWK(await generateSecret('A256GCM', { extractable: true })), ['encrypt', 'decrypt'])
  })
})

describe('WebCrypto', () => {
  const rsa = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }
  const exported = async (key: webcrypto.CryptoKey) => ({ ...await webcrypto.subtle.exportKey('jwk', key) })

  it.each<[string, webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams, webcrypto.KeyUsage[]]>([
    ['RSASSA-PKCS1-v1_5', { name: 'RSASSA-PKCS1-v1_5', ...rsa }, ['sign', 'verify']],
    ['RSA-PSS', { name: 'RSA-PSS', ...rsa, hash: 'SHA-384' }, ['sign', 'verify']],
    ['RSA-OAEP', { name: 'RSA-OAEP', ...rsa }, ['unwrapKey', 'wrapKey']],
    ['ECDSA', { name: 'ECDSA', namedCurve: 'P-521' }, ['sign', 'verify']]
  ])('%s: one operation for each part, as WebCrypto gives them', async (_name, algorithm, [ofPrivate = 'sign', ofPublic = 'verify']) => {
    const { privateKey, publicKey } = await webcrypto.subtle.generateKey(algorithm, true, [ofPrivate, ofPublic])
    await expectAlike(await exported(privateKey), [ofPrivate])
    await expectAlike(await exported(publicKey), [ofPublic])
  })

  it.each([128, 256])('AES-GCM of %i bits', async (length) => {
    const usages = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'] as const
    const key = await webcrypto.subtle.generateKey({ name: 'AES-GCM', length }, true, usages)
    await expectAlike(await exported(key), usages)
  })

  it('algorithms that the service does not perform are refused with the member', async () => {
    const aesKw = await webcrypto.subtle.generateKey({ name: 'AES-KW', length: 256 }, true, ['wrapKey', 'unwrapKey'])
    expect((await importWrapped(await exported(aesKw))).body.errors)
      .toEqual([expect.stringContaining('.alg: not one that this service has; accepted with this key: dir, A256GCM')])
    const oaep = await webcrypto.subtle.generateKey({ name: 'RSA-OAEP', ...rsa }, true, ['encrypt', 'decrypt'])
    expect((await importWrapped(await exported(oaep.privateKey))).body.errors)
      .toEqual([expect.stringContaining('.key_ops: got decrypt; a key of type RSA')])
  })
})

it('jose encrypts to an exported transport key without its key_ops, as docs/byok.md says', async () => {
  const { CompactEncrypt, importJWK } = await import('jose')
  const { body } = await emulator.api('POST', '/servicekey?format=jwk', {
    name: 'transport', type: 'RSA', operations: ['wrapKey', 'unwrapKey']
  })
  const { key_ops: operations, ...jwk } = body.keys[0]
  expect(operations).toEqual(['wrapKey'])
  const encrypt = async (key: Jwk) => await new CompactEncrypt(Buffer.alloc(32))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM' }).encrypt(await importJWK(key, 'RSA-OAEP-256'))
  await expect(encrypt({ ...jwk, key_ops: operations })).rejects.toThrow('must include encrypt')
  expect((await encrypt(jwk)).split('.')).toHaveLength(5)
})
