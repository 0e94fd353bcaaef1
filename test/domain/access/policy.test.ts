// Patterns of policies: the matcher agrees with a regular expression on small inputs, and
// takes linear time on hostile ones.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patternMatcher, resourceMatcher } from '../../../src/domain/access/policy.js'

/** The same rule as a backtracking expression: short, obviously right, and exponential in the number of stars. */
function expressionOf (patterns: readonly string[], end: string): RegExp {
  const alternatives = patterns.map((pattern) => pattern.split('*').join('.*'))
  return new RegExp(`^(?:${alternatives.join('|')})${end}$`, 's')
}

const letters = fc.constantFrom('a', 'b', '/', ':')
/** A URN does not begin with a slash. */
const text = fc.string({ unit: letters, maxLength: 12 }).map((end) => `a${end}`)
const patterns = fc.array(fc.string({ unit: fc.oneof(letters, fc.constant('*')), minLength: 1, maxLength: 8 }), {
  minLength: 1, maxLength: 3
})

describe('a pattern', () => {
  it('matches what the expression matches', () => {
    fc.assert(fc.property(patterns, text, (given, received) => {
      expect(patternMatcher(given)(received)).toBe(expressionOf(given, '').test(received))
    }), { numRuns: 2000 })
  })

  it('of a resource covers what the expression covers', () => {
    // A pattern without a star covers its children by whole segments only, as the expression says.
    fc.assert(fc.property(patterns, text, (given, received) => {
      expect(resourceMatcher(given)(received)).toBe(expressionOf(given, '(?:/.*)?').test(received))
    }), { numRuns: 2000 })
  })

  it.each([
    ['eleven stars', 'a*'.repeat(11) + 'b', 'a'.repeat(500)],
    ['as many stars as fit', '*a'.repeat(250), 'a'.repeat(249) + 'b'.repeat(250)],
    ['stars in a row', '*'.repeat(500) + 'b', 'a'.repeat(500)],
    ['a last part that nearly fits everywhere', '*' + 'a'.repeat(200) + 'b', 'a'.repeat(500)],
    ['parents without end', '*x', '/'.repeat(500)]
  ])('answers at once: %s', (_name, pattern, received) => {
    expect(patternMatcher([pattern])(received)).toBe(false)
    expect(resourceMatcher([pattern])(received)).toBe(false)
  })
})
