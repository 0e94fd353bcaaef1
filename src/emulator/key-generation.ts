// How the material of service keys is generated.

import { generateKeyMaterial } from '../crypto/keys/generate-key.js'
import { seededKeyMaterial } from '../crypto/keys/seeded-key.js'
import type { SeededRandom } from '../crypto/random/seeded-random.js'
import type { GenerateServiceKey } from '../services/keys/service-keys.js'

/** @param seeded In deterministic mode, where RSA keys are of the public stock. */
export function createKeyGeneration (seeded: Pick<SeededRandom, 'keyBytes'> | undefined): GenerateServiceKey {
  if (seeded === undefined) return generateKeyMaterial
  return (spec, key) => seededKeyMaterial(spec, (length) => seeded.keyBytes(key, length), generateKeyMaterial)
}
