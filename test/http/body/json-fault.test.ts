// The place and the fix of what is no JSON: whatever the text, the reader of faults agrees with the
// parser and repeats no content.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonFault } from '../../../src/http/body/json-fault.js'

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** A JSON text with a slip: something inserted, removed or doubled at one place. */
const slips = fc.tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 1, 2), fc.nat(), fc.constantFrom(
  '', ',', '}', ']', '"', ':', '\'', '\\', '\n', '\t', '\0', '#', '//', 'x', '0', '.', '-', '+', '{', '[', 'e',
  '\u2028', 'é'
)).map(([value, indent, at, inserted]) => {
  const text = JSON.stringify(value, undefined, indent)
  const place = at % (text.length + 1)
  return inserted === ''
    ? text.slice(0, place) + text.slice(place + 1)
    : text.slice(0, place) + inserted + text.slice(place)
})

describe('a fault of JSON', () => {
  it('is found in every text that the parser refuses, in one line', () => {
    fc.assert(fc.property(fc.oneof(slips, fc.string({ unit: 'binary' })), (text) => {
      fc.pre(!parses(text))
      const fault = jsonFault(text)
      expect(fault).not.toBe('it is no JSON value')
      expect(fault).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]{5,300}$/u)
    }), { numRuns: 3000 })
  })

  it('is not found in a text that the parser accepts', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
      expect(jsonFault(JSON.stringify(value, undefined, indent))).toBe('it is no JSON value')
    }))
  })

  it.each([
    ['{\n  "a": 1,\n}', 'line 2, column 9: a comma before "}"; remove it'],
    ['[1, 2,]', 'line 1, column 6: a comma before "]"; remove it'],
    ['{"a": 1,, "b": 2}', 'line 1, column 9: two commas; remove one'],
    ['{"a": }', 'line 1, column 7: a value is missing before "}"'],
    ['{"a": FALSE}', 'line 1, column 7: FALSE: write false'],
    ['{"a": undefined}', 'line 1, column 7: undefined: write null, or leave the member out'],
    ['{"a": -Infinity}', 'line 1, column 7: -Infinity: write a number; JSON has no Infinity'],
    ['{"a": .5}', 'line 1, column 7: a number that starts with "."; JSON numbers start with a digit or -'],
    ['{"a": [1}', 'line 1, column 9: "}" where "]" belongs'],
    ['{"a": 1}}', 'line 1, column 9: "}" closes nothing; remove it, or add what it should close'],
    ['{"a": $NAME}', 'line 1, column 7: a word without quotes; put strings in double quotes'],
    ['{“a”: 1}', 'line 1, column 2: typographic quotes; write "'],
    ['{"a": 1; "b": 2}', 'line 1, column 8: ";" where "," belongs'],
    ['{"a": "b\nc"}', 'line 1, column 9: a line break inside a string; write \\n, or close the string'],
    ['{"a": "say "hi""}', 'line 1, column 13: "," or "}" expected. A quote inside a string is written \\"'],
    ['[object Object]', 'it is "[object Object]": an object was converted to a string; send JSON.stringify(object)'],
    ['[object Map],[object Map]', 'it is "[object Object]": an object was converted to a string; send JSON.stringify(object)'],
    ['undefined', 'the program had no value to send; send a JSON object'],
    [' None\n', 'the program had no value to send; send a JSON object'],
    ['{"a": constructor}', 'line 1, column 7: a word without quotes; put strings in double quotes']
  ])('%j is %s', (text, fault) => {
    expect(jsonFault(text)).toBe(fault)
  })
})
