// Import of JWKs: sound keys come in whole, unsound ones are refused with the member and
// the reason (RFC 7518 section 6).

import { execFileSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { p256, p384, p521 } from '@noble/curves/nist.js'
import { describe, expect, it } from 'vitest'
import { curveParameters } from '../../../src/crypto/keys/checks/ec-key-check.js'
import { generateKeyMaterial, type KeySpec } from '../../../src/crypto/keys/generate-key.js'
import { gcd, inverse } from '../../../src/crypto/integers.js'
import { importJwk, type JwkInput } from '../../../src/crypto/jose/jwk-import.js'
import { privateKeyObject, publicKeyObject } from '../../../src/crypto/keys/key-object.js'
import { keyErrors } from '../../../src/domain/errors/keys.js'
import { rsaKeys } from '../../fixtures/rsa-keys.js'
import { ecPrivateKey, rfc7517EcPrivateKey, rfc7517PublicKeys, rsaPrivateKey } from '../../vectors/jose-examples.js'
import { rejectionOf } from '../refusal-of.js'

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const decode = (text: string): Buffer => Buffer.from(text, 'base64url')
const integer = (text: string): bigint => BigInt(`0x${decode(text).toString('hex')}`)
const octets = (value: bigint, length?: number): string => {
  const hex = value.toString(16)
  return Buffer.from(hex.padStart(length === undefined ? hex.length + hex.length % 2 : 2 * length, '0'), 'hex')
    .toString('base64url')
}

const toHexLength = (value: bigint): number => value.toString(16).length

async function expectRefused (jwk: JwkInput, member: string, why: string | RegExp): Promise<void> {
  const refusal = await rejectionOf(importJwk(jwk, 'importedKey'))
  expect(refusal.kind).toBe(keyErrors.KeyMaterialInvalid)
  expect(refusal.message).toMatch(new RegExp(`^importedKey\\.${member}: `))
  expect(refusal.message).toMatch(why)
  for (const [name, value] of Object.entries(jwk)) {
    if (name !== 'kty' && name !== 'crv' && typeof value === 'string' && value.length > 6) {
      expect(refusal.message).not.toContain(value)
    }
  }
}

const openssl = (args: string[], input: string): string =>
  execFileSync('openssl', args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })

const { n, e } = rsaKeys.rsa2048
const rsaPublic = { kty: 'RSA', n, e } as const

/** The same key with its primes in the other order. */
function swapped ({ p, q, dp, dq, ...rest }: typeof rsaKeys.rsa2048) {
  return { ...rest, p: q, q: p, dp: dq, dq: dp, qi: octets(inverse(integer(p), integer(q))!) }
}

/** With a d that fits one prime alone, and the CRT members that belong to it. */
function fittingOnly (prime: 'p' | 'q') {
  const key = rsaKeys.rsa2048
  const d = integer(key.d) + integer(key[prime]) - 1n
  return { ...key, d: octets(d), dp: octets(d % (integer(key.p) - 1n)), dq: octets(d % (integer(key.q) - 1n)) }
}

/** An odd public exponent whose private exponent begins with a zero octet. */
function shortExponent (lambda: bigint): bigint {
  for (let e = 65537n; ; e += 2n) {
    const d = inverse(e, lambda)
    if (d !== undefined && d < 1n << 2040n) return e
  }
}

const onlyD = (key: typeof rsaKeys.rsa2048) => ({ kty: 'RSA', n: key.n, e: key.e, d: key.d }) as const

