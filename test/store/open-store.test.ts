import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, truncateSync, writeFileSync
} from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { storageErrors } from '../../src/domain/errors/storage.js'
import { DomainError } from '../../src/domain/errors/domain-error.js'
import { StartFailure, startFailures } from '../../src/domain/errors/start-failures.js'
import { connect } from '../../src/store/sqlite/connection.js'
import { readMigrations } from '../../src/store/sqlite/migrations.js'
import { loadConfig } from '../../src/config/config.js'
import { startEmulator } from '../../src/emulator/emulator.js'
import { createLogger } from '../../src/log/log.js'
import { openStore } from '../../src/store/open-store.js'
import { aKey, okmsId, secret } from './builders.js'
import { newStore, temporaryFolder } from './temporary.js'

const open = (folder: string, migrations = readMigrations()) => openStore({ folder }, { durable: false }, migrations)

/** A closed folder with one sealed key. */
function usedFolder () {
  const folder = temporaryFolder()
  const store = newStore({ folder })
  const key = aKey()
  store.serviceKeys.insert({ key, material: secret })
  store.close()
  return { folder, key, file: path.join(folder, 'okms.db'), keyFile: path.join(folder, 'master.key') }
}

/** Runs SQL on the closed database. */
function alter (file: string, sql: string): void {
  const database = new Sqlite(file)
  database.exec(sql)
  database.close()
}

/** The start fails with this row, names the file or folder, and leaves okms.db and master.key as they were. */
function expectFailure (folder: string, row: { exitCode: number }, text: string, start = () => open(folder)): void {
  const contents = () => ['okms.db', 'master.key'].map((name) => {
    const file = path.join(folder, name)
    return existsSync(file) && statSync(file).isFile() ? readFileSync(file).toString('base64') : undefined
  })
  const before = contents()
  expect(start).toThrow(expect.objectContaining({
    name: 'StartFailure', exitCode: row.exitCode, message: expect.stringContaining(text) as unknown
  }))
  expect(contents()).toEqual(before)
}

/** Puts the cause right, then everything is there again. */
function expectSound (folder: string, keyId: string): void {
  const store = open(folder)
  try {
    expect(store.serviceKeys.material(okmsId, keyId)).toEqual(secret)
  } finally {
    store.close()
  }
}

describe('a data folder', () => {
  it('is created with a database and a master key that only the owner can read', () => {
    const folder = path.join(temporaryFolder(), 'a', 'b')
    const store = open(folder)
    const mode = (name: string) => statSync(path.join(folder, name)).mode & 0o777
    expect(mode('.')).toBe(0o700)
    expect(['okms.db', 'okms.db-wal', 'master.key'].map(mode)).toEqual([0o600, 0o600, 0o600])
    store.close()
  })

  it('has an empty write-ahead log after closing, even while another program reads the database', () => {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    store.serviceKeys.insert({ key: aKey(), material: secret })
    const reader = new Sqlite(path.join(folder, 'okms.db'), { readonly: true })
    onTestFinished(() => { reader.close() })
    expect(reader.prepare('SELECT count(*) FROM service_key').pluck().get()).toBe(1)
    store.close()
    expect(statSync(path.join(folder, 'okms.db-wal')).size).toBe(0)
  })

  it('is one clean database file after closing, which may be copied', () => {
    const { folder, key } = usedFolder()
    expect(readdirSync(folder).sort()).toEqual(['master.key', 'okms.db', 'okms.lock'])
    const copy = temporaryFolder()
    for (const name of ['okms.db', 'master.key']) {
      writeFileSync(path.join(copy, name), readFileSync(path.join(folder, name)))
    }
    expectSound(copy, key.keyId)
  })

  it('keeps a second close from doing anything', () => {
    const { folder } = usedFolder()
    const store = open(folder)
    store.close()
    expect(() => { store.close() }).not.toThrow()
  })

  it('is not needed in memory', () => {
    const [one, two] = [newStore(), newStore()]
    const key = aKey()
    one.serviceKeys.insert({ key, material: secret })
    expect(one.serviceKeys.material(okmsId, key.keyId)).toEqual(secret)
    expect(two.serviceKeys.find(okmsId, key.keyId)).toBeUndefined()
  })

  it('leaves the database to readers while a server runs', () => {
    const { folder, file } = usedFolder()
    const store = open(folder)
    const reader = new Sqlite(file, { readonly: true })
    expect(reader.prepare('SELECT count(*) FROM service_key').pluck().get()).toBe(1)
    reader.close()
    store.close()
  })

  it.each([[false, 1], [true, 2]])('with durable %s has synchronous %i, and always foreign keys, secure delete and WAL', (durable, synchronous) => {
    const { file } = usedFolder()
    const { database } = connect(file, { durable, exclusive: false, guarded: [] }, () => undefined)
    const pragma = (name: string) => database.pragma(name, { simple: true })
    expect(['synchronous', 'foreign_keys', 'secure_delete', 'journal_mode'].map(pragma))
      .toEqual([synchronous, 1, 1, 'wal'])
    database.close()
  })
})

