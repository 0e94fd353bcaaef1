import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createSealedPositions } from '../../../src/http/paging/sealed-position.js'
import { createCursors } from '../../../src/http/paging/page-headers.js'

const cursors = createCursors(createSealedPositions(randomBytes(32)))

it('begins with a page of 100', () => {
  expect(cursors.wanted('a list', {})).toEqual({ after: '', limit: 100 })
  expect(cursors.wanted('a list', { 'X-Pagination-Size': 10, 'X-Pagination-Cursor': '' }))
    .toEqual({ after: '', limit: 10 })
})

it('goes on where the page before ended, and shows no name', () => {
  expect(cursors.next('a list', { next: null })).toEqual({})
  const { 'X-Pagination-Cursor-Next': next = '' } = cursors.next('a list', { next: 'team/é' })
  expect(next).toMatch(/^[\w-]+$/)
  expect(Buffer.from(next, 'base64url').includes('team')).toBe(false)
  expect(cursors.wanted('a list', { 'X-Pagination-Cursor': next })).toEqual({ after: 'team/é', limit: 100 })
})

it.each(['AAAA', '!', 'x'.repeat(5000)])('refuses the cursor %j', (cursor) => {
  expect(() => cursors.wanted('a list', { 'X-Pagination-Cursor': cursor })).toThrow(/invalid cursor/)
})

it('refuses a cursor of another list, and one of another server', () => {
  const { 'X-Pagination-Cursor-Next': next = '' } = cursors.next('a list', { next: 'a' })
  const page = { 'X-Pagination-Cursor': next }
  expect(() => cursors.wanted('another list', page)).toThrow(/invalid cursor/)
  expect(() => createCursors(createSealedPositions(randomBytes(32))).wanted('a list', page)).toThrow(/invalid cursor/)
})