describe('importJwk, every kind', () => {
  const specs: KeySpec[] = [
    { type: 'oct', size: 128 }, { type: 'oct', size: 192 }, { type: 'oct', size: 256 },
    { type: 'EC', curve: 'P-256' }, { type: 'EC', curve: 'P-384' }, { type: 'EC', curve: 'P-521' },
    { type: 'RSA', size: 2048 }
  ]
  it.each(specs)('takes what generateKeyMaterial makes, unchanged: %o', async (spec) => {
    const { material, publicJwk } = await generateKeyMaterial(spec)
    const imported = await importJwk(material, 'importedKey')
    expect(imported.material).toEqual(material)
    expect(imported.publicJwk).toEqual(publicJwk)
    expect(imported).toMatchObject({
      type: spec.type,
      size: spec.type === 'EC' ? null : spec.size,
      curve: spec.type === 'EC' ? spec.curve : null,
      class: spec.type === 'oct' ? 'SECRET_KEY' : 'KEY_PAIR'
    })
    if (publicJwk !== null) {
      expect(await importJwk(publicJwk, 'importedKey')).toEqual({ ...imported, class: 'PUBLIC_KEY', material: null })
    }
  })

  it.each([
    ['RFC 7520 section 3.2', ecPrivateKey], ['RFC 7517 appendix A.2', rfc7517EcPrivateKey],
    ['RFC 7520 section 3.4', rsaPrivateKey],
    ['RSA-3072', rsaKeys.rsa3072], ['RSA-4096', rsaKeys.rsa4096]
  ])('takes a key pair whole: %s', async (_name, jwk) => {
    const imported = await importJwk(jwk, 'importedKey')
    expect(imported.material).toEqual(jwk)
    expect(imported.class).toBe('KEY_PAIR')
  })

  it.each([['EC', rfc7517PublicKeys.ec], ['RSA', rfc7517PublicKeys.rsa]])('takes a public key: RFC 7517 appendix A.1, %s', async (_name, jwk) => {
    expect(await importJwk(jwk, 'importedKey')).toMatchObject({ publicJwk: jwk, material: null, class: 'PUBLIC_KEY' })
  })

  it.each([
    ['RSA', rsaKeys.rsa2048], ['RSA from d alone', onlyD(rsaKeys.rsa2048)], ['EC', ecPrivateKey],
    ['EC', rfc7517EcPrivateKey]
  ])('%s: OpenSSL reads and checks the imported key', async (_name, jwk) => {
    const { material, publicJwk } = await importJwk(jwk, 'importedKey')
    const privatePem = privateKeyObject(material!).export({ type: 'pkcs8', format: 'pem' }) as string
    const publicPem = publicKeyObject(publicJwk!).export({ type: 'spki', format: 'pem' }) as string
    expect(openssl(['pkey', '-check', '-noout'], privatePem)).toContain('Key is valid')
    expect(openssl(['pkey', '-pubin', '-pubcheck', '-noout'], publicPem)).toContain('Key is valid')
    expect(openssl(['pkey', '-pubout'], privatePem)).toBe(publicPem)
  })

  it('takes null for absent', async () => {
    const k = encode(randomBytes(32))
    expect((await importJwk({
      kty: 'oct',
      k,
      n: null,
      e: null,
      crv: null,
      x: null,
      y: null,
      d: null,
      p: null,
      q: null,
      dp: null,
      dq: null,
      qi: null
    }, 'importedKey')).size).toBe(256)
    expect((await importJwk({ ...rsaPublic, d: null, k: null, p: null }, 'importedKey')).class).toBe('PUBLIC_KEY')
  })

  it.each<[JwkInput, string]>([
    [{ kty: 'oct', k: encode(randomBytes(32)), n }, 'n'],
    [{ ...rsaPublic, k: encode(randomBytes(32)) }, 'k'],
    [{ ...rsaPublic, crv: 'P-256' }, 'crv'],
    [{ ...rfc7517PublicKeys.ec, k: encode(randomBytes(32)) }, 'k'],
    [{ ...rfc7517PublicKeys.ec, p: n }, 'p']
  ])('refuses a member of another kind of key, by name (%#)', async (jwk, member) => {
    await expectRefused(jwk, member, `not a member of a JWK with kty ${jwk.kty}`)
  })

  it.each<[JwkInput, string]>([
    [{ kty: 'oct' }, 'k'], [{ kty: 'RSA', e }, 'n'], [{ kty: 'RSA', n }, 'e'],
    [{ kty: 'EC', x: ecPrivateKey.x, y: ecPrivateKey.y }, 'crv'],
    [{ kty: 'EC', crv: 'P-521', y: ecPrivateKey.y, d: ecPrivateKey.d }, 'x'],
    [{ kty: 'EC', crv: 'P-521', x: ecPrivateKey.x }, 'y']
  ])('refuses a JWK that lacks a member, by name (%#)', async (jwk, member) => {
    await expectRefused(jwk, member, `missing; a JWK with kty ${jwk.kty} needs it`)
  })

  it.each<[JwkInput, string]>([
    [{ kty: 'oct', k: `${encode(randomBytes(32))}=` }, 'k'], [{ kty: 'oct', k: '+/+/+/+/+/+/+/+/+/+/+w' }, 'k'],
    [{ ...rsaPublic, n: `${n} ` }, 'n'], [{ ...rsaPublic, e: 'AQAC=' }, 'e'],
    [{ ...ecPrivateKey, d: `${ecPrivateKey.d}\n` }, 'd']
  ])('refuses a member that is not base64url (%#)', async (jwk, member) => {
    await expectRefused(jwk, member, 'not base64url without padding')
  })
})

