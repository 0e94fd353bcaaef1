// Keys of deterministic mode, held against WebCrypto and OpenSSL.

import { createECDH, createHash, subtle } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { importJwk } from '../../../src/crypto/jose/jwk-import.js'
import { curveParameters } from '../../../src/crypto/keys/checks/ec-key-check.js'
import { rsaStock } from '../../../src/crypto/keys/rsa/rsa-stock.js'
import { seededKeyMaterial } from '../../../src/crypto/keys/seeded-key.js'
import { curves } from '../../../src/domain/keys/algorithms.js'

const noRsa = async () => await Promise.reject(new Error('no RSA key is expected'))
const bytesOf = (seed: string) => (length: number) =>
  createHash('shake256', { outputLength: length }).update(seed).digest()

describe.each(curves)('an EC key on %s', (curve) => {
  const make = async (seed: string) => await seededKeyMaterial({ type: 'EC', curve }, bytesOf(seed), noRsa)

  it('is the same for the same bytes, and another one for others', async () => {
    expect(await make('a')).toEqual(await make('a'))
    expect((await make('a')).material).not.toEqual((await make('b')).material)
  })

  it('is a key pair for WebCrypto, OpenSSL and the checks of an import', async () => {
    for (let count = 0; count < 20; count++) {
      const { material, publicJwk } = await make(String(count))
      if (material.kty !== 'EC' || publicJwk === null) throw new Error('not an EC key')
      const algorithm = { name: 'ECDSA', namedCurve: curve, hash: 'SHA-256' }
      const [signing, verifying] = await Promise.all([
        subtle.importKey('jwk', { ...material }, algorithm, true, ['sign']),
        subtle.importKey('jwk', { ...publicJwk }, algorithm, true, ['verify'])
      ])
      const signature = await subtle.sign(algorithm, signing, Buffer.from('message'))
      expect(await subtle.verify(algorithm, verifying, signature, Buffer.from('message'))).toBe(true)
      const ecdh = createECDH(curveParameters[curve].openssl)
      ecdh.setPrivateKey(material.d, 'base64url')
      expect(ecdh.getPublicKey().subarray(1).toString('hex'))
        .toBe(`${Buffer.from(material.x, 'base64url').toString('hex')}${Buffer.from(material.y, 'base64url').toString('hex')}`)
      expect((await importJwk({ ...material }, 'importedKey')).material).toEqual(material)
      expect(publicJwk).not.toHaveProperty('d')
    }
  })
})

it.each([128, 192, 256] as const)('an oct key of %i bits has the bytes that are given', async (size) => {
  const { material, publicJwk } = await seededKeyMaterial({ type: 'oct', size }, bytesOf('a'), noRsa)
  expect(material).toEqual({ kty: 'oct', k: bytesOf('a')(size / 8).toString('base64url') })
  expect(publicJwk).toBeNull()
})

it('an RSA key comes from elsewhere', async () => {
  const key = rsaStock()(2048, 3)
  const takeRsaKey = vi.fn(() => key)
  expect((await seededKeyMaterial({ type: 'RSA', size: 2048 }, bytesOf('a'), takeRsaKey)).material).toBe(key)
  expect(takeRsaKey).toHaveBeenCalledExactlyOnceWith(2048)
})
