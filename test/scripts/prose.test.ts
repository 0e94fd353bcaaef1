import { describe, expect, it } from 'vitest'
import { findWords, proseOf, words } from '../../scripts/prose.js'

describe('the words that the project does not use', () => {
  it.each(words)('finds /$pattern/ in its example', ({ example, instead }) => {
    expect(findWords(example)).toContainEqual(expect.objectContaining({ line: 1, instead }))
  })

  it.each([
    'The caller signs with a key. Clients retry after a timeout.',
    'the folder next to it, measured again, fixed, amended and recommended',
    'It stands for any characters and understands the rest.',
    'Replies that answer to a request are kept; the answer is logged.',
    'the theme, the helper and no more than ten files',
    'a beside-the-point hyphen and tolds'
  ])('finds nothing in: %s', (text) => {
    expect(findWords(text)).toEqual([])
  })

  it('gives the line, in order, and finds a phrase that two lines of a comment share', () => {
    const text = 'clean\n// The store is\n// asked by somebody.\n/**\n * It stands\n * in the file.\n */'
    expect(findWords(text).map(({ line, found }) => [line, found]))
      .toEqual([[2, 'is asked'], [3, 'somebody'], [5, 'stands in']])
  })
})

describe('the prose of a program', () => {
  const program = [
    "import { told } from './anew.js'",
    'const whom = beside // somebody',
    '/** anew */',
    'const text = `told ${mended} nobody`', // eslint-disable-line no-template-curly-in-string
    "it('is mended', () => { call('whoever') })",
    "it.each(rows)('stands in %s', whom)"
  ].join('\n')
  const found = (strings: 'all' | 'names of tests'): unknown[] => findWords(proseOf('file.ts', program, strings))
    .map((row) => [row.line, row.found])

  it('is its comments and texts, without names and paths of modules', () => {
    expect(found('all')).toEqual([
      [2, 'somebody'], [3, 'anew'], [4, 'nobody'], [4, 'told'], [5, 'whoever'], [5, 'mended'], [6, 'stands in']
    ])
  })

  it('is only comments and the names of tests where that is wanted', () => {
    expect(found('names of tests')).toEqual([[2, 'somebody'], [3, 'anew'], [5, 'mended'], [6, 'stands in']])
  })
})
