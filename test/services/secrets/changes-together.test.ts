// Changes of one turn: one commit, one emptying of the write-ahead log, and every read sees what was changed last.

import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createSealedSlots } from '../../../src/store/sealed-slots.js'
import type { Caller } from '../../../src/domain/access/identity.js'
import { randomMasterKey } from '../../../src/store/master-key.js'
import { createSecretStore } from '../../../src/store/secrets/secret-store.js'
import { connectionOver } from '../../../src/store/sqlite/connection.js'
import { migrate, readMigrations } from '../../../src/store/sqlite/migrations.js'
import { createSecrets } from '../../../src/services/secrets/secrets.js'
import { okmsId } from '../../store/builders.js'

const caller = { okmsId } as Caller

function setUp () {
  const database = new Sqlite(':memory:')
  migrate(database, readMigrations())
  database.prepare('INSERT INTO okms_domain (okms_id, name, created_at) VALUES (?, ?, ?)').run(okmsId, 'one', 1)
  const seen = { emptied: 0 }
  const connection = { ...connectionOver(database), emptyLog: () => { seen.emptied++ } }
  const store = createSecretStore(connection, createSealedSlots(connection.database, randomMasterKey()))
  return { seen, store, secrets: createSecrets({ store, clocks: { of: () => () => 1_800_000_000_000 } }) }
}

it('empties the log once for all writes of a turn that erase data', async () => {
  const { seen, secrets } = setUp()
  secrets.configure(caller, { maxVersions: 1 })
  const paths = Array.from({ length: 16 }, (_, index) => `secret-${index}`)
  const writeAll = () => Promise.all(paths.map((path) => secrets.write(caller, path, { data: {} })))
  await writeAll()
  expect(seen.emptied).toBe(0)
  await writeAll()
  expect(seen.emptied).toBe(1)
})

it('changes any number of versions, each once', async () => {
  const { secrets } = setUp()
  await secrets.editMetadata(caller, 'many', { maxVersions: 300 }, true)
  const numbers = Array.from({ length: 250 }, (_, index) => index + 1)
  await Promise.all(numbers.map(() => secrets.write(caller, 'many', { data: {} })))
  await secrets.moveVersions(caller, 'many', [...numbers, ...numbers], 'delete')
  const states = numbers.map((number) => secrets.get(caller, 'many', number).version?.state)
  expect(new Set(states)).toEqual(new Set(['deleted']))
})

it('shows each change to the next read', async () => {
  const { store, secrets } = setUp()
  const page = { after: '', limit: 10 }
  const shown = () => ({
    version: secrets.get(caller, 'a/b').version,
    list: store.list(okmsId, page).items.map(({ secret, version }) => [secret.path, version?.number]),
    folder: store.children(okmsId, 'a/', page).items,
    cas: secrets.configuration(caller).casRequired
  })
  await secrets.write(caller, 'a/b', { data: {} })
  expect(shown()).toMatchObject({ version: { number: 1 }, list: [['a/b', 1]], folder: ['b'], cas: false })
  await secrets.write(caller, 'a/b', { data: {} })
  await secrets.write(caller, 'a/c', { data: {} })
  expect(shown()).toMatchObject({ version: { number: 2 }, list: [['a/b', 2], ['a/c', 1]], folder: ['b', 'c'] })
  await secrets.moveVersion(caller, 'a/b', 2, 'delete')
  await secrets.remove(caller, 'a/c')
  secrets.configure(caller, { casRequired: true })
  expect(shown()).toMatchObject({ version: { state: 'deleted' }, list: [['a/b', 2]], folder: ['b'], cas: true })
})

it('lists the names of any folder, part by part', async () => {
  const { store, secrets } = setUp()
  const segments = ['a', 'b', 'a-b', 'a.b', 'a0', 'z', 'B', 'a=']
  const paths = segments.flatMap((one, index) =>
    [one, ...segments.slice(index).flatMap((two) => [`${one}/${two}`, `${two}/${one}/${two}`])])
  await Promise.all(paths.map((path) => secrets.write(caller, path, { data: {} })))
  const inOrder = [...new Set(paths)].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
  for (const folder of ['', 'a/', 'a/z/', 'a=/a0/', 'none/']) {
    const rest = inOrder.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length))
    const names = [...new Set(rest.map((path) => path.replace(/\/.*/, '/')))]
    for (const limit of [1, 2, 3, 100]) {
      const found: string[] = []
      for (let after: string | null = ''; after !== null;) {
        const { items, next } = store.children(okmsId, folder, { after, limit })
        found.push(...items)
        after = next
      }
      expect(found).toEqual(names)
    }
  }
})
