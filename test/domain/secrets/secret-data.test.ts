import { expect, it } from 'vitest'
import { maxSecretDataLength } from '../../../src/domain/limits.js'
import { secretDataOf } from '../../../src/domain/secrets/secret-data.js'

/** An object whose compact JSON has this many bytes. */
const ofLength = (bytes: number, character = 'x') =>
  ({ a: character.repeat((bytes - '{"a":""}'.length) / Buffer.byteLength(character)) })

it('is compact JSON, in the order in which it was written', () => {
  expect(secretDataOf(JSON.parse('{ "b": 1, "a": [ {"é": null} ], "__proto__": "p" }') as object))
    .toBe('{"b":1,"a":[{"é":null}],"__proto__":"p"}')
  expect(secretDataOf(null)).toBe('null')
})

it.each(['x', 'é', '𝄞'])('may have 65536 bytes, counted in UTF-8: %s', (character) => {
  expect(Buffer.byteLength(secretDataOf(ofLength(maxSecretDataLength, character)))).toBe(maxSecretDataLength)
  expect(() => secretDataOf(ofLength(maxSecretDataLength + Buffer.byteLength(character), character)))
    .toThrow(/bytes as compact JSON; at most 65536 are accepted/)
})