describe('the lock of a folder', () => {
  it('refuses a second store in one process, and lets it in after close', () => {
    const folder = temporaryFolder()
    const first = newStore({ folder })
    expect(() => open(folder)).toThrow(expect.objectContaining({
      exitCode: startFailures.FolderInUse.exitCode, message: expect.stringContaining(folder) as unknown
    }))
    first.close()
    open(folder).close()
  })
})

describe('a master key', () => {
  it('that is missing is not replaced', () => {
    const { folder, key, keyFile } = usedFolder()
    renameSync(keyFile, `${keyFile}.away`)
    expectFailure(folder, startFailures.MasterKeyMissing, keyFile)
    renameSync(`${keyFile}.away`, keyFile)
    expectSound(folder, key.keyId)
  })

  it('of another folder is refused', () => {
    const { folder, keyFile } = usedFolder()
    writeFileSync(keyFile, readFileSync(usedFolder().keyFile))
    expectFailure(folder, startFailures.MasterKeyWrong, keyFile)
  })

  it('that was truncated anywhere or had any bit flipped is damaged, never another key', () => {
    const { folder, keyFile } = usedFolder()
    const good = readFileSync(keyFile)
    const message = new RegExp(`^the master key ${keyFile} is damaged`)
    const damagedStart = expect.objectContaining({
      exitCode: startFailures.MasterKeyMalformed.exitCode, message: expect.stringMatching(message) as unknown
    }) as unknown
    for (const length of [0, 1, 40, good.length - 2]) {
      writeFileSync(keyFile, good.subarray(0, length))
      expect(() => open(folder)).toThrow(damagedStart)
    }
    for (let index = 0; index < good.length - 1; index++) {
      writeFileSync(keyFile, good.map((byte, at) => at === index ? byte ^ (1 << index % 7) : byte))
      expect(() => open(folder)).toThrow(damagedStart)
    }
    writeFileSync(keyFile, good)
    open(folder).close()
  })

  it('of a later form is refused, though its checksum is right', () => {
    const { folder, keyFile } = usedFolder()
    const later = readFileSync(keyFile, 'utf8').split(' ').slice(0, 3).join(' ').replace('master-key 1', 'master-key 2')
    const checksum = createHash('sha256').update(later).digest('hex').slice(0, 16)
    writeFileSync(keyFile, `${later} ${checksum}\n`)
    expectFailure(folder, startFailures.MasterKeyMalformed, keyFile)
  })

  it('is not in the text that calls it damaged', () => {
    const { folder, keyFile } = usedFolder()
    const [, , secretPart = ''] = readFileSync(keyFile, 'utf8').split(' ')
    truncateSync(keyFile, 95)
    expect(() => open(folder))
      .toThrow(expect.objectContaining({ message: expect.not.stringContaining(secretPart.slice(0, 16)) as unknown }))
  })

  it('loses the rights that group and others have', () => {
    const { folder, keyFile } = usedFolder()
    chmodSync(keyFile, 0o644)
    open(folder).close()
    expect(statSync(keyFile).mode & 0o777).toBe(0o600)
  })
})

