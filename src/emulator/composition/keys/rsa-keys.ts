// Where the RSA keys of a server come from: the public stock, the pool, or a generation for each call.

import type { Config } from '../../../config/config.js'
import { generateRsaKey } from '../../../crypto/keys/rsa/rsa-generation.js'
import { rsaKeyPool, type RsaKeys } from '../../../crypto/keys/rsa/rsa-key-pool.js'
import { createRsaStock } from '../../../crypto/keys/rsa/rsa-stock.js'

export function openRsaKeys ({ fastRsa, rsaPool }: Pick<Config, 'fastRsa' | 'rsaPool'>): RsaKeys {
  if (fastRsa) return withoutPool(createRsaStock())
  return rsaPool === 'off' ? withoutPool(generateRsaKey) : rsaKeyPool.open(rsaPool)
}

const withoutPool = (take: RsaKeys['take']): RsaKeys => ({ take, count: () => 0, fill () {}, close () {} })
