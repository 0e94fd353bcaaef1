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

  it('of a resource covers what the expression covers: it, its kind or its domain', () => {
    fc.assert(fc.property(patterns, text, (given, received) => {
      const [domain = '', kind, ...id] = received.split('/')
      const covering = [received, domain, ...id.length > 0 ? [`${domain}/${kind}`] : []]
      const expression = expressionOf(given, '')
      expect(resourceMatcher(given)(received)).toBe(covering.some((urn) => expression.test(urn)))
    }), { numRuns: 2000 })
  })

  const domain = 'urn:v1:eu:resource:okms:79b66eba-273e-4f7a-b954-78ed7e70b85d'
  it.each<[string, readonly string[], readonly string[]]>([
    [domain, ['', '/serviceKey/1', '/secret/a', '/secret/a/b'], []],
    [`${domain}/secret`, ['/secret/a', '/secret/a/b/c'], ['', '/serviceKey/1', '/secrets/a']],
    [`${domain}/secret/a`, ['/secret/a'], ['/secret/a/b', '/secret/ab', '/secret/b/a', '/serviceKey/a']],
    [`${domain}/secret/a/b`, ['/secret/a/b'], ['/secret/a', '/secret/a/b/c']],
    [
      `${domain}/secret/prod/*`,
      ['/secret/prod/a', '/secret/prod/a/b'],
      ['/secret/prod', '/secret/production/a', '/secret/a/prod/b']
    ],
    [`${domain}/secret/prod*`, ['/secret/prod', '/secret/production/a'], ['/secret/a/prod']],
    [`${domain}/secret/*/db`, ['/secret/a/db', '/secret/a/b/db'], ['/secret/a/db/user', '/secret/db']],
    [`${domain}/secret/*a`, ['/secret/a', '/secret/b/a'], ['/secret/a/b', '/secret/b/a/c']],
    [`${domain}/*`, ['/serviceKey/1', '/secret/a/b'], ['']],
    [`${domain}/*ecret`, ['/secret/a/b', '/secret/other-secret'], ['/serviceKey/1']],
    ['urn:v1:*:resource:okms:*-78ed7e70b85d', ['', '/serviceKey/1', '/secret/a/b'], []],
    ['*', ['', '/secret/a/b'], []]
  ])('%s covers what is in it, and no secret below another', (pattern, covered, others) => {
    const covers = resourceMatcher([pattern])
    expect(covered.filter((part) => !covers(`${domain}${part}`))).toEqual([])
    expect(others.filter((part) => covers(`${domain}${part}`))).toEqual([])
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
