// Formats of wrapped material: OpenSSL and WebCrypto on the other side, and everything that is not
// quite a key (service.md 6.1, 6.7).

import { execFileSync } from 'node:child_process'
import { createECDH, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, webcrypto } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readKey, writeKey } from '../../../src/crypto/keys/key-format.js'
import { importJwk } from '../../../src/crypto/jose/jwk-import.js'
import { generateKeyMaterial } from '../../../src/crypto/keys/generate-key.js'
import { curves } from '../../../src/domain/keys/algorithms.js'
import { keyErrors } from '../../../src/domain/errors/keys.js'
import { DomainError } from '../../../src/domain/errors/domain-error.js'
import { formatsOf, type KeyFormat } from '../../../src/domain/keys/key-format.js'
import { rsaKeys } from '../../fixtures/rsa-keys.js'
import { rejectionOf } from '../refusal-of.js'

const subject = 'unwrappedKey'
const read = async (format: KeyFormat, bytes: Buffer) => await importJwk(readKey(format, bytes, subject), subject)
const openssl = (args: readonly string[], input: Buffer | string) =>
  execFileSync('openssl', args, { input, stdio: ['pipe', 'pipe', 'ignore'] })
const toPkcs8 = (key: Buffer) => openssl(['pkcs8', '-topk8', '-nocrypt', '-inform', 'DER', '-outform', 'DER'], key)
const refusalText = async (format: KeyFormat, bytes: Buffer) => {
  const { kind, message } = await rejectionOf(read(format, bytes))
  expect(kind).toBe(keyErrors.KeyMaterialInvalid)
  return message
}

const ecMaterials = await Promise.all(curves.map((curve) => generateKeyMaterial({ type: 'EC', curve })))
const rsaMaterials = [
  ['RSA-2048', rsaKeys.rsa2048], ['RSA-3072', rsaKeys.rsa3072], ['RSA-4096', rsaKeys.rsa4096]
] as const
const secrets = [16, 24, 32]
  .map((length) => [`oct-${8 * length}`, { kty: 'oct', k: randomBytes(length).toString('base64url') }] as const)
const pairs = [...rsaMaterials, ...ecMaterials.map(({ material }, index) => [curves[index]!, material] as const)]
const p256 = createPrivateKey({ key: { ...ecMaterials[0]!.material }, format: 'jwk' })
const rsa = createPrivateKey({ key: { ...rsaKeys.rsa2048 }, format: 'jwk' })
const der = (key: typeof rsa, type: 'pkcs1' | 'pkcs8' | 'sec1') => key.export({ format: 'der', type: type as 'pkcs8' })
const publicDer = (key: typeof rsa, type: 'pkcs1' | 'spki') => createPublicKey(key)
  .export({ format: 'der', type: type as 'spki' })
const pkcs1 = der(rsa, 'pkcs1')
const pkcs8 = der(rsa, 'pkcs8')
const ecPkcs8 = der(p256, 'pkcs8')

describe('what is written is read as the same key', () => {
  it.each([...secrets, ...pairs].flatMap(([name, material]) => formatsOf(material.kty, 'KEY_PAIR')
    .map((format) => [name, format, material] as const)))('%s as %s', async (_name, format, material) => {
    expect((await read(format, writeKey(format, material))).material).toEqual(material)
  })

  it.each(pairs.flatMap(([name, material]) => formatsOf(material.kty, 'PUBLIC_KEY').map((format) => [
    name, format, material
  ] as const)))('the public part of %s as %s', async (_name, format, material) => {
    const { publicJwk } = await importJwk(material, subject)
    expect(await read(format, writeKey(format, publicJwk!)))
      .toMatchObject({ class: 'PUBLIC_KEY', material: null, publicJwk })
  })
})

