// What the arithmetic of ready digests inverts: a random multiple of the secret, another one for each signature.

import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { inverse, toInteger } from '../../../src/crypto/integers.js'
import { curveParameters } from '../../../src/crypto/keys/checks/ec-key-check.js'
import { fixedMessage, signDigestEcdsa } from '../../../src/crypto/signatures/prehashed-ecdsa.js'
import { signNatively } from '../../../src/crypto/signatures/native-signature.js'
import { verify } from '../../../src/crypto/signatures/signature.js'
import { signatureAlgorithms } from '../../../src/domain/keys/algorithms.js'
import { newEcKey } from '../signature-keys.js'

vi.mock(import('../../../src/crypto/integers.js'), async (original) => {
  const integers = await original()
  return { ...integers, inverse: vi.fn(integers.inverse) }
})
vi.mock(import('../../../src/crypto/signatures/native-signature.js'), async (original) => {
  const natively = await original()
  return { ...natively, signNatively: vi.fn(natively.signNatively) }
})

describe.each(['ES256', 'ES384', 'ES512'] as const)('%s', (name) => {
  const algorithm = signatureAlgorithms[name]
  const { n, width } = curveParameters[algorithm.crv]
  const { signing, verifying } = newEcKey(algorithm.crv)
  if (signing.kty !== 'EC') throw new Error('not an EC key')
  const key = signing
  const hash = (message: Buffer) => createHash(algorithm.hash).update(message).digest()
  const surplus = BigInt(Math.max(0, 8 * algorithm.digestLength - n.toString(2).length))
  const h = toInteger(hash(fixedMessage)) >> surplus
  const digest = hash(Buffer.from('a message'))

  beforeEach(() => { vi.clearAllMocks() })

  /** The numbers that were inverted, and what each would be without blinding. */
  const invertedFor = (r: bigint) => ({
    operands: vi.mocked(inverse).mock.calls.map(([operand]) => operand), secret: (h + r * key.d) % n
  })

  it('inverts another number each time for one native signature, with the same result', async () => {
    const native = await signNatively(algorithm, key.privateKey, fixedMessage)
    const signatures: Buffer[] = []
    for (let round = 0; round < 40; round++) {
      vi.mocked(signNatively).mockResolvedValueOnce(native)
      signatures.push(await signDigestEcdsa(algorithm, key, digest))
    }
    const { operands, secret } = invertedFor(toInteger(native.subarray(0, width)))
    expect(operands).toHaveLength(40)
    expect(new Set([...operands, secret]).size).toBe(41)
    expect(new Set(signatures.map((signature) => signature.toString('hex'))).size).toBe(1)
    expect(await verify(algorithm, verifying, digest, signatures[0] ?? Buffer.alloc(0), { isDigest: true })).toBe(true)
  })

  it('multiplies by factors from the whole range', async () => {
    const quarters = new Set<bigint>()
    for (let round = 0; round < 60; round++) {
      vi.mocked(inverse).mockClear()
      const signature = await signDigestEcdsa(algorithm, key, digest)
      const { operands: [operand = 0n], secret } = invertedFor(toInteger(signature.subarray(0, width)))
      quarters.add(4n * (operand * (inverse(secret, n) ?? 0n) % n) / n)
    }
    expect([...quarters].sort()).toEqual([0n, 1n, 2n, 3n])
  })
})
