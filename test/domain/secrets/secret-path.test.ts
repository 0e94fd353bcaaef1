import { expect, it } from 'vitest'
import { faultOfPath, maxPathLength } from '../../../src/domain/secrets/secret-path.js'

it.each([
  'a', 'a/b', 'data', 'metadata/config/version/1', 'a.b', '...', '.a/b.', 'user@example.com', 'k=v', 'a:b', 'A-Z_09',
  '-', 'x'.repeat(maxPathLength), `${'x/'.repeat(127)}y`
])('%s is a path', (path) => {
  expect(faultOfPath(path)).toBeUndefined()
})

it.each([
  ['', /^it is empty/],
  ['x'.repeat(maxPathLength + 1), /^it has 256 characters/],
  ['/a', /^it starts with a slash/],
  ['/', /^it starts with a slash/],
  ['a/', /^it ends with a slash/],
  ['a//b', /^it has an empty segment/],
  ['.', /^it has the segment \./],
  ['a/../b', /^it has the segment \.\./],
  ['a/.', /^it has the segment \./],
  ['a b', /^it has a blank/],
  ['a%2Fb', /^it has the character %/],
  ['a\\b', /^it has the character \\/],
  ['a*', /^it has the character \*/],
  ['a\n', /^it has the character U\+000A/],
  ['a\u0000', /^it has the character U\+0000/],
  ['é', /^it has the character U\+00E9/],
  ['\u{1d11e}', /^it has the character U\+1D11E/],
  ['\ud800', /^it has the character U\+D800/],
  ['a\u202e', /^it has the character U\+202E/]
])('%j is none', (path, expected) => {
  expect(faultOfPath(path)).toMatch(expected)
})

it('quotes at most one character of what may be a password', () => {
  expect(faultOfPath('correct horse battery staple')).toBe('it has a blank; accepted: 1 to 255 of the characters a-z A-Z 0-9 _ . : / = @ -')
})
