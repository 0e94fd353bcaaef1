// The connection to okms.db: what happens to erased material in its log, to changes of a folder that was removed, and
// where memory cannot be shared.

import {
  copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync
} from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { storageErrors } from '../../../src/domain/errors/storage.js'
import { connect } from '../../../src/store/sqlite/connection.js'
import { createDatabase, exclusively, inspectDatabase } from '../../../src/store/sqlite/database-file.js'
import { readMigrations } from '../../../src/store/sqlite/migrations.js'
import { openStore } from '../../../src/store/open-store.js'
import { aKey, okmsId, secret } from '../builders.js'
import { newStore, temporaryFolder } from '../temporary.js'

const logOf = (folder: string) => path.join(folder, 'okms.db-wal')

/** Another program that reads the database; until `end`, in one transaction. */
function startReading (folder: string) {
  const reader = new Sqlite(path.join(folder, 'okms.db'), { readonly: true })
  onTestFinished(() => { reader.close() })
  reader.exec('BEGIN')
  expect(reader.prepare('SELECT count(*) FROM service_key').pluck().get()).toBe(1)
  return { end: () => { reader.exec('COMMIT') }, close: () => { reader.close() } }
}

function folderWithKey () {
  const folder = temporaryFolder()
  const store = newStore({ folder })
  const key = aKey()
  store.serviceKeys.insert({ key, material: secret })
  const destroy = () => {
    store.serviceKeys.update(okmsId, key.keyId, (found) => ({ ...found, state: 'destroyed', destroyedAt: 9 }))
  }
  const sealed = () => {
    const reader = new Sqlite(path.join(folder, 'okms.db'), { readonly: true })
    const found = reader.prepare<[], Buffer>('SELECT sealed FROM secret_slot').pluck().get()
    reader.close()
    if (found === undefined) throw new Error('no material')
    return found
  }
  return { folder, store, key, destroy, sealed }
}

