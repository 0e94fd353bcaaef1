// Whether two patterns can match the same text.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patternMatcher } from '../../../src/domain/access/policy.js'
import { haveCommonText } from '../../../src/domain/text/common-text.js'

describe('haveCommonText', () => {
  it.each([
    ['', '', true], ['*', '', true], ['a', 'a', true], ['a', 'b', false], ['a*', '*b', true], ['a*c', 'b*', false],
    ['*/encrypt', '/api/*/v1/servicekey/*/encrypt', true], ['/v1/*', '/api/*/v1/random', false],
    ['/api/x/v1/random', '/api/*/v1/random', true], ['/api/*/v1/random', '/api/*/v1/servicekey', false],
    ['ab*', 'a*b', true], ['ab', 'a*bc', false], ['**', '*a*', true]
  ] as const)('%s and %s: %s', (one, other, expected) => {
    expect(haveCommonText(one, other)).toBe(expected)
    expect(haveCommonText(other, one)).toBe(expected)
  })

  it('is true for the patterns of every text that two patterns match', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 })
    const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 })
    fc.assert(fc.property(letters, letters, texts, (one, other, text) => {
      fc.pre(patternMatcher([one])(text) && patternMatcher([other])(text))
      expect(haveCommonText(one, other)).toBe(true)
    }))
  })

  it('is false where no short text fits both', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 4 })
    const longer = (texts: readonly string[]) => texts.flatMap((text) => [`${text}a`, `${text}b`])
    const byLength = [1, 2, 3, 4].reduce((all) => [...all, longer(all.at(-1) ?? [])], [['']])
    const short = byLength.flat()
    fc.assert(fc.property(letters, letters, (one, other) => {
      fc.pre(!one.includes('*') || !other.includes('*'))
      const expected = short.some((text) => patternMatcher([one])(text) && patternMatcher([other])(text))
      expect(haveCommonText(one, other)).toBe(expected)
    }))
  })
})
