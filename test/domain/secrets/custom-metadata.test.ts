import { describe, expect, it } from 'vitest'
import { editedMetadata, problemsOfMetadata } from '../../../src/domain/secrets/custom-metadata.js'
import { customMetadataLimits } from '../../../src/domain/limits.js'

describe('an edit of custom metadata', () => {
  it.each([
    ['replaces all', { a: '1' }, { replaceBy: { b: '2' } }, { b: '2' }],
    ['clears by null', { a: '1' }, { replaceBy: null }, null],
    ['clears by nothing', { a: '1' }, { replaceBy: {} }, null],
    ['merges', { a: '1', b: '2' }, { merge: { b: '3', c: '4' } }, { a: '1', b: '3', c: '4' }],
    ['removes names by null', { a: '1', b: '2' }, { merge: { a: null, x: null } }, { b: '2' }],
    ['leaves null when nothing is left', { a: '1' }, { merge: { a: null } }, null],
    ['merges into none', null, { merge: { a: '1' } }, { a: '1' }]
  ] as const)('%s', (_, current, edit, expected) => {
    expect(editedMetadata(current, edit)).toEqual(expected)
  })

  it('takes the names of JavaScript as any other', () => {
    const merge = JSON.parse('{"__proto__":"p","constructor":"c"}') as Record<string, string>
    const merged = editedMetadata(null, { merge })
    expect(JSON.stringify(merged)).toBe('{"__proto__":"p","constructor":"c"}')
    expect(JSON.stringify(editedMetadata(merged, { merge: JSON.parse('{"__proto__":null}') as Record<string, null> })))
      .toBe('{"constructor":"c"}')
  })
})

describe('the limits of custom metadata', () => {
  const { entries, nameLength, valueLength } = customMetadataLimits
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, 'v']))
  const texts = (metadata: Readonly<Record<string, string>>) =>
    problemsOfMetadata(metadata).map(({ text }) => String(text))

  it.each([
    ['entries', many(entries), many(entries + 1), /65 entries; at most 64/],
    [
      'a name', { ['n'.repeat(nameLength)]: 'v' }, { ['n'.repeat(nameLength + 1)]: 'v' },
      /name of entry 1 has 129 bytes/
    ],
    ['a name in bytes', { ['é'.repeat(64)]: 'v' }, { ['é'.repeat(65)]: 'v' }, /name of entry 1 has 130 bytes/],
    ['a value', { a: 'v'.repeat(valueLength) }, { a: 'v'.repeat(valueLength + 1) }, /value of entry 1 has 513 bytes/],
    ['an empty name', { a: 'v' }, { '': 'v' }, /name of entry 1 has 0 bytes/],
    ['an empty value', { a: 'v' }, { a: '' }, /value of entry 1 has 0 bytes/],
    ['a name that cannot be printed', { 'a b é 𝄞': 'v' }, { 'a\nb': 'v' }, /characters that cannot be printed/],
    ['a value that cannot be printed', { a: 'a b é 𝄞' }, { a: 'x\u2028' }, /characters that cannot be printed/]
  ])('%s', (_, accepted, refused, expected) => {
    expect(texts(accepted)).toEqual([])
    expect(texts(refused)).toEqual([expect.stringMatching(expected)])
  })

  it('name entries by their position, and repeat neither name nor value', () => {
    const found = texts({ fine: 'v', 'hunter2\u0000': 'v', b: `secret${'x'.repeat(600)}` })
    expect(found)
      .toEqual([expect.stringMatching(/^the name of entry 2/), expect.stringMatching(/^the value of entry 3/)])
    expect(found.join()).not.toMatch(/hunter2|secret/)
  })
})
