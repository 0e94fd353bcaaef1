import { describe, expect, it } from 'vitest'
import { kvErrors } from '../../../src/rest/kv/kv-errors.js'
import { readablePath, withoutSlash, writablePath } from '../../../src/rest/kv/kv-path.js'

// kv2/differences.md 54
describe('a slash at the end of a path', () => {
  it.each(['', 'a/', 'a/b/', '/'])('%j is none to read or to write', (path) => {
    expect(() => readablePath(path)).toThrow(expect.objectContaining({ kind: kvErrors.NotASecret }))
    expect(() => writablePath(path)).toThrow(expect.objectContaining({ kind: kvErrors.PathEndsWithSlash }))
  })

  it.each(['a', 'a/b'])('%j is one', (path) => {
    expect([readablePath(path), writablePath(path), withoutSlash(path)]).toEqual([path, path, path])
  })

  it.each([
    ['a/', 'a'], ['/', ''], ['', ''], ['a//', 'a/']
  ])('makes no difference for metadata: %j', (path, expected) => {
    expect(withoutSlash(path)).toBe(expected)
  })
})