describe('importJwk, oct', () => {
  it.each([16, 24, 32])('pads a key of %i bytes whose leading zeros were dropped', async (length) => {
    for (let missing = 0; missing <= 3; missing++) {
      const rest = randomBytes(length - missing)
      expect((await importJwk({ kty: 'oct', k: encode(rest) }, 'importedKey')).material)
        .toEqual({ kty: 'oct', k: encode(Buffer.concat([Buffer.alloc(missing), rest])) })
    }
  })

  it.each([0, 1, 12, 17, 20, 25, 28, 33, 64])('refuses a key of %i bytes', async (length) => {
    await expectRefused({ kty: 'oct', k: encode(randomBytes(length)) }, 'k', `a key of ${length} bytes; accepted: 16, 24 or 32`)
  })
})

describe('importJwk, RSA', () => {
  it.each(['rsa2048', 'rsa3072', 'rsa4096'] as const)('%s: finds the primes from d alone', async (name) => {
    const { p, q, ...rest } = rsaKeys[name]
    const { material } = await importJwk(onlyD(rsaKeys[name]), 'importedKey')
    expect(material).toMatchObject({ n: rest.n, e: rest.e, d: rest.d })
    expect([p, q]).toContain((material as typeof rsaKeys.rsa2048).p)
  })

  it.each(['phi', 'lambda'])('finds the primes when d was computed modulo %s', async (modulus) => {
    const [p, q] = [integer(rsaKeys.rsa2048.p), integer(rsaKeys.rsa2048.q)]
    const phi = (p - 1n) * (q - 1n)
    const d = inverse(65537n, modulus === 'phi' ? phi : phi / gcd(p - 1n, q - 1n))
    expect((await importJwk({ ...rsaPublic, d: octets(d!) }, 'importedKey')).class).toBe('KEY_PAIR')
  })

  it('takes the public exponent 3', async () => {
    const jwk = {
      kty: 'RSA',
      ...generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).privateKey.export({ format: 'jwk' })
    } as JwkInput
    expect((await importJwk(jwk, 'importedKey')).publicJwk).toMatchObject({ e: 'Aw' })
  })

  it.each([
    ['the width of .NET, where members are short', 256, 128, 3],
    ['one octet more, as an INTEGER has it', 257, 129, 4],
    ['an exponent of a machine word', 256, 128, 8],
    ['the width of the modulus for all', 256, 256, 256],
    ['the width of the modulus and one for all', 257, 257, 257]
  ])('takes members of a fixed width: %s', async (_what, whole, half, exponent) => {
    const widened = (jwk: typeof rsaKeys.rsa2048, names: ReadonlyArray<keyof typeof jwk>, width: number) =>
      names.reduce((wide, name) => ({ ...wide, [name]: octets(integer(wide[name]), width) }), jwk)
    const wide = widened(
      widened(widened(rsaKeys.rsa2048, ['n', 'd'], whole), ['p', 'q', 'dp', 'dq', 'qi'], half), ['e'], exponent
    )
    const { kty, n, e } = rsaKeys.rsa2048
    expect(await importJwk(wide, 'importedKey')).toMatchObject({ material: rsaKeys.rsa2048, publicJwk: { kty, n, e } })
  })

  it('takes a private exponent that is short by an octet or more, in the fewest octets and in fixed width', async () => {
    const { p, q } = rsaKeys.rsa2048
    const lambda = (integer(p) - 1n) * (integer(q) - 1n) / gcd(integer(p) - 1n, integer(q) - 1n)
    const exponent = shortExponent(lambda)
    const d = inverse(exponent, lambda)!
    expect(octets(d, 256)).not.toBe(octets(d))
    for (const width of [undefined, 256]) {
      const { material } = await importJwk({ ...rsaPublic, e: octets(exponent), d: octets(d, width) }, 'importedKey')
      expect(material).toMatchObject({ d: octets(d) })
    }
  })

  it('takes p and q in either order', async () => {
    expect((await importJwk(swapped(rsaKeys.rsa2048), 'importedKey')).class).toBe('KEY_PAIR')
  })

  it.each<[string, JwkInput, string, string]>([
    ['an even public exponent', { ...rsaPublic, e: octets(65536n) }, 'e', 'the public exponent is even'],
    ['a public exponent of 2', { ...rsaPublic, e: octets(2n) }, 'e', 'the public exponent is even'],
    ['a public exponent of 1', { ...rsaPublic, e: octets(1n) }, 'e', 'the public exponent is 1, which makes a signature equal its message'],
    ['a public exponent of 0', { ...rsaPublic, e: octets(0n) }, 'e', 'zero; a positive integer is expected'],
    ['a public exponent of no bytes', { ...rsaPublic, e: '' }, 'e', 'empty'],
    ['a public exponent of 65 bits', { ...rsaPublic, e: octets((1n << 64n) + 1n) }, 'e', 'the public exponent has 65 bits; at most 64'],
    ['an exponent wider than n', { ...rsaPublic, e: octets(65537n, 258) }, 'e', 'begins with zero octets and has 258'],
    ['a tiny modulus', { kty: 'RSA', n: octets(3233n), e }, 'n', 'a modulus of 12 bits; accepted: 2048, 3072, 4096'],
    ['a modulus of 512 bits', rsaKeys.small, 'n', 'a modulus of 512 bits; accepted'],
    [
      'a modulus of 2047 bits', { ...rsaPublic, n: octets((1n << 2046n) + 1n) }, 'n', 'a modulus of 2047 bits; accepted'
    ],
    [
      'a modulus of 2049 bits', { ...rsaPublic, n: octets((1n << 2048n) + 1n) }, 'n', 'a modulus of 2049 bits; accepted'
    ],
    ['a modulus with two leading zeros', { ...rsaPublic, n: octets(integer(n), 258) }, 'n', 'zero octets and has 258'],
    [
      'a prime wider than n', { ...rsaKeys.rsa2048, p: octets(integer(rsaKeys.rsa2048.p), 258) }, 'p',
      'leading zeros are read up to 257 octets'
    ],
    ['an even modulus', { ...rsaPublic, n: octets(integer(n) - 1n) }, 'n', 'the modulus is even'],
    [
      'a modulus with a small factor', { ...rsaPublic, n: octets((integer(n) / 751n | 1n) * 751n) }, 'n',
      'the modulus has a small prime factor'
    ],
    ['a ROCA-weak modulus', { kty: 'RSA', n: rsaKeys.roca.n, e }, 'n', 'CVE-2017-15361'],
    ['a ROCA-weak key pair', rsaKeys.roca, 'n', 'CVE-2017-15361'],
    ['a modulus that is a square', { kty: 'RSA', n: rsaKeys.equalPrimes.n, e }, 'n', 'the modulus is a square: its two primes are the same'],
    ['p = q', rsaKeys.equalPrimes, 'n', 'its two primes are the same'],
    ['p = q that do not make n', { ...rsaKeys.rsa2048, q: rsaKeys.rsa2048.p }, 'q', 'the same as p; the two primes must differ'],
    ['primes that are too close', rsaKeys.closePrimes, 'q', 'too close to p'],
    ['primes just too close, 2048 bits', rsaKeys.primes924BitsApart, 'q', 'too close to p'],
    ['primes just too close, 3072 bits', rsaKeys.primes1436BitsApart, 'q', 'too close to p'],
    ['primes just too close, from d alone', onlyD(rsaKeys.primes924BitsApart), 'q', 'too close to p'],
    ['primes of unequal size', rsaKeys.unequalPrimes, 'p', 'p and q must have 1024 bits each'],
    ['a factor p that is not a prime', rsaKeys.compositeFactor, 'p', 'not a prime'],
    ['a factor q that is not a prime', swapped(rsaKeys.compositeFactor), 'q', 'not a prime'],
    ['a factor that is not a prime, from d alone', onlyD(rsaKeys.compositeFactor), '[pq]', 'not a prime'],
    ['d = 1', { ...rsaKeys.rsa2048, d: octets(1n) }, 'd', 'the private exponent is 1'],
    ['d = 1 alone', { ...rsaPublic, d: octets(1n) }, 'd', 'the private exponent is 1'],
    ['d = 0', { ...rsaKeys.rsa2048, d: octets(0n) }, 'd', 'zero; a positive integer is expected'],
    ['d = n', { ...rsaKeys.rsa2048, d: n }, 'd', 'the private exponent is not smaller than n'],
    [
      'd of another key', { ...rsaKeys.rsa2048, d: octets(integer(rsaKeys.rsa2048.d) - 2n) }, 'd',
      'not the private exponent of n and e'
    ],
    ['d that fits p alone', fittingOnly('p'), 'd', 'not the private exponent of n and e'],
    ['d that fits q alone', fittingOnly('q'), 'd', 'not the private exponent of n and e'],
    [
      'd alone, of another key', { ...rsaPublic, d: octets(integer(rsaKeys.rsa2048.d) - 2n) }, 'd',
      'no primes follow from it'
    ],
    ['a small d alone', { ...rsaPublic, d: octets(3n) }, 'd', 'no primes follow from it'],
    [
      'primes of another modulus', { ...rsaKeys.rsa2048, p: rsaPrivateKey.p, q: rsaPrivateKey.q }, 'p',
      'p times q is not n'
    ],
    ['p = 1 and q = n', { ...rsaKeys.rsa2048, p: octets(1n), q: n }, 'p', 'p and q must have 1024 bits each'],
    ['another modulus', { ...rsaKeys.rsa2048, n: rsaPrivateKey.n }, 'p', 'p times q is not n'],
    ['another public exponent', { ...rsaKeys.rsa2048, e: octets(3n) }, 'd', 'not the private exponent of n and e'],
    ['a wrong dp', { ...rsaKeys.rsa2048, dp: rsaKeys.rsa2048.dq }, 'dp', 'not d modulo p - 1'],
    ['a wrong dq', { ...rsaKeys.rsa2048, dq: rsaKeys.rsa2048.dp }, 'dq', 'not d modulo q - 1'],
    ['a wrong qi', { ...rsaKeys.rsa2048, qi: rsaKeys.rsa2048.dp }, 'qi', 'not the inverse of q modulo p'],
    [
      'qi not reduced', { ...rsaKeys.rsa2048, qi: octets(integer(rsaKeys.rsa2048.qi) + integer(rsaKeys.rsa2048.p)) },
      'qi', 'not the inverse of q modulo p'
    ],
    ['primes without d', { ...rsaPublic, p: rsaKeys.rsa2048.p, q: rsaKeys.rsa2048.q }, 'd', 'missing'],
    ['some of the CRT members', { ...onlyD(rsaKeys.rsa2048), p: rsaKeys.rsa2048.p, q: rsaKeys.rsa2048.q }, 'dp', 'p, q, dp, dq, qi come together or not at all']
  ])('refuses %s', async (_what, jwk, member, why) => {
    await expectRefused(jwk, member, new RegExp(why))
  })

  it.each([['2048', rsaKeys.primes925BitsApart], ['3072', rsaKeys.primes1437BitsApart]])('takes primes that are just far enough apart, %s bits', async (_bits, jwk) => {
    expect((await importJwk(jwk, 'importedKey')).class).toBe('KEY_PAIR')
    expect((await importJwk(onlyD(jwk), 'importedKey')).class).toBe('KEY_PAIR')
  })

  it('finds no fingerprint of faulty generators in honest keys', async () => {
    for (const { n, e } of [rsaKeys.rsa2048, rsaKeys.rsa3072, rsaKeys.rsa4096, rsaPrivateKey, rfc7517PublicKeys.rsa]) {
      expect((await importJwk({ kty: 'RSA', n, e }, 'importedKey')).class).toBe('PUBLIC_KEY')
    }
  })
})

