// The public stock of RSA keys: for tests that need neither secret keys nor different ones from run to run.

import type { RsaSize } from '../../../domain/keys/algorithms.js'
import type { RsaMaterial } from '../../../domain/keys/service-key.js'
import { rsaStockText } from './rsa-stock-text.js'

/**
 * Gives the keys of each size in order and, after the last, the first again. The private keys are in every copy of the
 * program.
 */
export function createRsaStock (): (size: RsaSize) => RsaMaterial {
  const stock = JSON.parse(rsaStockText) as Readonly<Record<RsaSize, readonly RsaMaterial[]>>
  const given = new Map<RsaSize, number>()
  return (size) => {
    const keys = stock[size]
    const count = given.get(size) ?? 0
    given.set(size, count + 1)
    const key = keys[count % keys.length]
    if (key === undefined) throw new RangeError(`the stock has no RSA key of ${size} bits`)
    return key
  }
}
