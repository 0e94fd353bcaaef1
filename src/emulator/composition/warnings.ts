// What makes a server unfit for anything but tests.

import type { Config } from '../../config/config.js'
import type { SeededRandom } from '../../crypto/random/seeded-random.js'

const publicStock = 'RSA KEYS ARE PUBLIC: they come from a stock in the program, so everyone has their private keys; protect nothing with them'

const deterministicMode = (fingerprint: string) => `DETERMINISTIC (${fingerprint}): keys, ids and random bytes follow from the seed, RSA keys are public, and the clock is frozen; protect nothing with this server`

/** @param seeded In deterministic mode. */
export const warningsOf = (
  { fastRsa }: Pick<Config, 'fastRsa'>, seeded: Pick<SeededRandom, 'fingerprint'> | undefined
): readonly string[] => [
  ...(fastRsa ? [publicStock] : []),
  ...(seeded === undefined ? [] : [deterministicMode(seeded.fingerprint)])
]
