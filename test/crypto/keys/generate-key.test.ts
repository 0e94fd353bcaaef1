// Generated keys: sound, different each time, and made without holding the event loop.

import { randomBytes } from 'node:crypto'
import { importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { generateKeyMaterial } from '../../../src/crypto/keys/generate-key.js'
import { privateKeyObject, publicKeyObject } from '../../../src/crypto/keys/key-object.js'

const widths = { 'P-256': 32, 'P-384': 48, 'P-521': 66 } as const

describe('generateKeyMaterial', () => {
  it.each([128, 192, 256] as const)('makes a secret key of %i bits', async (size) => {
    const [one, other] = [
      await generateKeyMaterial({ type: 'oct', size }), await generateKeyMaterial({ type: 'oct', size })
    ]
    expect(one.publicJwk).toBeNull()
    expect(privateKeyObject(one.material).symmetricKeySize).toBe(size / 8)
    expect(one).not.toEqual(other)
  })

  it.each(['P-256', 'P-384', 'P-521'] as const)('makes a %s key whose members have their full width, also with leading zeros', async (curve) => {
    // Of 400 keys some member begins with a zero octet, but for a chance of 1 in 10,000 (P-521: half of all do).
    const keys =
      await Promise.all(Array.from({ length: 400 }, async () => await generateKeyMaterial({ type: 'EC', curve })))
    for (const { material, publicJwk } of keys) {
      const { kty, crv, ...members } = material as Extract<typeof material, { kty: 'EC' }>
      expect(publicJwk).toEqual({ kty, crv, x: members.x, y: members.y })
      for (const member of Object.values(members)) expect(Buffer.from(member, 'base64url')).toHaveLength(widths[curve])
    }
  })

  it('makes an RSA key with 65537 and every member, which jose takes', async () => {
    const { material, publicJwk } = await generateKeyMaterial({ type: 'RSA', size: 2048 })
    expect(Object.keys(material)).toEqual(['kty', 'n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'])
    expect(publicJwk).toMatchObject({ kty: 'RSA', e: 'AQAB' })
    expect(privateKeyObject(material).asymmetricKeyDetails)
      .toMatchObject({ modulusLength: 2048, publicExponent: 65537n })
    await expect(importJWK({ ...material }, 'PS256')).resolves.toMatchObject({ type: 'private' })
  })

  it('lets other work go on while it makes an RSA key', async () => {
    let turns = 0
    const turn = (): void => { turns++; next = setImmediate(turn) }
    let next = setImmediate(turn)
    await generateKeyMaterial({ type: 'RSA', size: 2048 })
    clearImmediate(next)
    expect(turns).toBeGreaterThan(2)
  })
})

describe('publicKeyObject and privateKeyObject', () => {
  it.each([
    { type: 'EC', curve: 'P-256' }, { type: 'RSA', size: 2048 }
  ] as const)('belong together: %o', async (spec) => {
    const { material, publicJwk } = await generateKeyMaterial(spec)
    const key = privateKeyObject(material)
    expect(key.type).toBe('private')
    expect(publicKeyObject(publicJwk!).type).toBe('public')
    expect(publicKeyObject(publicJwk!).export({ format: 'jwk' })).toEqual(publicJwk)
    expect(key.export({ format: 'jwk' })).toEqual(material)
  })

  it('keep a secret key as it is', () => {
    const bytes = randomBytes(32)
    expect(privateKeyObject({ kty: 'oct', k: bytes.toString('base64url') }).export()).toEqual(bytes)
  })
})