describe('material that was erased', () => {
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { vi.useRealTimers() })

  it('leaves the log at once', () => {
    const { folder, destroy } = folderWithKey()
    destroy()
    expect(statSync(logOf(folder)).size).toBe(0)
  })

  it('leaves the log within a second after another program has read', () => {
    const { folder, destroy, sealed } = folderWithKey()
    const material = sealed()
    const reader = startReading(folder)
    destroy()
    vi.advanceTimersByTime(5000)
    expect(readFileSync(logOf(folder)).includes(material)).toBe(true)
    reader.end()
    vi.advanceTimersByTime(1000)
    expect(statSync(logOf(folder)).size).toBe(0)
    expect(readFileSync(path.join(folder, 'okms.db')).includes(material)).toBe(false)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('leaves the log at the next start, if another program reads beyond the end of the server', () => {
    const { folder, store, destroy, sealed } = folderWithKey()
    const material = sealed()
    const reader = startReading(folder)
    destroy()
    store.close()
    expect(vi.getTimerCount()).toBe(0)
    expect(readFileSync(logOf(folder)).includes(material)).toBe(true)
    reader.close()
    openStore({ folder }, { durable: false }).close()
    const left = readdirSync(folder).filter((name) => readFileSync(path.join(folder, name)).includes(material))
    expect(left).toEqual([])
  })

  it('leaves the log at the start after a kill', () => {
    const { folder, destroy, sealed } = folderWithKey()
    const material = sealed()
    startReading(folder)
    destroy()
    const killed = temporaryFolder()
    for (const name of ['okms.db', 'okms.db-wal', 'master.key']) {
      copyFileSync(path.join(folder, name), path.join(killed, name))
    }
    const store = openStore({ folder: killed }, { durable: false })
    onTestFinished(() => { store.close() })
    expect(readFileSync(logOf(killed)).includes(material)).toBe(false)
  })
})

describe('an open that fails', () => {
  it.each([
    ['while it prepares the database', () => { throw new Error('not prepared') }],
    ['with a code of SQLite', () => { throw new Sqlite.SqliteError('not prepared', 'SQLITE_IOERR_SHMMAP') }]
  ])('%s leaves no timer and no connection behind, though another program reads', (_when, prepare) => {
    vi.useFakeTimers()
    onTestFinished(() => { vi.useRealTimers() })
    const { folder, store, destroy } = folderWithKey()
    const reader = startReading(folder)
    destroy()
    store.close()
    const file = path.join(folder, 'okms.db')
    expect(() => connect(file, { durable: false, exclusive: false, guarded: [] }, prepare)).toThrow('not prepared')
    expect(vi.getTimerCount()).toBe(0)
    reader.close()
    expect(() => { vi.advanceTimersByTime(5000) }).not.toThrow()
    openStore({ folder }, { durable: false }).close()
  })

  it('because the stores do not fit the schema closes the database and releases its lock', () => {
    const folder = temporaryFolder()
    const older = readMigrations().slice(0, 1)
    for (const _time of [1, 2]) expect(() => openStore({ folder }, { durable: false }, older)).toThrow()
    const database = new Sqlite(path.join(folder, 'okms.db'))
    onTestFinished(() => { database.close() })
    expect(database.pragma('user_version', { simple: true })).toBe(1)
    // SQLite allows it to the only connection.
    expect(database.pragma('journal_mode = DELETE', { simple: true })).toBe('delete')
  })
})

describe('a change, when under a running server', () => {
  const refused: unknown = expect.objectContaining({
    kind: storageErrors.StorageFailed,
    message: expect.stringContaining('was removed or replaced while the server runs') as unknown
  })

  it.each<[string, (folder: string) => void]>([
    ['the folder is removed', (folder) => { rmSync(folder, { recursive: true }) }],
    ['the folder is moved', (folder) => {
      renameSync(folder, `${folder}-moved`)
      onTestFinished(() => { rmSync(`${folder}-moved`, { recursive: true }) })
    }],
    ['the database is removed', (folder) => { rmSync(path.join(folder, 'okms.db')) }],
    ['the database is replaced by a copy', (folder) => {
      const file = path.join(folder, 'okms.db')
      copyFileSync(file, `${file}.copy`)
      renameSync(`${file}.copy`, file)
    }],
    ['the lock file is removed', (folder) => { rmSync(path.join(folder, 'okms.lock')) }]
  ])('%s, is refused, and reads are answered', (_, remove) => {
    const { folder, store, key } = folderWithKey()
    remove(folder)
    expect(() => store.serviceKeys.insert({ key: aKey(), material: secret })).toThrow(refused)
    expect(() => store.domains.remove(okmsId, 1)).toThrow(refused)
    expect(store.serviceKeys.material(okmsId, key.keyId)).toEqual(secret)
    store.close()
  })

  it('the folder is moved away and back, works again', () => {
    const { folder, store } = folderWithKey()
    renameSync(folder, `${folder}-moved`)
    renameSync(`${folder}-moved`, folder)
    const key = aKey()
    expect(store.serviceKeys.insert({ key, material: secret })).toEqual([undefined])
    store.close()
    const again = newStore({ folder })
    expect(again.serviceKeys.material(okmsId, key.keyId)).toEqual(secret)
  })

  it('the folder is replaced by that of another server, leaves the files of that server alone', () => {
    const { folder, store } = folderWithKey()
    rmSync(folder, { recursive: true })
    const other = newStore({ folder })
    const key = aKey()
    other.serviceKeys.insert({ key, material: secret })
    store.close()
    expect(existsSync(logOf(folder))).toBe(true)
    expect(other.serviceKeys.material(okmsId, key.keyId)).toEqual(secret)
  })
})

describe('a database whose file system has no shared memory', () => {
  const unshared = () => { throw new Sqlite.SqliteError('disk I/O error', 'SQLITE_IOERR_SHMMAP') }

  it('is opened again in exclusive mode; no other fault leads to that', () => {
    expect(exclusively((exclusive) => exclusive ? 'exclusive' : unshared())).toBe('exclusive')
    for (const code of ['SQLITE_IOERR_SHMSIZE', 'SQLITE_IOERR_READ', 'SQLITE_BUSY']) {
      const fail = () => { throw new Sqlite.SqliteError('', code) }
      expect(() => exclusively(fail)).toThrow(expect.objectContaining({ code }))
    }
  })

  it('works without a file of shared memory, and lets no other program in', () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'okms.db')
    createDatabase(file, path.join(folder, 'master.key'))
    expect(inspectDatabase(file, [], true)).toBeUndefined()
    const connection = connect(file, { durable: false, exclusive: true, guarded: [] }, (database) => {
      database.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)')
    })
    expect(readdirSync(folder).sort()).toEqual(['okms.db', 'okms.db-wal'])
    const other = new Sqlite(file, { timeout: 0 })
    expect(() => other.prepare('SELECT * FROM t').all()).toThrow(expect.objectContaining({ code: 'SQLITE_BUSY' }))
    other.close()
    connection.close()
    expect(readdirSync(folder)).toEqual(['okms.db'])
  })
})

describe('a journal that a killed process left', () => {
  it('is rolled back', () => {
    const { folder, store, key } = folderWithKey()
    store.close()
    const file = path.join(folder, 'okms.db')
    const writer = new Sqlite(file)
    writer.pragma('journal_mode = DELETE')
    writer.pragma('cache_size = 1')
    writer.exec('BEGIN; DELETE FROM service_key_state_change; CREATE TABLE large (x)')
    for (let row = 0; row < 200; row++) writer.exec('INSERT INTO large VALUES (randomblob(3000))')
    const killed = temporaryFolder()
    for (const name of ['okms.db', 'okms.db-journal', 'master.key']) {
      copyFileSync(path.join(folder, name), path.join(killed, name))
    }
    writer.close()
    const again = openStore({ folder: killed }, { durable: false })
    onTestFinished(() => { again.close() })
    expect(again.serviceKeys.material(okmsId, key.keyId)).toEqual(secret)
    expect(existsSync(path.join(killed, 'okms.db-journal'))).toBe(false)
  })

  it.each([
    ['nothing', ''], ['zeros', '\0'.repeat(512)], ['garbage', 'x'.repeat(5000)]
  ])('and that has %s in it does not matter', (_, content) => {
    const { folder, store, key } = folderWithKey()
    store.close()
    writeFileSync(path.join(folder, 'okms.db-journal'), content)
    const again = newStoreOn(folder)
    expect(again.serviceKeys.material(okmsId, key.keyId)).toEqual(secret)
  })
})

function newStoreOn (folder: string) {
  const store = openStore({ folder }, { durable: false })
  onTestFinished(() => { store.close() })
  return store
}
