// A later version adds a column to the table of keys: its migration, and the column in the list of the
// store. All keys stay readable.

import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { storageErrors } from '../../src/domain/errors/storage.js'
import { keyStates } from '../../src/domain/keys/key-state.js'
import type { ServiceKey } from '../../src/domain/keys/service-key.js'
import { readMigrations, type Migration } from '../../src/store/sqlite/migrations.js'
import { openStore } from '../../src/store/open-store.js'
import type * as serviceKeyRow from '../../src/store/keys/service-key-row.js'
import { copyDatabase, earlierDatabases } from '../fixtures/databases.js'
import { aKey, secret } from './builders.js'
import { temporaryFolder } from './temporary.js'

/** What the later version changes in the code. */
vi.mock('../../src/store/keys/service-key-row.js', async (original) => {
  const { serviceKeyColumns, encodeServiceKey, ...rest } = await original<typeof serviceKeyRow>()
  return {
    ...rest,
    serviceKeyColumns: [...serviceKeyColumns, 'label'],
    encodeServiceKey: (key: ServiceKey) => [...encodeServiceKey(key), 'x']
  }
})

const column = (definition: string): Migration => ({ version: readMigrations().length + 1, file: 'label.sql', sql: `ALTER TABLE service_key ADD COLUMN label ${definition}` })
const definitions = ['TEXT', "TEXT NOT NULL DEFAULT 'none'", 'ANY']

describe.each(earlierDatabases)('a database of schema version $version', (database) => {
  const { okmsId, ids } = database

  it.each(definitions)('is readable and changeable with the column %s', (definition) => {
    const folder = temporaryFolder()
    copyDatabase(database, folder)
    const open = () => openStore({ folder }, { durable: false }, [...readMigrations(), column(definition)])
    const first = open()
    expect(first.serviceKeys.list(okmsId, keyStates, { after: 0, limit: 100 }).items.map(({ keyId }) => keyId))
      .toEqual(Object.values(ids))
    for (const id of Object.values(ids)) expect(first.keyHistories.find(okmsId, id)?.key.keyId).toBe(id)
    expect(first.serviceKeys.material(okmsId, ids.active)).toMatchObject({ kty: 'oct' })
    first.serviceKeys.update(okmsId, ids.rsa, (key) => ({ ...key, name: 'renamed' }))
    const added = aKey({ okmsId })
    first.serviceKeys.insert({ key: added, material: secret })
    first.close()
    const again = open()
    onTestFinished(() => { again.close() })
    expect(again.serviceKeys.find(okmsId, ids.rsa)).toMatchObject({ name: 'renamed' })
    expect(again.serviceKeys.find(okmsId, added.keyId)).toEqual(added)
  })
})

it.each(earlierDatabases.filter(({ version }) => version >= 3))('a damaged row of schema version $version stays detected', (database) => {
  const folder = temporaryFolder()
  copyDatabase(database, folder)
  const file = new Sqlite(path.join(folder, 'okms.db'))
  file.prepare('UPDATE service_key SET created_at = created_at + 1 WHERE key_id = ?').run(database.ids.rsa)
  file.close()
  const store = openStore({ folder }, { durable: false }, [...readMigrations(), column('TEXT')])
  onTestFinished(() => { store.close() })
  expect(() => store.serviceKeys.find(database.okmsId, database.ids.rsa))
    .toThrow(expect.objectContaining({ kind: storageErrors.StorageUnreadable }))
  expect(store.serviceKeys.find(database.okmsId, database.ids.active)).toBeDefined()
})

it('a store that lists a column which no migration makes fails at once, and names both', () => {
  expect(() => openStore({ memory: true }, { durable: false })).toThrow(/^table service_key: the store has the columns .*, label; the migrations make .*destroyed_at$/)
})
