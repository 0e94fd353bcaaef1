// The public stock: sound keys, none of them twice, always in the same order.

import { createPrivateKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { importJwk } from '../../../../src/crypto/jose/jwk-import.js'
import { createRsaStock } from '../../../../src/crypto/keys/rsa/rsa-stock.js'
import { rsaSizes } from '../../../../src/domain/keys/algorithms.js'

const eightOf = (size: typeof rsaSizes[number], take = createRsaStock()) =>
  Array.from({ length: 8 }, () => take(size))

describe('the stock', () => {
  it.each(rsaSizes)('has eight different sound keys of %i bits', { timeout: 60_000 }, async (size) => {
    const keys = eightOf(size)
    expect(new Set(keys.flatMap(({ n, p, q }) => [n, p, q])).size).toBe(24)
    for (const key of keys) {
      expect(await importJwk({ ...key }, 'importedKey')).toMatchObject({ type: 'RSA', size, material: key })
      expect(createPrivateKey({ key: { ...key }, format: 'jwk' }).export({ format: 'jwk' })).toEqual(key)
    }
  })

  it('starts again after the last key, and counts each size for itself', () => {
    const take = createRsaStock()
    const first = eightOf(2048, take)
    expect(take(4096)).toEqual(eightOf(4096)[0])
    expect(eightOf(2048, take)).toEqual(first)
  })
})
