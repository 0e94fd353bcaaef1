import { expect, it } from 'vitest'
import { numbered, pageOf } from '../../../src/http/paging/page-of.js'

const text = (item: string) => item

it('is in the order of positions, with what it ends with as the next one', () => {
  const items = ['c', 'a', 'd', 'b']
  expect(pageOf(items, text, { after: '', limit: 3 })).toEqual({ items: ['a', 'b', 'c'], next: 'c' })
  expect(pageOf(items, text, { after: 'c', limit: 3 })).toEqual({ items: ['d'], next: null })
  expect(pageOf(items, text, { after: '', limit: 4 })).toEqual({ items: ['a', 'b', 'c', 'd'], next: null })
  expect(pageOf([], text, { after: '', limit: 1 })).toEqual({ items: [], next: null })
})

it('starts after a position that no item has any more', () => {
  expect(pageOf(['a', 'c'], text, { after: 'b', limit: 1 })).toEqual({ items: ['c'], next: null })
  expect(pageOf(['a', 'b'], text, { after: 'c', limit: 1 })).toEqual({ items: [], next: null })
})

it('follows numbers whatever their digits', () => {
  const numbers = [1_000, 0, 999, 10, 1_800_000_000_000]
  expect(pageOf(numbers, numbered, { after: numbered(9), limit: 3 }))
    .toEqual({ items: [10, 999, 1_000], next: numbered(1_000) })
})