describe('a database', () => {
  it('of a newer schema is refused', () => {
    const { folder, file } = usedFolder()
    alter(file, 'PRAGMA user_version = 99')
    expectFailure(folder, startFailures.DatabaseNewer, `${file} has schema version 99`)
  })

  it('made by another text of a migration is refused; other line ends are the same text', () => {
    const { folder } = usedFolder()
    const [first, ...others] = readMigrations()
    const withText = (sql: string) => () => open(folder, [{ ...first!, sql }, ...others])
    expectFailure(folder, startFailures.MigrationEdited, first!.file, withText(`${first!.sql}-- edited`))
    withText(first!.sql.replaceAll('\n', '\r\n'))().close()
  })

  it('stays as it was when a later migration fails, and accepts the fixed one', () => {
    const { folder, key, file } = usedFolder()
    const version = readMigrations().length + 1
    const next = (sql: string) => [...readMigrations(), { version, file: 'next.sql', sql }]
    expect(() => open(folder, next('CREATE TABLE half (x INTEGER) STRICT; SELECT nonsense;'))).toThrow('nonsense')
    expectSound(folder, key.keyId)
    open(folder, next('CREATE TABLE half (x INTEGER) STRICT;')).close()
    expectFailure(folder, startFailures.DatabaseNewer, file)
  })

  it.each([
    ['text', Buffer.from('this is not a database at all, '.repeat(400))],
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(8192)]
  ])('file of %s is refused', (_, content) => {
    const { folder, file } = usedFolder()
    writeFileSync(file, content)
    expectFailure(folder, startFailures.DatabaseCorrupt, file)
  })

  it.each([0.1, 0.5, 0.9])('cut to %d of its length is refused', (part) => {
    const { folder, file } = usedFolder()
    truncateSync(file, Math.floor(statSync(file).size * part))
    expectFailure(folder, startFailures.DatabaseCorrupt, file)
  })

  it('with any one bit flipped is refused, or gives every key, or refuses that key: never another name, state, date or material', () => {
    const { folder, key, file } = usedFolder()
    const good = readFileSync(file)
    const outcomes = new Set<string>()
    fc.assert(fc.property(fc.integer({ min: 0, max: good.length - 1 }), fc.integer({ min: 0, max: 7 }), (
      index, bit
    ) => {
      writeFileSync(file, good.map((byte, at) => at === index ? byte ^ (1 << bit) : byte))
      try {
        const store = open(folder)
        try {
          expect(store.serviceKeys.find(okmsId, key.keyId)).toEqual(key)
          expect(store.serviceKeys.material(okmsId, key.keyId)).toEqual(secret)
          expect(store.domains.find(okmsId)).toEqual({
            okmsId, name: 'first', region: 'eu-west-rbx', pciDssEnabledAt: null, serviceId: 1001, createdAt: 1
          })
          outcomes.add('sound')
        } finally {
          store.close()
        }
      } catch (error) {
        if (error instanceof DomainError) expect(error.kind).toBe(storageErrors.StorageUnreadable)
        else expect(error).toBeInstanceOf(StartFailure)
        outcomes.add('refused')
      }
    }), { numRuns: 200, examples: [[18, 0], [63, 0], [4100, 7]] })
    expect(outcomes).toContain('refused')
  })

  it('of another program is refused', () => {
    const { folder, file } = usedFolder()
    rmSync(file)
    alter(file, 'CREATE TABLE t (x); PRAGMA user_version = 1')
    expectFailure(folder, startFailures.DatabaseCorrupt, 'it was not made by okms-emulator')
  })

  it('with a page of damage is refused', () => {
    const { folder, file } = usedFolder()
    const content = readFileSync(file)
    content.fill(0xff, 4096, 8192)
    writeFileSync(file, content)
    expectFailure(folder, startFailures.DatabaseCorrupt, file)
  })

  it('that is gone while its log is still there is not created again', () => {
    const { folder, file } = usedFolder()
    renameSync(file, `${file}-wal`)
    expectFailure(folder, startFailures.DatabaseMissing, `${file}-wal`)
  })

  it('that another program writes to is locked', () => {
    const { folder, key, file } = usedFolder()
    const other = new Sqlite(file)
    other.exec('BEGIN IMMEDIATE')
    expect(() => open(folder)).toThrow(expect.objectContaining({
      exitCode: startFailures.DatabaseLocked.exitCode, message: expect.stringContaining(file) as unknown
    }))
    other.exec('ROLLBACK')
    other.close()
    expectSound(folder, key.keyId)
  })
})

