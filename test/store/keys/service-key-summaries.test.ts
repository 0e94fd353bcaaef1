// Summaries of keys, for searches.

import { describe, expect, it } from 'vitest'
import { aKey, okmsId, otherOkmsId, secret } from '../builders.js'
import { newStore } from '../temporary.js'

const insert = (store: ReturnType<typeof newStore>, fields: Parameters<typeof aKey>[0] = {}) => {
  const key = aKey(fields)
  store.serviceKeys.insert({ key, material: secret })
  return key
}

describe('summaries', () => {
  it('come newest first, in parts that leave none out, and none of another domain', () => {
    const store = newStore()
    const keys = Array.from({ length: 6000 }, (_, index) => aKey({
      okmsId: index % 3 === 0 ? otherOkmsId : okmsId, name: `${index}`
    }))
    store.serviceKeys.insert(...keys.map((key) => ({ key, material: secret })))
    const seen: string[] = []
    let next: number | null | undefined
    let parts = 0
    while (next !== null) {
      const part = store.serviceKeys.summaries(okmsId, next)
      seen.push(...part.heads.map(({ name }) => name))
      next = part.next
      parts++
    }
    expect(parts).toBe(6)
    expect(seen).toEqual(keys.filter((key) => key.okmsId === okmsId).map(({ name }) => name).reverse())
  })

  it('begin below a key of the domain, and know none of another', () => {
    const store = newStore()
    const [first, second] = [insert(store, { name: 'first' }), insert(store, { name: 'second' })]
    expect(store.serviceKeys.summaries(okmsId, store.serviceKeys.rowOf(okmsId, second.keyId))
      .heads.map(({ name }) => name)).toEqual(['first'])
    expect(store.serviceKeys.rowOf(otherOkmsId, first.keyId)).toBeUndefined()
  })

  it('of an empty store are none', () => {
    expect(newStore().serviceKeys.summaries(okmsId, undefined)).toEqual({ heads: [], next: null })
  })
})
