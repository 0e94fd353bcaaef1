// Errors of another realm, as Jest's tests see them, and what is no error at all.

import { runInNewContext } from 'node:vm'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { codeOf, isSystemError, messageOf, stackOf } from '../../src/domain/thrown.js'

const elsewhere = (code: string): unknown => runInNewContext(code)

describe('an error of another realm', () => {
  it('is no instance of Error here', () => { expect(elsewhere('new TypeError("x")')).not.toBeInstanceOf(Error) })

  it.each(['new Error("the text")', 'new TypeError("the text")', 'Object.assign(new Error("the text"), { code: 1 })'])('%s: its text and stack are read', (code) => {
    expect(messageOf(elsewhere(code))).toBe('the text')
    expect(stackOf(elsewhere(code))).toContain('the text\n    at ')
    expect(codeOf(elsewhere(code))).toBeUndefined()
  })

  it('with a code and a system call is a refusal of the operating system', () => {
    const error = elsewhere('Object.assign(new Error("x"), { code: "EACCES", syscall: "open" })')
    expect([codeOf(error), isSystemError(error)]).toEqual(['EACCES', true])
    expect(isSystemError(elsewhere('Object.assign(new Error("x"), { code: "ERR_X" })'))).toBe(false)
  })
})

it('an error of SQLite is recognised by its code, as a second copy of better-sqlite3 in the process has another class', () => {
  const error = new Sqlite.SqliteError('database is locked', 'SQLITE_BUSY')
  expect([codeOf(error), messageOf(error)]).toEqual(['SQLITE_BUSY', 'database is locked'])
})

it.each([
  [undefined, 'undefined'], [null, 'null'], ['a text', 'a text'], [7, '7']
])('%j is read too', (thrown, text) => {
  expect([messageOf(thrown), stackOf(thrown), codeOf(thrown), isSystemError(thrown)])
    .toEqual([text, text, undefined, false])
})
