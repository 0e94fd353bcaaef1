// Randomness of deterministic mode: everything follows from a seed, and repeats with it.

import { createSecretKey } from 'node:crypto'
import type { ServiceKey } from '../../domain/keys/service-key.js'
import type { Randomness, RandomPart } from '../../domain/random.js'
import { derivedKey } from '../derived-key.js'
import { syntheticIv } from './synthetic-iv.js'

export interface SeededRandom extends Randomness {
  /** Eight hexadecimal digits that are the same for the same seed. */
  readonly fingerprint: string
  /** For the material of a service key: the same for the same key of the same domain, in whatever order they come. */
  keyBytes (key: Pick<ServiceKey, 'okmsId' | 'keyId'>, length: number): Buffer
  /** How often it was called before for this name and domain. */
  turn (name: string, okmsId: string): number
  /** Starts the sequences of a domain again, which was removed or reset; without a domain, all of them. */
  restart (okmsId?: string): void
}

/**
 * A value depends on the seed, the part, the domain and how many values were drawn for them before, and on nothing
 * else: HKDF (RFC 5869) with these as its info. Sequences of different domains do not move each other.
 */
export function createSeededRandom (seed: string): SeededRandom {
  const secret = createSecretKey(derivedKey(createSecretKey(seed, 'utf8'), 'deterministic mode'))
  /** How many values each sequence gave, by domain; those of the server under the empty text. */
  const given = new Map<string, Map<string, number>>()

  function turn (sequence: string, okmsId: string): number {
    const counts = given.get(okmsId) ?? new Map<string, number>()
    given.set(okmsId, counts)
    const count = counts.get(sequence) ?? 0
    counts.set(sequence, count + 1)
    return count
  }

  function draw (part: RandomPart, kind: 'bytes' | 'uuid', length: number, okmsId = ''): Buffer {
    const sequence = `${part}/${kind}`
    return derivedKey(secret, `${sequence}/${okmsId}/${turn(sequence, okmsId)}`, length)
  }

  return {
    source: (part) => ({
      bytes: (length, okmsId) => draw(part, 'bytes', length, okmsId),
      uuid: (okmsId) => uuidOf(draw(part, 'uuid', 16, okmsId))
    }),
    keyBytes: ({ okmsId, keyId }, length) => derivedKey(secret, `key material/${okmsId}/${keyId}`, length),
    newIv: syntheticIv(derivedKey(secret, 'initialization vectors')),
    fingerprint: derivedKey(secret, 'fingerprint', 4).toString('hex'),
    turn,
    restart (okmsId) {
      if (okmsId === undefined) given.clear()
      else given.delete(okmsId)
    }
  }
}

/** RFC 9562 section 5.4. */
function uuidOf (bytes: Buffer): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
