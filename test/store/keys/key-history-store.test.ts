// The past states of a key, as the pages show them.

import { beforeEach, expect, it } from 'vitest'
import type { KeyState } from '../../../src/domain/keys/key-state.js'
import type { Store } from '../../../src/domain/ports.js'
import { aKey, okmsId, otherOkmsId } from '../builders.js'
import { newStore } from '../temporary.js'

const key = aKey()

let store: Store
beforeEach(() => {
  store = newStore()
  store.serviceKeys.insert({ key, material: null })
})

function move (state: KeyState, at: number): void {
  store.serviceKeys.update(okmsId, key.keyId, (found) => state === 'active'
    ? { ...found, state, activatedAt: at, deactivatedAt: null }
    : { ...found, state, deactivatedAt: at })
}

const changes = () => store.keyHistories.find(okmsId, key.keyId)?.changes.map(({ state, at }) => [state, at])

it('the changes of a key come in their order', () => {
  move('deactivated', key.createdAt + 1)
  move('active', key.createdAt + 2)
  move('deactivated', key.createdAt + 3)
  expect(changes()?.slice(-3)).toEqual([
    ['deactivated', key.createdAt + 1], ['active', key.createdAt + 2], ['deactivated', key.createdAt + 3]
  ])
})

it('of many changes, the latest 50 are kept in view', () => {
  for (let at = 1; at <= 60; at++) move(at % 2 === 0 ? 'active' : 'deactivated', key.createdAt + at)
  expect(changes()?.map(([, at]) => at)).toEqual(Array.from({ length: 50 }, (_, index) => key.createdAt + 11 + index))
})

it('a key of another domain, and one that does not exist, have no history', () => {
  expect(store.keyHistories.find(otherOkmsId, key.keyId)).toBeUndefined()
  expect(store.keyHistories.find(okmsId, aKey().keyId)).toBeUndefined()
})
