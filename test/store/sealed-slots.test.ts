// Slots of sealed data: their lengths, and that erased ones are used again and no other.

import Sqlite, { type Database } from 'better-sqlite3'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { randomMasterKey } from '../../src/store/master-key.js'
import { createSealedSlots, paddedLength, type SealedSlots } from '../../src/store/sealed-slots.js'
import { migrate, readMigrations } from '../../src/store/sqlite/migrations.js'

const owner = { name: 'secret/a', what: 'the data' }

let database: Database
let slots: SealedSlots
beforeEach(() => {
  const opened = database = new Sqlite(':memory:')
  onTestFinished(() => { opened.close() })
  migrate(database, readMigrations())
  slots = createSealedSlots(database, randomMasterKey())
})

const sealedIn = (slot: number) =>
  database.prepare<[number], Buffer>('SELECT sealed FROM secret_slot WHERE slot = ?').pluck().get(slot) ?? Buffer.alloc(0)

it.each([
  [0, 128], [1, 128], [128, 128], [129, 160], [160, 160], [161, 192], [256, 256], [257, 320], [1000, 1024],
  [65_535, 65_536], [65_536, 65_536]
])('%i bytes get a slot for %i', (length, padded) => {
  expect(paddedLength(length)).toBe(padded)
})

it('wastes a quarter at most', () => {
  for (let length = 129; length <= 65_536; length += 7) {
    expect(paddedLength(length)).toBeGreaterThanOrEqual(length)
    expect(paddedLength(length)).toBeLessThanOrEqual(length * 1.25)
  }
})

it.each(['{}', 'null', '{"a":" b "}', `{"a":"${'é'.repeat(500)}"}`])('gives back %s', (data) => {
  const slot = slots.keep(owner, data)
  expect(slots.read(owner, slot)).toBe(data)
  expect(sealedIn(slot).includes(data)).toBe(false)
})

it('opens for its owner alone', () => {
  const slot = slots.keep(owner, '{}')
  expect(() => slots.read({ ...owner, name: 'secret/b' }, slot)).toThrow('the data was changed')
  expect(() => slots.read(owner, slot + 1)).toThrow('the data is not there')
})

it('is all zeros as soon as it is erased, and used again', () => {
  const slot = slots.keep(owner, '{}')
  slots.erase(slot)
  expect([slots.isUnfinished(), sealedIn(slot).every((byte) => byte === 0)]).toEqual([false, true])
  expect(slots.keep(owner, '{}')).toBe(slot)
})

describe('a released slot', () => {
  it('is used again only once it is all zeros', () => {
    const slot = slots.keep(owner, '{"a":1}')
    slots.release(slot)
    expect(slots.isUnfinished()).toBe(true)
    expect(slots.keep(owner, '{"a":2}')).not.toBe(slot)
    expect(slots.eraseSome(10)).toEqual({ erased: 1, isMoreLeft: false })
    expect([slots.isUnfinished(), sealedIn(slot).every((byte) => byte === 0)]).toEqual([false, true])
    expect(slots.keep(owner, '{"a":3}')).toBe(slot)
    expect(slots.read(owner, slot)).toBe('{"a":3}')
    expect(slots.keep(owner, '{"a":4}')).not.toBe(slot)
  })

  it('is used for data of its length alone, so that its row never changes its length', () => {
    const slot = slots.keep(owner, 'x'.repeat(300))
    const { length } = sealedIn(slot)
    slots.release(slot)
    slots.eraseSome(1)
    expect(sealedIn(slot)).toHaveLength(length)
    expect(slots.keep(owner, 'x'.repeat(100))).not.toBe(slot)
    expect(slots.keep(owner, 'x'.repeat(400))).not.toBe(slot)
    expect(slots.keep(owner, 'x'.repeat(310))).toBe(slot)
    expect(sealedIn(slot)).toHaveLength(length)
  })

  it('is erased among many, as many at once as is asked for', () => {
    for (let count = 0; count < 5; count++) slots.release(slots.keep(owner, '{}'))
    expect([slots.eraseSome(2), slots.eraseSome(2), slots.eraseSome(2), slots.eraseSome(2)]).toEqual([
      { erased: 2, isMoreLeft: true }, { erased: 2, isMoreLeft: true }, { erased: 1, isMoreLeft: false },
      { erased: 0, isMoreLeft: false }
    ])
  })
})
