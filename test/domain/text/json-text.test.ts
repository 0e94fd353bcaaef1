import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxDepth, problemOfJsonText } from '../../../src/domain/text/json-text.js'

/** JSON.stringify in its two layouts. */
const layout = fc.constantFrom(undefined, '\t')

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

describe('the look through a JSON text', () => {
  it('finds nothing in any value that is neither deep nor says a thing twice', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 12, depthSize: 'large' }), layout, (value, indent) => {
      expect(problemOfJsonText(JSON.stringify(value, undefined, indent), 'body')).toBeUndefined()
    }))
  })

  it('finds every member that is given twice, however it is surrounded', () => {
    const members = fc.array(fc.tuple(fc.string({ unit: 'binary', maxLength: 6 }), fc.jsonValue({ maxDepth: 3 })), {
      minLength: 1, maxLength: 6
    })
    fc.assert(fc.property(
      members, fc.nat(), fc.array(fc.constantFrom('list', 'object'), { maxLength: 5 }), (some, pick, wrappers) => {
        const render = ([name, value]: [string, unknown]) => `${JSON.stringify(name)} : ${JSON.stringify(value)}`
        const own = `{${[...some, some[pick % some.length] ?? ['', null]].map(render).join(' ,')}}`
        const text = wrappers.reduce(
          (inner, wrapper) => wrapper === 'list' ? `["}", 1, ${inner}]` : `{"{\\"": [], "a": ${inner}}`, own
        )
        expect(problemOfJsonText(text, 'body')).toMatch(/^body.*: given twice; a member may appear once in an object$/)
      }
    ))
  })

  it('counts levels as they are, whatever brackets are in texts', () => {
    fc.assert(fc.property(
      fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: maxDepth - 6, max: maxDepth + 2 }), (core, wrappers) => {
        const text = `${'["[{", '.repeat(wrappers)}${JSON.stringify(core)}${']'.repeat(wrappers)}`
        const isTooDeep = wrappers + depthOf(core) > maxDepth
        expect(problemOfJsonText(text, 'body')).toBe(isTooDeep ? `body: more than ${maxDepth} levels of objects and lists` : undefined)
      }
    ))
  })

  it('ends on any text, and tells in one line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', ':', ',', 'a', ' ', '\n', '\u2028') }),
        (text) => {
          expect(problemOfJsonText(text, 'body') ?? 'body: ').toMatch(/^body[\x20-\x7e]*$/)
        }
      ),
      { numRuns: 500 }
    )
  })
})
