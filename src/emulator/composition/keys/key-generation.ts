// How the material of service keys is generated.

import { generateKeyMaterial } from '../../../crypto/keys/generate-key.js'
import type { RsaKeys } from '../../../crypto/keys/rsa/rsa-key-pool.js'
import { rsaStock } from '../../../crypto/keys/rsa/rsa-stock.js'
import { seededKeyMaterial } from '../../../crypto/keys/seeded-key.js'
import type { SeededRandom } from '../../../crypto/random/seeded-random.js'
import type { GenerateServiceKey } from '../../../services/keys/service-keys.js'

/** @param seeded In deterministic mode, where each domain gets the RSA keys of the public stock in their order. */
export function createKeyGeneration (
  rsaKeys: Pick<RsaKeys, 'take'>, seeded: Pick<SeededRandom, 'keyBytes' | 'turn'> | undefined
): GenerateServiceKey {
  if (seeded === undefined) return (spec) => generateKeyMaterial(spec, rsaKeys.take)
  const stock = rsaStock()
  return (spec, key) => seededKeyMaterial(
    spec,
    (length) => seeded.keyBytes(key, length),
    (size) => stock(size, seeded.turn(`RSA-${size}`, key.okmsId))
  )
}
