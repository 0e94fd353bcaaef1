// Private scalars: in range for every input, and with 64 bits more than the order has.

import { describe, expect, it } from 'vitest'
import { curves } from '../../../src/domain/keys/algorithms.js'
import { toOctets } from '../../../src/crypto/integers.js'
import { curveParameters } from '../../../src/crypto/keys/checks/ec-key-check.js'
import { scalarFrom } from '../../../src/crypto/keys/ec-scalar.js'

describe.each(curves)('a scalar of %s', (crv) => {
  const { n, width } = curveParameters[crv]
  const from = (value: bigint) => scalarFrom((length) => toOctets(value, length), n)

  it('is from 1 to the order less 1 at the ends of the range', () => {
    expect([0n, n - 2n, n - 1n, n].map(from)).toEqual([1n, n - 1n, 1n, 2n])
    expect(from((1n << BigInt(8 * (width + 8))) - 1n)).toBeLessThan(n)
  })

  it('takes 64 bits more than the order has (FIPS 186-5 appendix A.2.1)', () => {
    const lengths: number[] = []
    scalarFrom((length) => { lengths.push(length); return Buffer.alloc(length) }, n)
    expect(lengths).toEqual([width + 8])
  })
})