const isRoot = process.getuid?.() === 0

/** Runs a command that only root of a real machine may run; false where it is refused. */
function ran (command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('a folder that cannot be written', () => {
  it('below a file is refused', () => {
    const file = path.join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    for (const folder of [file, path.join(file, 'data')]) expectFailure(folder, startFailures.FolderNotWritable, folder)
  })

  it('for want of rights is refused, new and used', (context) => {
    const { folder, key } = usedFolder()
    const close = isRoot ? () => ran('chattr', '+i', folder) : () => { chmodSync(folder, 0o500); return true }
    const reopen = isRoot ? () => ran('chattr', '-i', folder) : () => { chmodSync(folder, 0o700); return true }
    if (!close()) return context.skip('no way to take the right to write from this user')
    try {
      expectFailure(folder, startFailures.FolderNotWritable, folder)
      expectFailure(folder, startFailures.FolderNotWritable, folder, () => open(path.join(folder, 'new')))
    } finally {
      reopen()
    }
    expectSound(folder, key.keyId)
  })

  it('on a full disk is refused, and opens when there is room again', (context) => {
    const mount = temporaryFolder()
    if (!isRoot || !ran('mount', '-t', 'tmpfs', '-o', 'size=512k', 'none', mount)) {
      return context.skip('cannot mount a small disk')
    }
    onTestFinished(() => { execFileSync('umount', [mount]) })
    const folder = path.join(mount, 'data')
    mkdirSync(folder)
    const ballast = path.join(mount, 'ballast')
    for (let free = 0; free < 400; free += 20) {
      writeFileSync(ballast, Buffer.alloc((508 - free) * 1024 - 4096 * 2))
      let store
      try {
        store = open(folder)
      } catch (error) {
        expect(error).toMatchObject({ exitCode: startFailures.DiskFull.exitCode })
      }
      rmSync(ballast)
      if (store) {
        store.close()
        expect(free).toBeGreaterThan(0)
        break
      }
    }
    open(folder).close()
  })
})

describe('a start that meets a damaged row', () => {
  it('says so with the exit code of a damaged database, and works once the row is whole again', async () => {
    const folder = temporaryFolder()
    const config = loadConfig({
      argv: [
        '--host', '127.0.0.1', '--port', '0', '--data', path.join(folder, 'data'), '--certs', path.join(folder, 'certs')
      ],
      env: {},
      cwd: folder
    })
    const start = async () => {
      await (await startEmulator(config, { log: createLogger({ level: 'silent', format: 'json' }) })).close()
    }
    await start()
    const file = path.join(config.data, 'okms.db')
    alter(file, "UPDATE credential SET name = name || 'x'")
    await expect(start()).rejects.toMatchObject({
      exitCode: startFailures.DatabaseCorrupt.exitCode,
      message: expect.stringContaining('does not fit its checksum') as unknown
    })
    alter(file, 'UPDATE credential SET name = substr(name, 1, length(name) - 1)')
    await start()
  })
})
