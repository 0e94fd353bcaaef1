// Lists for a caller who may see few keys of many: in order, nothing twice, nothing left out, and
// others get their turn meanwhile.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { oneClock } from '../../src/domain/clock.js'
import type { Caller } from '../../src/domain/access/identity.js'
import type { ServiceKeyStore, Store } from '../../src/domain/ports.js'
import type { ServiceKey } from '../../src/domain/keys/service-key.js'
import { createServiceKeys } from '../../src/services/keys/service-keys.js'
import { openStore } from '../../src/store/open-store.js'
import { aKey, okmsId, withDomains } from '../store/builders.js'

const total = 3000
const caller: Caller = { okmsId, credentialId: null, identities: [] }

let store: Store
beforeAll(() => {
  store = withDomains(openStore({ memory: true }, { durable: false }))
  store.serviceKeys.insert(
    ...Array.from({ length: total }, (_, index) => ({ key: aKey({ name: String(index) }), material: null }))
  )
})
afterAll(() => { store.close() })

/**
 * Counts turns of the event loop, which is what others are answered in, and the most keys
 * that were read in one of them.
 */
function watched () {
  let turns = 0
  let keysOfTurn = 0
  let mostKeys = 0
  const reading: Pick<ServiceKeyStore, 'list'> = {
    list (...asked) {
      const page = store.serviceKeys.list(...asked)
      keysOfTurn += page.items.length
      mostKeys = Math.max(mostKeys, keysOfTurn)
      return page
    }
  }
  let timer = setImmediate(function turn () {
    turns++
    keysOfTurn = 0
    timer = setImmediate(turn)
  })
  const keys = createServiceKeys({
    store: { ...store.serviceKeys, ...reading },
    wrapped: { wrap: () => { throw new Error('not asked') }, unwrap: () => { throw new Error('not asked') } },
    clocks: oneClock(Date.now)
  })
  return {
    list: async (after: number, limit: number, maySee: (key: ServiceKey) => boolean) =>
      await keys.list(caller, ['active'], { after, limit }, maySee),
    counts: () => {
      clearImmediate(timer)
      return { turns, mostKeys }
    }
  }
}

it.each([1, 7, 100])('who may see none gets an empty last page of %i, and others get turns while it is looked for', async (limit) => {
  const { list, counts } = watched()
  expect(await list(0, limit, () => false)).toEqual({ items: [], next: null })
  const { turns, mostKeys } = counts()
  expect(turns).toBeGreaterThanOrEqual(total / 200)
  expect(mostKeys).toBeLessThanOrEqual(200)
})

it.each([1, 7, 100])('who may see some gets them all, in order, by pages of %i that are never empty before the last', async (limit) => {
  const { list, counts } = watched()
  const maySee = ({ name }: ServiceKey) => Number(name) % 700 === 3
  const names: string[] = []
  for (let after: number | null = 0; after !== null;) {
    const { items, next } = await list(after, limit, maySee)
    if (next !== null) expect(items.length).toBeGreaterThan(0)
    names.push(...items.map(({ name }) => name))
    after = next
  }
  counts()
  expect(names).toEqual(['3', '703', '1403', '2103', '2803'])
})

it('who may see what is on the first page waits for no turn', () => {
  const keys = createServiceKeys({
    store: store.serviceKeys,
    wrapped: { wrap: () => { throw new Error('not asked') }, unwrap: () => { throw new Error('not asked') } },
    clocks: oneClock(Date.now)
  })
  expect(keys.list(caller, ['active'], { after: 0, limit: 10 }, () => true)).toMatchObject({ items: { length: 10 } })
})