describe('OpenSSL', () => {
  it.each(rsaMaterials)('checks %s as PKCS1', (_name, material) => {
    expect(openssl(['rsa', '-inform', 'DER', '-check', '-noout'], writeKey('PKCS1', material)).toString())
      .toContain('RSA key ok')
  })

  it.each(pairs)('checks %s as PKCS8', (_name, material) => {
    const written = writeKey('PKCS8', material)
    expect(openssl(['pkey', '-inform', 'DER', '-check', '-noout'], written).toString()).toContain('Key is valid')
    expect(toPkcs8(written)).toEqual(written)
  })

  it.each([
    ['an EC key', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'], 'P-384'],
    ['an RSA key', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], null]
  ])('makes %s that is read', async (_what, args, curve) => {
    const made = openssl(['genpkey', '-outform', 'DER', ...args], '')
    expect(await read('PKCS8', toPkcs8(made))).toMatchObject({ curve, class: 'KEY_PAIR' })
  })
})

describe('WebCrypto', () => {
  it('exports JWKs and PKCS8 that are read', async () => {
    const { privateKey } = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-521' }, true, [
      'sign', 'verify'
    ])
    const jwk = Buffer.from(JSON.stringify(await webcrypto.subtle.exportKey('jwk', privateKey)))
    expect(readKey('JWK', jwk, subject).key_ops).toEqual(['sign'])
    const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey))
    expect(await read('PKCS8', pkcs8)).toEqual(await read('JWK', jwk))
  })
})

// DER written by hand, for what no program writes.
const tlv = (tag: number, ...contents: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(contents)
  const length = content.length < 0x80
    ? Buffer.from([content.length])
    : content.length < 0x100
      ? Buffer.from([0x81, content.length])
      : Buffer.from([0x82, content.length >> 8, content.length & 0xff])
  return Buffer.concat([Buffer.from([tag]), length, content])
}
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const [zero, one] = [hex('020100'), hex('020101')]
const ecOid = hex('06072a8648ce3d0201')
const p256Oid = hex('06082a8648ce3d030107')
const d = Buffer.from(String(p256.export({ format: 'jwk' }).d), 'base64url')
const ecPrivateKey = (...optional: readonly Buffer[]) => tlv(0x30, one, tlv(0x04, d), ...optional)
const privateKeyInfo = (
  inner: Buffer,
  { version = zero, algorithm = tlv(0x30, ecOid, p256Oid), after = Buffer.alloc(0) }: {
    version?: Buffer, algorithm?: Buffer, after?: Buffer
  } = {}
) => tlv(0x30, version, algorithm, tlv(0x04, inner), after)

