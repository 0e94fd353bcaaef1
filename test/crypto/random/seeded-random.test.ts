// What a seed gives: the same again, and nothing in common with another seed, part or domain.

import { describe, expect, it } from 'vitest'
import { createSeededRandom, type SeededRandom } from '../../../src/crypto/random/seeded-random.js'
import { uuidPattern } from '../../../src/domain/uuid.js'

const one = '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'
const two = '11111111-1111-4111-8111-111111111111'

function sampleOf (random: SeededRandom): readonly string[] {
  const ids = random.source('key ids')
  const dataKeys = random.source('data keys')
  return [
    ids.uuid(), ids.uuid(), ids.uuid(one), ids.uuid(two), random.source('tokens').uuid(),
    dataKeys.bytes(16).toString('hex'), dataKeys.bytes(16, one).toString('hex'),
    random.source('random bytes').bytes(16, one).toString('hex'),
    random.keyBytes({ okmsId: one, keyId: two }, 16).toString('hex'),
    random.keyBytes({ okmsId: two, keyId: two }, 16).toString('hex'),
    random.fingerprint
  ]
}

describe('a seed', () => {
  it('gives the same values each time', () => {
    expect(sampleOf(createSeededRandom('seed'))).toEqual(sampleOf(createSeededRandom('seed')))
  })

  it('gives values that have nothing in common with each other and with those of another seed', () => {
    const values = ['seed', 'seed2', 'see'].flatMap((seed) => sampleOf(createSeededRandom(seed)))
    expect(new Set(values).size).toBe(values.length)
  })

  it('gives values that this program gave before, so that they repeat after an update too', () => {
    const random = createSeededRandom('seed')
    expect(random.fingerprint).toBe('444f6ab0')
    expect(random.source('key ids').uuid(one)).toBe('73e49a0d-ea68-41f4-a930-1562ca9df636')
    expect(random.keyBytes({ okmsId: one, keyId: two }, 16).toString('hex')).toBe('d2236439d426346f4c775b96b6d11235')
    expect(random.newIv(Buffer.from('aad'), Buffer.from('plaintext')).toString('hex')).toBe('23cd4359bbcb81083a53c352')
  })
})

describe('sequences', () => {
  it('of a part and a domain do not depend on what others drew in between', () => {
    const [alone, among] = [createSeededRandom('seed'), createSeededRandom('seed')]
    const draw = (random: SeededRandom) => random.source('data keys').bytes(32, one).toString('hex')
    const expected = [draw(alone), draw(alone)]
    const first = draw(among)
    among.source('data keys').bytes(32, two)
    among.source('data keys').uuid(one)
    among.source('random bytes').bytes(32, one)
    expect([first, draw(among)]).toEqual(expected)
  })

  it('start again for a domain that was removed, and for no other', () => {
    const random = createSeededRandom('seed')
    const draw = (okmsId?: string) => random.source('key ids').uuid(okmsId)
    const first = { one: draw(one), two: draw(two), server: draw() }
    random.restart(one)
    expect(draw(one)).toBe(first.one)
    expect(draw(two)).not.toBe(first.two)
    expect(draw()).not.toBe(first.server)
    random.restart()
    expect([draw(one), draw(two), draw()]).toEqual([first.one, first.two, first.server])
  })

  it('give bytes of every length that is asked for, which differ', () => {
    const { bytes } = createSeededRandom('seed').source('random bytes')
    for (const length of [1, 16, 32, 33, 512, 4096]) expect(bytes(length)).toHaveLength(length)
    expect(bytes(4096).equals(bytes(4096))).toBe(false)
  })

  it('give UUIDs of version 4', () => {
    const { uuid } = createSeededRandom('seed').source('key ids')
    for (let count = 0; count < 200; count++) {
      const id = uuid()
      expect(id).toMatch(uuidPattern)
      expect(id).toMatch(/^.{14}4.{4}[89ab]/)
    }
  })
})
