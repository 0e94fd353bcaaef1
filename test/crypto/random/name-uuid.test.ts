import { expect, it } from 'vitest'
import { nameUuid } from '../../../src/crypto/random/name-uuid.js'

it('follows from the name, and has the form of version 8', () => {
  expect(nameUuid('a')).toBe(nameUuid('a'))
  expect(nameUuid('a')).not.toBe(nameUuid('b'))
  // The first 16 bytes of SHA-256 of "a", ca978112ca1bbdca fac231b39a23dc4d, with version and variant.
  expect(nameUuid('a')).toBe('ca978112-ca1b-8dca-bac2-31b39a23dc4d')
})