describe('PKCS8 as others write it', () => {
  it.each([
    ['without the public key, as Java does', privateKeyInfo(ecPrivateKey())],
    ['with the curve named twice', privateKeyInfo(ecPrivateKey(tlv(0xa0, p256Oid)))],
    ['with attributes after the key, as Windows does', privateKeyInfo(ecPrivateKey(), { after: tlv(0xa0, tlv(0x30, hex('0603551d0f'), tlv(0x31, hex('03020780')))) })]
  ])('%s', async (_what, bytes) => {
    expect((await read('PKCS8', bytes)).material).toEqual(ecMaterials[0]!.material)
  })

  const point = publicDer(p256, 'spki').subarray(-65)
  const version2 = (publicKey: Buffer) => ({ version: one, after: tlv(0x81, Buffer.of(0), publicKey) })
  const rsaAlgorithm = tlv(0x30, hex('06092a864886f70d010101 0500'))

  it('version 2 with its public key (RFC 5958 section 2), EC and RSA', async () => {
    const ec = await read('PKCS8', privateKeyInfo(ecPrivateKey(), version2(point)))
    expect(ec.material).toEqual(ecMaterials[0]!.material)
    const withRsa = privateKeyInfo(pkcs1, { algorithm: rsaAlgorithm, ...version2(publicDer(rsa, 'pkcs1')) })
    expect((await read('PKCS8', withRsa)).material).toEqual((await read('PKCS8', pkcs8)).material)
    const attributes = tlv(0xa0, tlv(0x30, hex('0603551d0f'), tlv(0x31, hex('03020780'))))
    const both = privateKeyInfo(ecPrivateKey(), {
      version: one, after: Buffer.concat([attributes, version2(point).after])
    })
    expect((await read('PKCS8', both)).material).toEqual(ecMaterials[0]!.material)
  })

  it.each([
    [
      'the public key of another',
      privateKeyInfo(
        ecPrivateKey(),
        version2(publicDer(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, 'spki').subarray(-65))
      ),
      'not that of its private key'
    ],
    [
      'another RSA key',
      privateKeyInfo(pkcs1, { algorithm: rsaAlgorithm, ...version2(tlv(0x30, hex('02020101'), hex('0203010001'))) }),
      'not that of its private key'
    ],
    [
      'a private key as public key', privateKeyInfo(pkcs1, { algorithm: rsaAlgorithm, ...version2(pkcs1) }),
      'not that of its private key'
    ],
    [
      'a public key of half an octet',
      privateKeyInfo(ecPrivateKey(), { version: one, after: tlv(0x81, Buffer.of(4), point) }),
      'not a BIT STRING of whole octets'
    ],
    ['a public key in version 1', privateKeyInfo(ecPrivateKey(), { after: version2(point).after }), 'another version; accepted: v1, and v2 with a public key'],
    [
      'two public keys',
      privateKeyInfo(ecPrivateKey(), {
        version: one, after: Buffer.concat([version2(point).after, version2(point).after])
      }),
      'not a PrivateKeyInfo'
    ]
  ])('refuses %s', async (_what, bytes, says) => {
    expect(await refusalText('PKCS8', bytes)).toContain(says)
  })

  it.each([['one octet short', Buffer.alloc(0)], ['one octet long', Buffer.alloc(2)]])('a scalar that begins with zero octets, %s', async (_what, zeros) => {
    const rest = Buffer.concat([Buffer.of(7), randomBytes(30)])
    const padded = Buffer.concat([Buffer.alloc(1), rest])
    const ecdh = createECDH('prime256v1')
    ecdh.setPrivateKey(padded)
    const { material } = await read('PKCS8', privateKeyInfo(tlv(0x30, one, tlv(0x04, zeros, rest))))
    expect(material)
      .toMatchObject({ d: padded.toString('base64url'), x: ecdh.getPublicKey().subarray(1, 33).toString('base64url') })
  })
})

