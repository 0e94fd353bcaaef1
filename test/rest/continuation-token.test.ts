// Continuation tokens: they lead back to their position in their own list, and any other text is refused.

import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyStates } from '../../src/domain/keys/key-state.js'
import { httpErrors } from '../../src/http/reply/http-errors.js'
import { createContinuationTokens, type List } from '../../src/rest/continuation-token.js'
import { createSealedPositions } from '../../src/http/paging/sealed-position.js'

const secret = randomBytes(32)
const tokens = createContinuationTokens(createSealedPositions(secret))

const aPosition = fc.integer({ min: 1, max: 2 ** 48 - 1 })
const aList: fc.Arbitrary<List> = fc.record({
  okmsId: fc.uuid(), states: fc.uniqueArray(fc.constantFrom(...keyStates), { minLength: 1 })
})
const nameOf = ({ okmsId, states }: List) => [okmsId, ...[...states].sort()].join()

const refused: unknown = expect.objectContaining({
  kind: httpErrors.RequestInvalid, message: expect.stringMatching(/^query continuation-token: not a token of this server/)
})

const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

describe('a continuation token', () => {
  it('leads back to its position, for any order of the states, after a restart too', () => {
    fc.assert(fc.property(aList, aPosition, (list, position) => {
      const token = tokens.encode(list, position)
      expect(token).toHaveLength(48)
      const restarted = createContinuationTokens(createSealedPositions(Buffer.from(secret)))
      expect(restarted.decode({ ...list, states: [...list.states].reverse() }, token)).toBe(position)
    }))
  })

  it('is refused for another list: another domain, other states, or another data folder', () => {
    fc.assert(fc.property(aList, aList, aPosition, (list, other, position) => {
      const token = tokens.encode(list, position)
      for (const one of [other, { ...list, okmsId: other.okmsId }, { ...list, states: other.states }]) {
        if (nameOf(one) !== nameOf(list)) expect(() => tokens.decode(one, token)).toThrow(refused)
      }
      const others = createContinuationTokens(createSealedPositions(randomBytes(32)))
      expect(() => others.decode(list, token)).toThrow(refused)
    }))
  })

  it('is refused with any character changed, left out or added', () => {
    fc.assert(fc.property(
      aList, aPosition, fc.nat(47), fc.constantFrom(...characters), (list, position, at, character) => {
        const token = tokens.encode(list, position)
        fc.pre(token[at] !== character)
        const [before, after] = [token.slice(0, at), token.slice(at + 1)]
        for (const other of [
          before + character + after, before + after, before + character + token.slice(at), token.slice(0, at + 1)
        ]) {
          if (other !== token) expect(() => tokens.decode(list, other)).toThrow(refused)
        }
      }
    ))
  })

  it.each(['nonsense', 'YWZ0ZXI6NQ', '*', 'A'.repeat(48), 'A'.repeat(500), '\0', '5'])('%j is refused', (text) => {
    expect(() => tokens.decode({ okmsId: 'd', states: ['active'] }, text)).toThrow(refused)
  })

  it('tells nothing of its position: the same one has another token each time', () => {
    const list: List = { okmsId: 'd', states: ['active'] }
    expect(tokens.encode(list, 7)).not.toBe(tokens.encode(list, 7))
  })

  it('is empty at the end, and absent at the beginning', () => {
    const list: List = { okmsId: 'd', states: ['active'] }
    expect([tokens.encode(list, null), tokens.decode(list, ''), tokens.decode(list, undefined)]).toEqual(['', 0, 0])
  })
})
