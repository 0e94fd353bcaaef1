// Removing a domain with many keys: its callers are refused at once, all others are served meanwhile.

import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import { accessErrors } from '../../../src/domain/errors/access/access.js'
import { storageErrors } from '../../../src/domain/errors/storage.js'
import { createOkmsDomains } from '../../../src/services/access/okms-domains.js'
import { aKey, okmsId, secret } from '../../store/builders.js'
import { newStore, temporaryFolder } from '../../store/temporary.js'

const slices = 10

function withManyKeys (folder?: string) {
  const store = newStore(folder === undefined ? undefined : { folder })
  store.serviceKeys.insert(...Array.from({ length: slices * 100 }, () => ({ key: aKey(), material: secret })))
  const told: string[] = []
  const removed = (id: string) => { told.push(id) }
  const { serviceKeys } = store
  const domains = createOkmsDomains({
    store: store.domains, serviceKeys, secrets: store.secrets, clocks: oneClock(() => 77), newId: () => '', removed
  })
  return { store, told, domains }
}

it('lets other requests run between its slices, and ends when every key is destroyed', async () => {
  const { store, told, domains } = withManyKeys()
  const progress = { isDone: false }
  const done = domains.remove(okmsId, { force: true }).then(() => { progress.isDone = true })
  expect(told).toEqual([okmsId])
  expect(() => domains.get(okmsId)).toThrow(expect.objectContaining({ kind: accessErrors.DomainNotFound }))
  let turns = 0
  for (; !progress.isDone; turns++) await nextTurn()
  expect(turns).toBeGreaterThanOrEqual(slices - 1)
  await done
  expect(store.domains.eraseContent(okmsId)).toBe(false)
})

it('is not done twice, and a domain of the same id is added when it is done', async () => {
  const { store, domains } = withManyKeys()
  const order: string[] = []
  const removal = domains.remove(okmsId, { force: true }).then(() => { order.push('removed') })
  await expect(domains.remove(okmsId, { force: true }))
    .rejects.toMatchObject({ kind: accessErrors.DomainNotFound })
  const additions = await Promise.allSettled([1, 2].map(async () => {
    await domains.add({ okmsId, name: 'again' })
    order.push('added')
  }))
  await removal
  expect(order.sort()).toEqual(['added', 'removed'])
  expect(additions.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(store.serviceKeys.counts(okmsId)).toMatchObject({ active: 0, destroyed: slices * 100 })
})

it('says so when a slice cannot be stored, and is completed when the domain is added again', async () => {
  const folder = temporaryFolder()
  const { store, domains } = withManyKeys(folder)
  const removal = domains.remove(okmsId, { force: true })
  const other = new Sqlite(path.join(folder, 'okms.db'))
  onTestFinished(() => { other.close() })
  other.exec('BEGIN IMMEDIATE')
  await expect(removal).rejects.toMatchObject({
    kind: storageErrors.ErasureFailed, message: expect.stringContaining('locked by another program') as unknown
  })
  expect(() => domains.get(okmsId)).toThrow(expect.objectContaining({ kind: accessErrors.DomainNotFound }))
  other.exec('ROLLBACK')
  expect(other.prepare("SELECT count(*) FROM service_key WHERE state = 'active'").pluck().get()).toBe((slices - 1) * 100)
  await domains.add({ okmsId, name: 'again' })
  expect(store.serviceKeys.counts(okmsId)).toMatchObject({ active: 0, destroyed: slices * 100 })
})

it('is refused while there are keys, unless it is forced', async () => {
  const { store, domains } = withManyKeys()
  await expect(domains.remove(okmsId, { force: false })).rejects.toMatchObject({ kind: accessErrors.DomainNotEmpty })
  expect(store.serviceKeys.count(okmsId)).toBe(slices * 100)
})

it('ends when the store is closed meanwhile, and is completed when it is opened', async () => {
  const { store, domains } = withManyKeys()
  const removal = domains.remove(okmsId, { force: true })
  store.close()
  await removal
})

it('is renamed within the limits of names', () => {
  const { store, domains } = withManyKeys()
  domains.rename(okmsId, 'renamed')
  expect(store.domains.find(okmsId)?.name).toBe('renamed')
  for (const name of ['', 'x'.repeat(51), 'é']) {
    expect(() => { domains.rename(okmsId, name) })
      .toThrow(expect.objectContaining({ kind: accessErrors.AccessRequestInvalid }))
  }
  expect(() => { domains.rename('33333333-3333-4333-8333-333333333333', 'x') })
    .toThrow(expect.objectContaining({ kind: accessErrors.DomainNotFound }))
})
