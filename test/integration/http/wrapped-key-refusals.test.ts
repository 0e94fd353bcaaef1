// Every refusal of wrapped import and export has a text of its own and stores nothing (service.md 6).

import { createPrivateKey, createPublicKey, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorName } from '../../../scripts/pages/error-rows.js'
import { errorRows } from '../../../src/emulator/composition/error-rows.js'
import { packErrorCode } from '../../../src/domain/errors/error-code.js'
import { errorStatus } from '../../../src/http/reply/error-status.js'
import { rsaKeys } from '../../fixtures/rsa-keys.js'
import { byok, everyJwk, publicJwk } from '../../harness/byok.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
let party: ReturnType<typeof byok>
/** Ids of keys that refusals are about, by what they are. */
const ids: Record<string, string> = {}
const textOf = (text: string) => text.replace(/\{([^}]+)\}/g, (_, name: string) => ids[name] ?? name)

beforeAll(async () => {
  emulator = await startTestEmulator()
  party = byok(emulator)
  const wrapping = { operations: ['wrapKey', 'unwrapKey'] }
  const rsa = { keys: [rsaKeys.rsa2048] }
  ids['transport'] = await party.transport()
  ids['transport 4096'] = await party.transport(4096)
  ids['unknown'] = randomUUID()
  ids['oct'] = (await party.create({ type: 'oct', ...wrapping, extractable: true })).id
  ids['EC'] = (await party.create({ type: 'EC', extractable: true })).id
  ids['signing RSA'] = (await party.create({ ...rsa, extractable: true })).id
  ids['public only'] = (await party.create({ keys: [publicJwk(rsaKeys.rsa2048)], operations: ['wrapKey'] })).id
  ids['HSM'] = (await party.create({ ...rsa, ...wrapping, protectionLevel: 'HSM', extractable: true })).id
  ids['unwrap only'] = (await party.create({ ...rsa, operations: ['unwrapKey'] })).id
  ids['source'] = (await party.create({ type: 'oct', extractable: true })).id
  ids['source RSA-4096'] = (await party.create({ keys: [rsaKeys.rsa4096], extractable: true })).id
  ids['kept in'] = (await party.create({ type: 'oct' })).id
  for (const [name, calls] of [['deactivated', ['deactivate']], ['deleted', ['deactivate', 'delete']]] as const) {
    const { id } = await party.create({ ...rsa, ...wrapping })
    ids[name] = id
    await emulator.api('POST', `/servicekey/${id}/deactivate`, { reason: 'superseded' })
    if (calls.length === 2) await emulator.api('DELETE', `/servicekey/${id}`)
  }
})
afterAll(async () => { await emulator.close() })

async function stored (): Promise<unknown> {
  return (await emulator.api('GET', '/servicekey?state=all&max=100')).body.objects_list
}

/** Checks one refusal, and that the domain is as it was. */
async function expectRefusal (
  call: () => ReturnType<TestEmulator['api']>, name: ErrorName, text: string
): Promise<void> {
  const before = await stored()
  const { status, body } = await call()
  const row = errorRows[name]
  expect([status, body.error_code, body.errors]).toEqual([errorStatus(row), packErrorCode(row), expect.any(Array)])
  expect(body.errors.join('\n')).toContain(textOf(text))
  expect(await stored()).toEqual(before)
}

type Query = Record<string, string | undefined>

