// Sealed material opens only with its own master key, in its own row, unchanged.

import { createSecretKey, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SealBroken, seal, unseal } from '../../src/crypto/sealing.js'

const masterKey = createSecretKey(randomBytes(32))
const row = Buffer.from('service_key/1')
const material = Buffer.from('{"kty":"oct"}')

describe('seal', () => {
  it('opens to what was sealed, whatever it was', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 5000 }), fc.uint8Array({ maxLength: 100 }), (plaintext, aad) => {
      expect(unseal(masterKey, seal(masterKey, Buffer.from(plaintext), Buffer.from(aad)), Buffer.from(aad)))
        .toEqual(Buffer.from(plaintext))
    }))
  })

  it('never gives the same bytes twice', () => {
    expect(seal(masterKey, material, row)).not.toEqual(seal(masterKey, material, row))
  })

  it('does not open in another row', () => {
    expect(() => unseal(masterKey, seal(masterKey, material, row), Buffer.from('service_key/2'))).toThrow(SealBroken)
  })

  it('does not open under another master key', () => {
    expect(() => unseal(createSecretKey(randomBytes(32)), seal(masterKey, material, row), row)).toThrow(SealBroken)
  })

  it('does not open when any one byte was changed', () => {
    const sealed = seal(masterKey, material, row)
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed)
      changed[at] = changed[at]! ^ (1 << (at % 8))
      expect(() => unseal(masterKey, changed, row), `byte ${at}`).toThrow(SealBroken)
    }
  })

  it('does not open when it was cut or lengthened', () => {
    const sealed = seal(masterKey, material, row)
    for (let length = 0; length < sealed.length; length++) {
      expect(() => unseal(masterKey, sealed.subarray(0, length), row)).toThrow(SealBroken)
    }
    expect(() => unseal(masterKey, Buffer.concat([sealed, Buffer.alloc(1)]), row)).toThrow(SealBroken)
  })

  it('tells nothing of what is sealed', () => {
    const sealed = seal(masterKey, material, row)
    sealed[sealed.length - 1]! ^= 1
    expect(() => unseal(masterKey, sealed, row)).toThrow(/^sealed data cannot be opened: it was changed, belongs to another row, or was sealed under another master key$/)
  })
})