describe('importJwk, EC', () => {
  const nobleCurves = [
    { crv: 'P-256', noble: p256, width: 32 }, { crv: 'P-384', noble: p384, width: 48 },
    { crv: 'P-521', noble: p521, width: 66 }
  ] as const
  const jwkOf = ({ crv, noble, width }: (typeof nobleCurves)[number], d: bigint) => {
    const { x, y } = noble.Point.BASE.multiply(d).toAffine()
    return { kty: 'EC', crv, x: octets(x, width), y: octets(y, width), d: octets(d, width) } as const
  }

  it.each(nobleCurves)('$crv: the parameters are those of another implementation', ({ crv, noble, width }) => {
    const { p, b, n } = noble.Point.CURVE()
    expect(curveParameters[crv]).toMatchObject({ p, b, n, width })
  })

  it.each(nobleCurves)('$crv: takes d from 1 to the order less 1, as another implementation computes the point', async (curve) => {
    const order = curve.noble.Point.Fn.ORDER
    for (const d of [1n, 2n, 12345678901234567890n, order - 2n, order - 1n]) {
      expect((await importJwk(jwkOf(curve, d), 'importedKey')).material).toEqual(jwkOf(curve, d))
    }
  })

  it.each(nobleCurves)('$crv: refuses d = 0, the order, and the order plus 1', async (curve) => {
    const order = curve.noble.Point.Fn.ORDER
    for (const d of [0n, order, order + 1n]) {
      await expectRefused({ ...jwkOf(curve, 1n), d: octets(d, curve.width) }, 'd', 'out of range')
    }
  })

  it.each(nobleCurves)('$crv: refuses a d that is not the key of the point', async (curve) => {
    await expectRefused({ ...jwkOf(curve, 5n), d: octets(6n, curve.width) }, 'd', 'not the private key of the point')
    await expectRefused({
      ...jwkOf(curve, 5n), d: octets(curve.noble.Point.Fn.ORDER - 5n, curve.width)
    }, 'd', 'not the private key of the point')
  })

  it.each(nobleCurves)('$crv: refuses the point at infinity', async ({ crv, width }) => {
    await expectRefused({ kty: 'EC', crv, x: octets(0n, width), y: octets(0n, width) }, 'x', 'the point at infinity')
    await expectRefused({ kty: 'EC', crv, x: '', y: '' }, 'x', 'the point at infinity')
  })

  it.each(nobleCurves)('$crv: refuses a point on another curve of the same form (invalid-curve attack)', async (curve) => {
    // (x, y + 1) lies on y^2 = x^3 - 3x + b' with another b', where points of small order exist.
    const { d, ...point } = jwkOf(curve, 7n)
    await expectRefused({ ...point, y: octets(integer(point.y) + 1n, curve.width) }, 'x', `x and y are not a point on ${curve.crv}`)
    await expectRefused({ ...point, y: octets(integer(point.y) + 1n, curve.width), d }, 'x', `x and y are not a point on ${curve.crv}`)
  })

  it('refuses a point of another curve', async () => {
    await expectRefused({ ...jwkOf(nobleCurves[0], 7n), crv: 'P-384' }, 'x', 'x and y are not a point on P-384')
    await expectRefused({ ...jwkOf(nobleCurves[1], 7n), crv: 'P-256' }, 'x', 'got 48 bytes; 32 are expected on this curve')
  })

  it.each(nobleCurves)('$crv: refuses coordinates that are not reduced', async (curve) => {
    const { x, y } = curve.noble.Point.BASE.toAffine()
    const p = curve.noble.Point.Fp.ORDER
    for (const [member, point] of [['x', { x: x + p, y }], ['y', { x, y: y + p }]] as const) {
      const why = toHexLength(point[member]) > 2 * curve.width ? 'bytes' : 'not smaller than the field prime'
      await expectRefused({ kty: 'EC', crv: curve.crv, x: octets(point.x), y: octets(point.y) }, member, why)
    }
    await expectRefused(
      { kty: 'EC', crv: curve.crv, x: octets(p), y: octets(y) }, 'x', 'not smaller than the field prime'
    )
    await expectRefused(
      { kty: 'EC', crv: curve.crv, x: octets(x), y: octets(p) }, 'y', 'not smaller than the field prime'
    )
  })

  it.each(nobleCurves)('$crv: gives members their full width when leading zeros were dropped', async (curve) => {
    // Searched from 2 up: some point whose x or y begins with a zero octet.
    let full = jwkOf(curve, 2n)
    for (let d = 3n; decode(full.x)[0] !== 0; d++) full = jwkOf(curve, d)
    const short = (text: string): string => octets(integer(text))
    const jwk = { ...full, x: short(full.x), y: short(full.y), d: short(full.d) }
    expect(jwk.x.length).toBeLessThan(full.x.length)
    const imported = await importJwk(jwk, 'importedKey')
    expect(imported.material).toEqual(full)
    expect(imported.publicJwk).toEqual({ kty: 'EC', crv: full.crv, x: full.x, y: full.y })
    expect(() => createPublicKey({ key: { ...imported.publicJwk! }, format: 'jwk' })).not.toThrow()
  })

  it('refuses a curve that the service does not have', async () => {
    await expectRefused({ ...rfc7517PublicKeys.ec, crv: 'secp256k1' }, 'crv', 'accepted: P-256, P-384, P-521')
  })

  it('takes a member with one zero octet more, as an INTEGER has it', async () => {
    const x = encode(Buffer.concat([Buffer.alloc(1), decode(rfc7517PublicKeys.ec.x)]))
    expect((await importJwk({ ...rfc7517PublicKeys.ec, x }, 'importedKey')).publicJwk)
      .toMatchObject({ x: rfc7517PublicKeys.ec.x })
  })

  it('refuses members longer than the curve', async () => {
    await expectRefused({
      ...rfc7517PublicKeys.ec, x: encode(Buffer.concat([Buffer.alloc(2), decode(rfc7517PublicKeys.ec.x)]))
    }, 'x', 'got 34 bytes; 32 are expected')
    await expectRefused({
      ...rfc7517PublicKeys.ec, x: encode(Buffer.concat([Buffer.of(1), decode(rfc7517PublicKeys.ec.x)]))
    }, 'x', 'got 33 bytes; 32 are expected')
    await expectRefused({ ...ecPrivateKey, d: encode(randomBytes(67)) }, 'd', 'got 67 bytes; 66 are expected')
  })
})