describe('an export is refused', () => {
  const whole = { wrappingKeyId: 'transport', wrappedKeyFormat: 'RAW', wrappingAlgorithm: 'RSA-OAEP-256' }
  const together = 'missing; a wrapped export takes wrappingKeyId, wrappedKeyFormat, wrappingAlgorithm together'
  it.each<[string, string, Query, ErrorName, string]>([
    [
      'without a format', 'source', { wrappedKeyFormat: undefined }, 'RequestInvalid',
      `query wrappedKeyFormat: ${together}`
    ],
    [
      'without an algorithm', 'source', { wrappingAlgorithm: undefined }, 'RequestInvalid',
      `query wrappingAlgorithm: ${together}`
    ],
    [
      'without a transport key', 'source', { wrappingKeyId: undefined }, 'RequestInvalid',
      `query wrappingKeyId: ${together}`
    ],
    [
      'with the transport key alone', 'source', { wrappedKeyFormat: undefined, wrappingAlgorithm: undefined },
      'RequestInvalid', `query wrappedKeyFormat: ${together}\nquery wrappingAlgorithm: ${together}`
    ],
    ['with a parameter more', 'source', { wrapping: 'x' }, 'RequestInvalid', 'wrapping'],
    ['as PEM', 'source', { wrappedKeyFormat: 'PEM' }, 'RequestInvalid', 'query wrappedKeyFormat'],
    ['with RSA1_5', 'source', { wrappingAlgorithm: 'RSA1_5' }, 'RequestInvalid', 'query wrappingAlgorithm'],
    [
      'with a transport key that is no UUID', 'source', { wrappingKeyId: 'mine' }, 'RequestInvalid',
      'query wrappingKeyId'
    ],
    ['of an unknown key', 'unknown', {}, 'KeyNotFound', 'keyId: no service key {unknown} in this domain'],
    ['under an unknown transport key', 'source', { wrappingKeyId: 'unknown' }, 'TransportKeyNotFound', 'wrappingKeyId: no service key {unknown} in this domain'],
    ['under a deleted transport key', 'source', { wrappingKeyId: 'deleted' }, 'TransportKeyNotFound', 'wrappingKeyId: no service key {deleted} in this domain'],
    ['under an oct key', 'source', { wrappingKeyId: 'oct' }, 'TransportKeyUnfit', 'service key {oct} is of type oct; a transport key has "type": "RSA"'],
    ['under an EC key', 'source', { wrappingKeyId: 'EC' }, 'TransportKeyUnfit', 'service key {EC} is of type EC;'],
    ['under a signing key', 'source', { wrappingKeyId: 'signing RSA' }, 'TransportKeyUnfit', 'service key {signing RSA} is without the operation wrapKey: it has sign, verify'],
    ['under a key that only unwraps', 'source', { wrappingKeyId: 'unwrap only' }, 'TransportKeyUnfit', 'is without the operation wrapKey: it has unwrapKey'],
    ['under a key in an HSM', 'source', { wrappingKeyId: 'HSM' }, 'TransportKeyUnfit', 'service key {HSM} is in an HSM; a transport key has protectionLevel SOFTWARE'],
    ['under a key that is not active', 'source', { wrappingKeyId: 'deactivated' }, 'TransportKeyUnfit', 'service key {deactivated} is deactivated; activate it first'],
    ['of a key that is not extractable', 'kept in', {}, 'KeyNotExtractable', 'service key {kept in} is not extractable; first send PATCH .../servicekey/'],
    ['of a key in an HSM', 'HSM', { wrappedKeyFormat: 'PKCS8' }, 'KeyInHsm', 'service key {HSM} is in an HSM; only keys with protectionLevel SOFTWARE are exported'],
    ['of an oct key as PKCS1', 'source', { wrappedKeyFormat: 'PKCS1' }, 'KeyFormatMismatch', 'wrappedKeyFormat: PKCS1 does not fit a oct-256 key of class SECRET_KEY; accepted: RAW, JWK'],
    ['of an oct key as PKCS8', 'source', { wrappedKeyFormat: 'PKCS8' }, 'KeyFormatMismatch', 'accepted: RAW, JWK'],
    ['of an RSA key as RAW', 'signing RSA', {}, 'KeyFormatMismatch', 'RAW does not fit a RSA-2048 key of class KEY_PAIR; accepted: JWK, PKCS1, PKCS8'],
    ['of an EC key as PKCS1', 'EC', { wrappedKeyFormat: 'PKCS1' }, 'KeyFormatMismatch', 'PKCS1 does not fit a P-256 key of class KEY_PAIR; accepted: JWK, PKCS8'],
    ['of a public key as PKCS8', 'public only', { wrappedKeyFormat: 'PKCS8' }, 'KeyFormatMismatch', 'PKCS8 does not fit a RSA-2048 key of class PUBLIC_KEY; accepted: JWK, PKCS1'],
    [
      'that no import would take', 'source RSA-4096', { wrappedKeyFormat: 'JWK', wrappingKeyId: 'transport 4096' },
      'WrappedKeyTooLong', 'and 5000 can be imported; use PKCS8 or PKCS1'
    ]
  ])('%s', async (_what, source, changed, name, text) => {
    const query = Object.entries({ ...whole, ...changed })
      .filter((pair): pair is [string, string] => pair[1] !== undefined)
      .map(([name, value]): [string, string] => [name, name === 'wrappingKeyId' ? ids[value] ?? value : value])
    await expectRefusal(() => emulator.api('GET', `/servicekey/${ids[source]}?${new URLSearchParams(query).toString()}`), name, text)
  })

  it('while each format of an RSA-4096 key but JWK fits under a transport key of 4096 bits', async () => {
    for (const wrappedKeyFormat of ['PKCS1', 'PKCS8']) {
      const { status, body } = await party.exported(ids['source RSA-4096']!, {
        wrappedKeyFormat, wrappingKeyId: ids['transport 4096']!
      })
      expect(status).toBe(200)
      expect((await emulator.api('POST', '/servicekey', { name: 'a copy', wrappedKeys: body.wrappedKeys })).status)
        .toBe(201)
    }
  })
})