describe('refused, with a word on what came', () => {
  const pem = (type: 'pkcs1' | 'pkcs8') => Buffer.from(rsa.export({ format: 'pem', type }))
  const encrypted = p256.export({ format: 'der', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' })
  const spki = publicDer(rsa, 'spki')
  const sec1 = der(p256, 'sec1')
  const pss = generateKeyPairSync('rsa-pss', { modulusLength: 1024 })
    .privateKey.export({ format: 'der', type: 'pkcs8' })
  const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' })
  const secp256k1 = generateKeyPairSync('ec', { namedCurve: 'secp256k1' })
    .privateKey.export({ format: 'der', type: 'pkcs8' })
  const explicit = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' })
    .privateKey.export({ format: 'der', type: 'pkcs8' })
  const compressed =
    toPkcs8(openssl(['pkey', '-inform', 'DER', '-outform', 'DER', '-ec_conv_form', 'compressed'], ecPkcs8))
  const other = Buffer.from(
    String(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }).d), 'base64url'
  )
  const longLength = Buffer.concat([pkcs1.subarray(0, 1), Buffer.from([0x83, 0]), pkcs1.subarray(2)])
  const json = (value: unknown) => Buffer.from(JSON.stringify(value))

  it.each<[string, KeyFormat, Buffer, string]>([
    ['15 octets', 'RAW', randomBytes(15), '15 bytes; a RAW key has 16, 24 or 32'],
    ['29 octets, which a JWK may have', 'RAW', randomBytes(29), '29 bytes; a RAW key has 16, 24 or 32'],
    ['33 octets', 'RAW', randomBytes(33), '33 bytes'],
    ['no octets', 'RAW', Buffer.alloc(0), '0 bytes'],
    ['PEM', 'PKCS8', pem('pkcs8'), 'this is PEM; the DER inside it is expected'],
    ['PEM', 'PKCS1', pem('pkcs1'), 'this is PEM'],
    ['PKCS8', 'PKCS1', pkcs8, 'this is a PrivateKeyInfo, whose keyFormat is PKCS8'],
    ['PKCS1', 'PKCS8', pkcs1, 'this looks like a PKCS #1 key, whose keyFormat is PKCS1'],
    ['SEC1', 'PKCS8', sec1, 'this is an ECPrivateKey (SEC1)'],
    ['SEC1', 'PKCS1', sec1, 'this is an ECPrivateKey (SEC1)'],
    ['a public key', 'PKCS8', spki, 'this is a SubjectPublicKeyInfo'],
    ['a public key in the wrong envelope', 'PKCS1', spki, 'this is a SubjectPublicKeyInfo'],
    ['an encrypted key', 'PKCS8', encrypted, 'this is an encrypted PKCS #8 key'],
    ['a key for PSS only', 'PKCS8', pss, 'another algorithm; accepted: rsaEncryption, id-ecPublicKey'],
    ['an Ed25519 key', 'PKCS8', ed25519, 'another algorithm'],
    ['a curve that the service does not have', 'PKCS8', secp256k1, 'not a named curve of this service; accepted: P-256, P-384, P-521'],
    ['a curve spelled out', 'PKCS8', explicit, 'not a named curve'],
    ['a compressed point', 'PKCS8', compressed, 'public point is not uncompressed'],
    [
      'the public point of another key', 'PKCS8',
      privateKeyInfo(tlv(0x30, one, tlv(0x04, other), tlv(
        0xa1, tlv(0x03, Buffer.from([0]), createPublicKey(p256).export({ format: 'der', type: 'spki' }).subarray(-65))
      ))),
      'd: not the private key of the point x, y'
    ],
    ['a scalar of 0', 'PKCS8', privateKeyInfo(tlv(0x30, one, tlv(0x04, Buffer.alloc(32)))), 'out of range'],
    [
      'a scalar larger than the order', 'PKCS8', privateKeyInfo(tlv(0x30, one, tlv(0x04, Buffer.alloc(32, 0xff)))),
      'out of range'
    ],
    [
      'a scalar that is cut off', 'PKCS8',
      privateKeyInfo(tlv(
        0x30, one, tlv(0x04, d.subarray(0, -1)),
        tlv(0xa1, tlv(0x03, Buffer.of(0), publicDer(p256, 'spki').subarray(-65)))
      )),
      'd: not the private key of the point x, y'
    ],
    ['a scalar that is too long', 'PKCS8', privateKeyInfo(tlv(0x30, one, tlv(0x04, Buffer.of(1), d))), 'an ECPrivateKey of 33 bytes; P-256 has 32'],
    ['an ECPrivateKey on another curve inside', 'PKCS8', privateKeyInfo(ecPrivateKey(tlv(0xa0, hex('06052b81040022')))), 'on another curve than its algorithm'],
    ['something inside after the private key', 'PKCS8', privateKeyInfo(ecPrivateKey(one)), 'something after its end'],
    ['something inside the string that holds it', 'PKCS8', privateKeyInfo(Buffer.concat([ecPrivateKey(), one])), 'something follows the end of the DER SEQUENCE'],
    ['another version', 'PKCS8', privateKeyInfo(ecPrivateKey(), { version: one }), 'another version; accepted: v1, and v2 with a public key'],
    [
      'rsaEncryption without NULL', 'PKCS8',
      privateKeyInfo(pkcs1, { algorithm: tlv(0x30, hex('06092a864886f70d010101')) }), 'takes the parameters NULL'
    ],
    [
      'a public key inside', 'PKCS8',
      privateKeyInfo(publicDer(rsa, 'pkcs1'), { algorithm: tlv(0x30, hex('06092a864886f70d010101 0500')) }),
      'a PrivateKeyInfo with a public key in it'
    ],
    [
      'a multi-prime version', 'PKCS1', Buffer.concat([pkcs1.subarray(0, 6), Buffer.from([1]), pkcs1.subarray(7)]),
      'another version than two-prime'
    ],
    ['octets after the end', 'PKCS1', Buffer.concat([pkcs1, Buffer.from([0])]), 'the DER ends too early'],
    ['a second key after the end', 'PKCS8', Buffer.concat([pkcs8, pkcs8]), 'something follows the end of the DER SEQUENCE'],
    ['a length in more octets than it needs', 'PKCS1', longLength, 'a DER length is not in its shortest form'],
    [
      'an indefinite length', 'PKCS1',
      Buffer.concat([Buffer.from([0x30, 0x80]), pkcs1.subarray(4), Buffer.from([0, 0])]), 'a DER length is not definite'
    ],
    ['a negative number', 'PKCS1', tlv(0x30, hex('0201ff'), hex('0203010001')), 'empty or negative'],
    ['a number with a needless zero', 'PKCS1', tlv(0x30, hex('02020001'), hex('0203010001')), 'a DER INTEGER is not in its shortest form'],
    ['nothing', 'PKCS8', Buffer.alloc(0), 'not a DER SEQUENCE'],
    [
      'an RSA key of 1024 bits', 'PKCS8',
      generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ format: 'der', type: 'pkcs8' }),
      'n: a modulus of 1024 bits; accepted: 2048, 3072, 4096'
    ],
    ['a JWK that is a list', 'JWK', json([]), 'not a JSON object'],
    ['a JWK with a member twice', 'JWK', Buffer.from('{"kty":"oct","k":"AAAA","k":"AAAAAAAAAAAAAAAAAAAAAA"}'), 'names each member once'],
    ['a JWK with a broken text', 'JWK', Buffer.from([0x7b, 0xff, 0x7d]), 'not a JSON object in UTF-8'],
    ['a JWK of another type', 'JWK', json({ kty: 'OKP', crv: 'Ed25519', x: 'AAAA' }), 'kty is missing or another; accepted: oct, RSA, EC'],
    ['a JWK of more primes', 'JWK', json({ ...rsaKeys.rsa2048, oth: [] }), 'it has oth: an RSA key of more than two primes'],
    ['a JWK with another member', 'JWK', json({ ...rsaKeys.rsa2048, revoked: {} }), 'it has a member that is not known; known: kty, key_ops'],
    ['a JWK whose k is a number', 'JWK', json({ kty: 'oct', k: 1 }), 'k is not a string'],
    ['a JWK with an unknown use', 'JWK', json({ kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA', key_ops: ['deriveKey'] }), 'key_ops has an operation that this service does not know'],
    [
      'a JWK whose key_ops is a text', 'JWK', json({ kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA', key_ops: 'encrypt' }),
      'key_ops is not a list'
    ],
    [
      'a JWK with the modulus of another key', 'JWK', json({ ...rsaKeys.rsa2048, n: rsaKeys.unequalPrimes.n }),
      'p: p times q is not n'
    ],
    ['a set of keys', 'JWK', json({ keys: [rsaKeys.rsa2048] }), 'this is a set of JWKs']
  ])('%s as %s', async (_what, format, bytes, text) => {
    const refused = await refusalText(format, bytes)
    expect(refused).toContain(subject)
    expect(refused).toContain(text)
  })

  it.each([['PKCS1', pkcs1], ['PKCS8', pkcs8], ['PKCS8', ecPkcs8]] as const)('%s cut anywhere, or with an octet more', async (format, bytes) => {
    for (let length = 0; length < bytes.length; length++) await refusalText(format, bytes.subarray(0, length))
    for (const more of [0x00, 0x05, 0x30]) await refusalText(format, Buffer.concat([bytes, Buffer.from([more])]))
  })

  it.each([['PKCS1', pkcs1], ['PKCS8', pkcs8], ['PKCS8', ecPkcs8]] as const)('%s with an octet changed is another sound key or none, never a fault of the server', async (format, bytes) => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(bytes)
        changed[at] = changed[at]! ^ by
        try {
          await read(format, changed)
        } catch (error) {
          if (!(error instanceof DomainError)) throw error
        }
      }),
      { numRuns: 400 }
    )
  })

  it('anything at all', async () => {
    await fc.assert(fc.asyncProperty(
      fc.uint8Array({ maxLength: 60 }), fc.constantFrom<KeyFormat>('JWK', 'PKCS1', 'PKCS8'), async (bytes, format) => {
        await refusalText(format, Buffer.from(bytes))
        await refusalText(format, tlv(0x30, Buffer.from(bytes)))
      }
    ), { numRuns: 2000 })
  })
})
