// The public stock of RSA keys: for tests that need neither secret keys nor different ones from run to run.

import type { RsaSize } from '../../../domain/keys/algorithms.js'
import type { RsaMaterial } from '../../../domain/keys/service-key.js'
import { rsaStockText } from './rsa-stock-text.js'

/**
 * The keys of each size by number; after the last, the first comes again. The private keys are in every copy of the
 * program.
 */
export function rsaStock (): (size: RsaSize, number: number) => RsaMaterial {
  const stock = JSON.parse(rsaStockText) as Readonly<Record<RsaSize, readonly RsaMaterial[]>>
  return (size, number) => {
    const keys = stock[size]
    const key = keys[number % keys.length]
    if (key === undefined) throw new RangeError(`the stock has no RSA key of ${size} bits`)
    return key
  }
}

/** Gives the keys of each size in order. */
export function createRsaStock (): (size: RsaSize) => RsaMaterial {
  const stock = rsaStock()
  const given = new Map<RsaSize, number>()
  return (size) => {
    const count = given.get(size) ?? 0
    given.set(size, count + 1)
    return stock(size, count)
  }
}
