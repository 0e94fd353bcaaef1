// Attacks on JWE, JWS and JWK over the API: each is refused with its own text, or is just no signature.

import { createHmac, createPublicKey, generateKeyPairSync, sign as nodeSign, type JsonWebKey } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rsaKeys } from '../fixtures/rsa-keys.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { watch } from './unharmed.js'

let emulator: TestEmulator
let checkUnharmed: () => Promise<void>
const keys = { oct: '', other: '', encryptOnly: '', wrapOnly: '', rsa: '', ec: '' }
let ecPublic: JsonWebKey

beforeAll(async () => {
  emulator = await startTestEmulator()
  const create = async (body: object): Promise<string> =>
    (await emulator.api('POST', '/servicekey', { name: 'a key', ...body })).body.id
  keys.oct = await create({ type: 'oct', operations: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'] })
  keys.other = await create({ type: 'oct', operations: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'] })
  keys.encryptOnly = await create({ type: 'oct', operations: ['encrypt', 'decrypt'] })
  keys.wrapOnly = await create({ type: 'oct', operations: ['wrapKey', 'unwrapKey'] })
  keys.rsa = await create({ keys: [rsaKeys.rsa2048] })
  keys.ec = await create({ type: 'EC', curve: 'P-256' })
  ecPublic = (await emulator.api('GET', `/servicekey/${keys.ec}?format=jwk`)).body.keys[0]
  checkUnharmed = watch(emulator)
})
afterAll(async () => {
  try {
    await checkUnharmed()
  } finally {
    await emulator.close()
  }
})

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const on = async (key: keyof typeof keys, operation: string, body: object) =>
  await emulator.api('POST', `/servicekey/${keys[key]}/${operation}`, body)

describe('a token at decrypt and datakey/decrypt', () => {
  const header = (): Record<string, unknown> => ({ alg: 'dir', enc: 'A256GCM', kid: keys.oct, 'x-key-ver': 0 })
  const attacks: ReadonlyArray<readonly [string, (parts: readonly string[]) => string | readonly string[], RegExp]> = [
    ['alg none', (p) => [encode({ ...header(), alg: 'none' }), ...p.slice(1)], /header member alg is none/],
    [
      'alg RSA1_5', (p) => [encode({ ...header(), alg: 'RSA1_5' }), 'AAAA', ...p.slice(2)],
      /header member alg is RSA1_5/
    ],
    [
      'alg RSA-OAEP', (p) => [encode({ ...header(), alg: 'RSA-OAEP' }), 'AAAA', ...p.slice(2)],
      /header member alg is RSA-OAEP/
    ],
    ['an encrypted key', (p) => [p[0]!, 'AAAA', ...p.slice(2)], /encrypted key must be empty/],
    ['another enc', (p) => [encode({ ...header(), enc: 'A128GCM' }), ...p.slice(1)], /header member enc is A128GCM/],
    [
      'enc of CBC', (p) => [encode({ ...header(), enc: 'A256CBC-HS512' }), ...p.slice(1)],
      /header member enc is A256CBC-HS512/
    ],
    [
      'crit', (p) => [encode({ ...header(), crit: ['exp'], exp: 1 }), ...p.slice(1)],
      /header member crit is not accepted/
    ],
    ['zip', (p) => [encode({ ...header(), zip: 'DEF' }), ...p.slice(1)], /header member zip is not accepted/],
    [
      'an unknown header member', (p) => [encode({ ...header(), jku: 'https://localhost' }), ...p.slice(1)],
      /header member jku is not known/
    ],
    [
      'the kid of another key', (p) => [encode({ ...header(), kid: keys.other }), ...p.slice(1)], /header member kid is/
    ],
    ['the same header, written otherwise', (p) => [encode(`{ "alg":"dir","enc":"A256GCM","kid":"${keys.oct}","x-key-ver":0}`), ...p.slice(1)], /cannot be decrypted/],
    ['a header with a member twice', (p) => [encode(`{"alg":"none","alg":"dir","enc":"A256GCM","kid":"${keys.oct}","x-key-ver":0}`), ...p.slice(1)], /every member once/],
    ['a header with __proto__', (p) => [encode(`{"__proto__":{"alg":"dir"},"enc":"A256GCM","kid":"${keys.oct}","x-key-ver":0}`), ...p.slice(1)], /header member/],
    ['a header that is a list', (p) => [encode([]), ...p.slice(1)], /is not a JSON object/],
    ['an empty header', (p) => ['', ...p.slice(1)], /header/],
    ...[4, 8, 12, 15].map((length) =>
      [`a tag of ${length} bytes`, (p: readonly string[]) => [
        ...p.slice(0, 4), Buffer.from(p[4]!, 'base64url').subarray(0, length).toString('base64url')
      ], /authentication tag has/] as const),
    ...[0, 4, 11, 13, 16].map((length) => [
      `an initialization vector of ${length} bytes`,
      (p: readonly string[]) => [p[0]!, p[1]!, Buffer.alloc(length, 1).toString('base64url'), ...p.slice(3)],
      /initialization vector has/
    ] as const),
    ['no tag', (p) => [...p.slice(0, 4), ''], /authentication tag has 0 bytes/],
    ['no ciphertext', (p) => [...p.slice(0, 3), '', p[4]!], /cannot be decrypted/],
    ['padding', (p) => [...p.slice(0, 4), `${p[4]!}==`], /not base64url without padding|format|jwe-token|compact/i],
    ['white space', (p) => ` ${p.join('.')}\n`, /base64url|JWE/],
    [
      'bits after its end',
      (p) => [...p.slice(0, 4), p[4]!.slice(0, -1) + String.fromCharCode(p[4]!.charCodeAt(21) + 1)],
      /base64url|cannot be decrypted/
    ],
    ['six parts', (p) => [...p, ''], /5/],
    ['four parts', (p) => p.slice(0, 4), /5/],
    ['no part', () => '.', /5/],
    ['only dots', () => '....', /header/]
  ]

  it.each(attacks)('with %s is refused', async (_, attack, text) => {
    const made = {
      decrypt: (await on('oct', 'encrypt', { plaintext: 'AAAA' })).body.ciphertext,
      'datakey/decrypt': (await on('oct', 'datakey', { size: 256 })).body.key
    }
    for (const [operation, member] of [['decrypt', 'ciphertext'], ['datakey/decrypt', 'key']] as const) {
      const attacked = attack(made[operation].split('.'))
      const { status, body } = await on('oct', operation, {
        [member]: typeof attacked === 'string' ? attacked : attacked.join('.')
      })
      expect([status, body.errors.join()]).toEqual([400, expect.stringMatching(text)])
    }
  })

  it('of the other operation is a matter of usage alone: the envelope is the same', async () => {
    const { key, plaintext } = (await on('oct', 'datakey', { size: 256 })).body
    expect((await on('oct', 'decrypt', { ciphertext: key })).body.plaintext).toBe(plaintext)
    const dataKey = (await on('wrapOnly', 'datakey', { size: 256 })).body.key
    expect((await on('wrapOnly', 'decrypt', { ciphertext: dataKey })).body.errors.join()).toMatch(/cannot decrypt: that needs the operation decrypt/)
    const { ciphertext } = (await on('encryptOnly', 'encrypt', { plaintext: 'AAAA' })).body
    expect((await on('encryptOnly', 'datakey/decrypt', { key: ciphertext })).body.errors.join()).toMatch(/cannot decrypt data keys: that needs the operation unwrapKey/)
  })

  it('of another key is refused, its kid swapped too', async () => {
    const [, ...rest] = (await on('other', 'encrypt', { plaintext: 'AAAA' })).body.ciphertext.split('.')
    expect((await on('oct', 'decrypt', { ciphertext: [encode(header()), ...rest].join('.') })).body.errors.join())
      .toMatch(/cannot be decrypted/)
  })
})

describe('a JWK at import', () => {
  const integer = (text: string) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`)
  const octets = (value: bigint) => {
    const hex = value.toString(16)
    return Buffer.from(hex.padStart(hex.length + hex.length % 2, '0'), 'hex').toString('base64url')
  }
  const { rsa2048, roca, equalPrimes, small, closePrimes } = rsaKeys
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ec = privateKey.export({ format: 'jwk' })
  const offCurve = Buffer.from(Buffer.from(ec.y!, 'base64url').map((byte, index) => index === 31 ? byte ^ 1 : byte))
  const coordinate = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex').toString('base64url')
  const prime = p256.Point.Fp.ORDER

  it.each<readonly [string, object, RegExp]>([
    ['with e = 1', { kty: 'RSA', n: rsa2048.n, e: 'AQ' }, /^keys\[0\]\.e: /],
    ['with e = 0', { kty: 'RSA', n: rsa2048.n, e: 'AA' }, /^keys\[0\]\.e: /],
    ['with an even e', { kty: 'RSA', n: rsa2048.n, e: 'AQAA' }, /^keys\[0\]\.e: /],
    ['with an even modulus', { kty: 'RSA', n: octets(integer(rsa2048.n) - 1n), e: 'AQAB' }, /^keys\[0\]\.n: /],
    ['with a modulus of a few bits', { kty: 'RSA', n: 'u-s', e: 'AQAB' }, /^keys\[0\]\.n: /],
    ['with a small modulus', { kty: 'RSA', n: small.n, e: small.e }, /^keys\[0\]\.n: /],
    ['with the ROCA fingerprint', { kty: 'RSA', n: roca.n, e: roca.e }, /^keys\[0\]\.n: .*ROCA/],
    ['with equal primes', equalPrimes, /^keys\[0\]\./],
    ['with close primes', closePrimes, /^keys\[0\]\./],
    ['with d = 1', { ...rsa2048, d: 'AQ' }, /^keys\[0\]\.d: /],
    ['with d = 1 alone', { kty: 'RSA', n: rsa2048.n, e: rsa2048.e, d: 'AQ' }, /^keys\[0\]\.d: /],
    ['with the primes of another key', { ...rsa2048, p: rsaKeys.rsa3072.p }, /^keys\[0\]\./],
    ['at infinity', { kty: 'EC', crv: 'P-256', x: coordinate(0n), y: coordinate(0n) }, /^keys\[0\]\./],
    ['without a point', { kty: 'EC', crv: 'P-256', x: '', y: '' }, /^(body\.)?keys\[0\]\./],
    ['off the curve', { kty: 'EC', crv: 'P-256', x: ec.x, y: offCurve.toString('base64url') }, /not a point on P-256/],
    ['on another curve', { kty: 'EC', crv: 'P-384', x: ec.x, y: ec.y }, /^keys\[0\]\./],
    ['with a coordinate beyond the field', { kty: 'EC', crv: 'P-256', x: coordinate(prime), y: ec.y }, /^keys\[0\]\./],
    ['with d = 0', { ...ec, d: coordinate(0n) }, /^keys\[0\]\.d: /],
    ['with d = n', { ...ec, d: coordinate(p256.Point.Fn.ORDER) }, /^keys\[0\]\.d: /],
    ['with the d of another key', { ...ec, d: coordinate(5n) }, /^keys\[0\]\./],
    ['of kty none', { kty: 'none' }, /kty/],
    ['of an oct key of no bytes', { kty: 'oct', k: '' }, /k/],
    ['of an oct key with public members', { kty: 'oct', k: 'AAECAwQFBgcICQoLDA0ODw', n: rsa2048.n }, /^keys\[0\]\.n: /]
  ])('%s is refused', async (_, jwk, text) => {
    const { status, body } = await emulator.api('POST', '/servicekey', { name: 'n', keys: [jwk] })
    expect([status, body.errors.join()]).toEqual([400, expect.stringMatching(text)])
  })
})

describe('a signature at verify', () => {
  const message = Buffer.from('the message')
  const payload = message.toString('base64url')
  const rsaPem = () => createPublicKey({
    key: { kty: 'RSA', n: rsaKeys.rsa2048.n, e: rsaKeys.rsa2048.e }, format: 'jwk'
  }).export({ type: 'spki', format: 'pem' })
  const result = async (key: 'rsa' | 'ec', body: object): Promise<unknown> => {
    const { status, body: reply } = await on(key, 'verify', { message: message.toString('base64'), ...body })
    return status === 200 ? reply.result : reply.errors.join()
  }
  const signedBy = async (key: 'rsa' | 'ec', alg: string, format = 'raw'): Promise<string> =>
    (await emulator.api('POST', `/servicekey/${keys[key]}/sign?format=${format}`, { message: message.toString('base64'), alg })).body.signature
  const headed = (header: object) => `${encode(header)}.${payload}`

  it.each([
    'none', 'None', 'HS256', 'RS256 ', 'rs256', 'ES256K', 'EdDSA', '__proto__'
  ])('as a token of alg %s is none', async (alg) => {
    const input = headed({ alg, kid: keys.rsa })
    for (const signature of ['', createHmac('sha256', rsaPem()).update(input).digest('base64url')]) {
      expect(await result('rsa', { signature: `${input}.${signature}` })).toBe(false)
    }
  })

  it('made with one padding and claimed to be of the other is none, raw and as a token', async () => {
    for (const [made, claimed] of [['RS256', 'PS256'], ['PS256', 'RS256'], ['RS256', 'RS512']] as const) {
      expect(await result('rsa', { alg: claimed, signature: await signedBy('rsa', made) })).toBe(false)
      const [, , signature] = (await signedBy('rsa', made, 'jws')).split('.')
      expect(await result('rsa', { signature: `${headed({ alg: claimed, kid: keys.rsa })}.${signature}` })).toBe(false)
    }
  })

  it('of an EC key is none on an RSA key, and the other way round', async () => {
    const [ofEc, ofRsa] = [await signedBy('ec', 'ES256', 'jws'), await signedBy('rsa', 'RS256', 'jws')]
    expect([await result('ec', { signature: ofEc }), await result('rsa', { signature: ofRsa })]).toEqual([true, true])
    expect([await result('rsa', { signature: ofEc }), await result('ec', { signature: ofRsa })]).toEqual([false, false])
    expect(await result('rsa', { alg: 'ES256', signature: await signedBy('ec', 'ES256') })).toMatch(/^alg: ES256 cannot be used with a key of type RSA-2048; accepted: RS256/)
    const swapped = headed({ alg: 'ES256', kid: keys.rsa })
    expect(await result('rsa', { signature: `${swapped}.${ofEc.split('.')[2]}` })).toBe(false)
  })

  it('with the key of the attacker in its header is none', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const input = headed({ alg: 'ES256', kid: keys.ec, jwk: pair.publicKey.export({ format: 'jwk' }) })
    expect(await result('ec', { signature: `${input}.${nodeSign('sha256', Buffer.from(input), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}` })).toBe(false)
  })

  it('with r or s of zero, of n, or beyond is none, whether the digest is ready or not (CVE-2022-21449)', async () => {
    expect(ecPublic.kty).toBe('EC')
    const good = Buffer.from(await signedBy('ec', 'ES256'), 'base64')
    expect(await result('ec', { alg: 'ES256', signature: good.toString('base64') })).toBe(true)
    const order = Buffer.from(p256.Point.Fn.ORDER.toString(16), 'hex')
    const [r, s] = [good.subarray(0, 32), good.subarray(32)]
    const zero = Buffer.alloc(32)
    const most = Buffer.alloc(32, 0xff)
    for (const [badR, badS] of [
      [zero, zero], [zero, s], [r, zero], [order, s], [r, order], [most, s], [r, most], [most, most], [order, order]
    ] as const) {
      const signature = Buffer.concat([badR, badS]).toString('base64')
      expect(await result('ec', { alg: 'ES256', signature })).toBe(false)
      expect(await result('ec', { alg: 'ES256', signature, isdigest: true, message: zero.toString('base64') }))
        .toBe(false)
      expect(await result('ec', { signature: `${headed({ alg: 'ES256', kid: keys.ec })}.${Buffer.concat([badR, badS]).toString('base64url')}` })).toBe(false)
    }
  })

  it('with bytes more or less, or in DER, is none', async () => {
    for (const [key, alg] of [['ec', 'ES256'], ['rsa', 'RS256'], ['rsa', 'PS256']] as const) {
      const good = Buffer.from(await signedBy(key, alg), 'base64')
      for (const bad of [
        Buffer.concat([good, Buffer.of(0)]), Buffer.concat([Buffer.of(0), good]), good.subarray(0, -1),
        good.subarray(1), Buffer.alloc(0), Buffer.alloc(good.length), Buffer.alloc(good.length, 0xff),
        Buffer.concat([Buffer.of(0x30, good.length), good])
      ]) {
        if (bad.length > 0) expect(await result(key, { alg, signature: bad.toString('base64') })).toBe(false)
      }
    }
  })

  it('of the message under crit or b64 is none', async () => {
    const token = await signedBy('ec', 'ES256', 'jws')
    for (const more of [{ crit: ['b64'], b64: false }, { b64: false }, { crit: ['exp'] }]) {
      expect(await result('ec', { signature: `${headed({ alg: 'ES256', kid: keys.ec, ...more })}.${token.split('.')[2]}` })).toBe(false)
    }
  })
})