describe('an import is refused', () => {
  const oct = Buffer.from(JSON.stringify(everyJwk['oct-256']))
  const pkcs8 = createPrivateKey({ key: { ...rsaKeys.rsa2048 }, format: 'jwk' })
    .export({ format: 'der', type: 'pkcs8' })
  const spki = createPublicKey({ key: publicJwk(rsaKeys.rsa2048), format: 'jwk' })
    .export({ format: 'der', type: 'spki' })

  it.each<[
    string,
    {
      material?: Buffer
      format?: 'RAW' | 'JWK' | 'PKCS1' | 'PKCS8'
      alg?: string
      under?: string
      change?: (token: string) => string
      body?: object
    },
    ErrorName, string
  ]>([
          ['under an unknown transport key', { under: 'unknown' }, 'TransportKeyNotFound', 'wrappedKeys[0].wrappingKeyId: no service key {unknown} in this domain'],
          ['under a deleted transport key', { under: 'deleted' }, 'TransportKeyNotFound', 'no service key {deleted}'],
          ['under an oct key', { under: 'oct' }, 'TransportKeyUnfit', 'wrappedKeys[0].wrappingKeyId: service key {oct} is of type oct; a transport key has "type": "RSA"'],
          ['under a signing key', { under: 'signing RSA' }, 'TransportKeyUnfit', 'is without the operation unwrapKey: it has sign, verify'],
          ['under a public key', { under: 'public only' }, 'TransportKeyUnfit', 'is without the operation unwrapKey: it has wrapKey'],
          ['under a key in an HSM', { under: 'HSM' }, 'TransportKeyUnfit', 'service key {HSM} is in an HSM'],
          ['under a key that is not active', { under: 'deactivated' }, 'TransportKeyUnfit', 'service key {deactivated} is deactivated; activate it first'],
          ['with RSA1_5 in its header', { change: () => `${Buffer.from('{"alg":"RSA1_5","enc":"A256GCM"}').toString('base64url')}.AA.AA.AA.AA` }, 'TokenMalformed', 'wrappedKeys[0].ciphertext: header member alg is RSA1_5'],
          ['cut short', { change: (token) => token.slice(0, -1) }, 'TokenMalformed', 'wrappedKeys[0].ciphertext: the authentication tag'],
          [
            'without its last part', { change: (token) => token.slice(0, token.lastIndexOf('.')) }, 'TokenMalformed',
            'not a compact JWE: got 4 parts'
          ],
          [
            'with another tag', { change: (token) => token.replace(/[^.]+$/, randomBytes(16).toString('base64url')) },
            'UnwrappingFailed', 'wrappedKeys[0].ciphertext: cannot be unwrapped'
          ],
          ['with another encrypted key', { change: (token) => token.replace(/\.[^.]+/, `.${randomBytes(256).toString('base64url')}`) }, 'UnwrappingFailed', 'wrappedKeys[0].ciphertext: cannot be unwrapped'],
          [
            'over 5000 characters', { change: (token) => token + 'A'.repeat(5000) }, 'RequestInvalid',
            'wrappedKeys[0].ciphertext'
          ],
          ['empty', { change: () => '' }, 'RequestInvalid', 'wrappedKeys[0].ciphertext'],
          ['that is no key', { material: Buffer.from('{}') }, 'KeyMaterialInvalid', 'wrappedKeys[0] (unwrapped): not a key in the format JWK'],
          ['of another format than it says', { material: pkcs8, format: 'PKCS1' }, 'KeyMaterialInvalid', 'this is a PrivateKeyInfo, whose keyFormatType is PKCS8'],
          ['of a public key that is no JWK or PKCS1', { material: spki, format: 'PKCS8' }, 'KeyMaterialInvalid', 'this is a SubjectPublicKeyInfo'],
          ['of octets that no AES key has', { material: randomBytes(20), format: 'RAW' }, 'KeyMaterialInvalid', 'wrappedKeys[0] (unwrapped): not a key in the format RAW: 20 bytes'],
          [
            'of a faulty RSA key', { material: Buffer.from(JSON.stringify(rsaKeys.closePrimes)) }, 'KeyMaterialInvalid',
            'wrappedKeys[0] (unwrapped).q: too close to p'
          ],
          [
            'of an RSA key that is too small', { material: Buffer.from(JSON.stringify(rsaKeys.small)) },
            'KeyMaterialInvalid',
            'wrappedKeys[0] (unwrapped).n: a modulus of'
          ],
          [
            'of a point off the curve',
            { material: Buffer.from(JSON.stringify({ ...everyJwk['P-256'], x: everyJwk['P-256'].y })) },
            'KeyMaterialInvalid',
            'wrappedKeys[0] (unwrapped).x: x and y are not a point on P-256'
          ],
          ['whose type is not the one that is wished', { body: { type: 'RSA' } }, 'KeyRequestInvalid', 'type: got RSA; the imported key has oct'],
          ['whose size is not the one that is wished', { body: { size: 128 } }, 'KeyRequestInvalid', 'size: got 128; the imported key has 256'],
          ['whose curve is not the one that is wished', { body: { curve: 'P-256' } }, 'KeyRequestInvalid', 'curve: got P-256; the imported key has no curve'],
          ['for operations that it cannot have', { body: { operations: ['sign'] } }, 'KeyRequestInvalid', 'operations: got sign; a key of type oct and class SECRET_KEY accepts'],
          ['into an HSM', { body: { protectionLevel: 'HSM' } }, 'KeyRequestInvalid', 'protectionLevel: got HSM; keys in an HSM take no part in wrapped import'],
          ['beside a plain one', { body: { keys: [everyJwk['oct-128']] } }, 'KeyRequestInvalid', 'keys, wrappedKeys: got both; a key is imported from one of them'],
          ['with no entry', { body: { wrappedKeys: [] } }, 'KeyRequestInvalid', 'wrappedKeys: got 0 entries; exactly one key is imported at a time']
        ])('%s', async (_what, {
          material = oct, format = 'JWK', alg = 'RSA-OAEP', under = 'transport', change = (token) => token, body
        }, name, text) => {
          const entry = await party.entry(material, format, { alg })
          await expectRefusal(() =>
            party.imported(
              { ...entry, wrappingKeyId: ids[under], ciphertext: change(entry.ciphertext) }, body
            ), name, text)
        })

  it('with two entries, even the same', async () => {
    const entry = await party.entry(oct, 'JWK')
    await expectRefusal(() => party.imported(entry, { wrappedKeys: [entry, entry] }), 'KeyRequestInvalid', 'wrappedKeys: got 2 entries; exactly one key is imported at a time')
  })

  it.each(['keyFormatType', 'wrappingKeyId', 'ciphertext'])('without %s', async (member) => {
    const entry = Object.fromEntries(Object.entries(await party.entry(oct, 'JWK')).filter(([name]) => name !== member))
    await expectRefusal(() => party.imported(entry), 'RequestInvalid', member)
  })

  it('with a member more', async () => {
    await expectRefusal(async () => await party.imported({
      ...await party.entry(oct, 'JWK'), wrappingAlgorithm: 'RSA-OAEP'
    }), 'RequestInvalid', 'wrappingAlgorithm')
  })
})

it('knows no transport key of another domain of the same server', async () => {
  const other = await startTestEmulator({ flags: [] })
  const transport = await byok(other).transport()
  const source = (await byok(other).create({ type: 'oct', extractable: true })).id
  const second = await other.restart(['--okms-id', randomUUID()])
  try {
    const here = byok(second)
    const own = (await here.create({ type: 'oct', extractable: true })).id
    const text = `no service key ${transport} in this domain`
    for (const reply of [
      await here.exported(own, { wrappingKeyId: transport }),
      await here.imported({ ...await here.entry(randomBytes(16), 'RAW'), wrappingKeyId: transport })
    ]) {
      expect([reply.status, reply.body.errors[0]]).toEqual([404, expect.stringContaining(text)])
    }
    expect((await here.exported(source)).body.errors).toEqual([`keyId: no service key ${source} in this domain; list the keys with GET .../v1/servicekey`])
  } finally {
    await second.close()
  }
})
