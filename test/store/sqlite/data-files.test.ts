// Every file of a data folder missing, damaged, or something else than it should be: the start says which file, why,
// and what helps, or works without it.

import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync,
  symlinkSync, writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFailures, type StartFailureCode } from '../../../src/domain/errors/start-failures.js'
import { openStore } from '../../../src/store/open-store.js'
import { runningServer } from '../../../src/store/sqlite/server-record.js'
import { compiledProgram } from '../../harness/compiled-program.js'
import { aKey, okmsId, secret, withDomains } from '../builders.js'
import { temporaryFolder } from '../temporary.js'

const open = (folder: string) => openStore({ folder }, { durable: false })

const key = aKey()
const used = mkdtempSync(path.join(tmpdir(), 'okms-store-'))
beforeAll(() => {
  const store = withDomains(open(used))
  store.serviceKeys.insert({ key, material: secret })
  store.close()
})
afterAll(() => { rmSync(used, { recursive: true }) })

/** A closed folder with one sealed key. */
function usedFolder () {
  const folder = temporaryFolder()
  cpSync(used, folder, { recursive: true })
  return { folder, key, file: (name: string) => path.join(folder, name) }
}

function expectSound (folder: string, keyId: string): void {
  const store = open(folder)
  expect(store.serviceKeys.material(okmsId, keyId)).toEqual(secret)
  store.close()
}

const refusal = (code: StartFailureCode, ...texts: readonly string[]): unknown => expect.objectContaining({
  code,
  message: expect.stringMatching(new RegExp(`^(?=${texts.map((text) => `.*${text.replaceAll(/[.()]/g, '\\$&')}`).join(')(?=')})`, 's')) as unknown
})

const names = ['okms.db', 'okms.db-wal', 'okms.db-shm', 'okms.db-journal', 'okms.lock', 'master.key', 'server.json']

const replacements: Readonly<Record<string, (file: string) => void>> = {
  'a folder': (file) => { mkdirSync(file) },
  'a folder with a file': (file) => { mkdirSync(file); writeFileSync(path.join(file, 'x'), '') },
  'a FIFO': (file) => { execFileSync('mkfifo', [file]) },
  'a link to nothing': (file) => { symlinkSync('nowhere', file) },
  'a link to itself': (file) => { symlinkSync(path.basename(file), file) },
  'a link to a folder': (file) => { symlinkSync('.', file) }
}

it.each(names)('%s is named as what it is, and a start works once it is as before', (name) => {
  const { folder, key, file } = usedFolder()
  if (existsSync(file(name))) renameSync(file(name), file('kept'))
  for (const replace of Object.values(replacements)) {
    replace(file(name))
    expect(() => open(folder)).toThrow(refusal('DataFileUnusable', `the server cannot work with ${file(name)} (it is a `))
    expect(existsSync(file('nowhere'))).toBe(false)
    rmSync(file(name), { recursive: true, force: true })
  }
  if (existsSync(file('kept'))) renameSync(file('kept'), file(name))
  expectSound(folder, key.keyId)
})

/** Hashes of every file. A read-only look at the database leaves an empty log and its index. */
const contents = (folder: string) => readdirSync(folder)
  .map((name) => [name, readFileSync(path.join(folder, name))] as const)
  .filter(([name, content]) => name !== 'okms.db-shm' && (name !== 'okms.db-wal' || content.length > 0))
  .map(([name, content]) => `${name} ${createHash('sha256').update(content).digest('hex')}`)

describe('a folder in which', () => {
  const remove = (...gone: readonly string[]) => (file: (name: string) => string) => {
    for (const name of gone) rmSync(file(name))
  }
  const write = (name: string, content: string, ...gone: readonly string[]) => (file: (name: string) => string) => {
    remove(...gone)(file)
    writeFileSync(file(name), content)
  }

  it.each<[string, (file: (name: string) => string) => void, StartFailureCode, readonly string[]]>([
    ['okms.db is missing', remove('okms.db'), 'DatabaseMissing', ['the database FOLDER/okms.db is missing but FOLDER/master.key is there']],
    [
      'okms.db is missing and has a log', write('okms.db-wal', '', 'okms.db', 'master.key'),
      'DatabaseMissing', ['FOLDER/okms.db-wal is there']
    ],
    [
      'okms.db is missing and has a journal', write('okms.db-journal', 'x', 'okms.db', 'master.key'),
      'DatabaseMissing', ['FOLDER/okms.db-journal is there']
    ],
    ['okms.db is empty', write('okms.db', ''), 'DatabaseCorrupt', ['FOLDER/okms.db is not a sound database']],
    ['okms.db is damaged', write('okms.db', 'x'.repeat(9000)), 'DatabaseCorrupt', ['FOLDER/okms.db is not a sound database']],
    ['okms.db-wal is damaged', write('okms.db-wal', 'x'.repeat(9000)), 'DataFileUnusable', ['the server cannot work with FOLDER/okms.db-wal (its header is damaged)']],
    ['master.key is missing', remove('master.key'), 'MasterKeyMissing', ['FOLDER/master.key is missing']],
    ['master.key is empty', write('master.key', ''), 'MasterKeyMalformed', ['FOLDER/master.key is damaged']],
    [
      'master.key is damaged', write('master.key', 'x'.repeat(200)), 'MasterKeyMalformed',
      ['FOLDER/master.key is damaged']
    ],
    [
      'okms.lock is text', write('okms.lock', 'pid 7\n'), 'DataFileUnusable',
      ['the server cannot work with FOLDER/okms.lock (it has content', 'remove it while no okms-emulator uses the folder']
    ],
    ['okms.lock is damaged', write('okms.lock', 'x'.repeat(9000)), 'DataFileUnusable', ['the server cannot work with FOLDER/okms.lock (it has content']]
  ])('%s: the start is refused and nothing is created', (_, spoil, code, texts) => {
    const { folder, file } = usedFolder()
    spoil(file)
    const before = contents(folder)
    expect(() => open(folder)).toThrow(refusal(code, ...texts.map((text) => text.replaceAll('FOLDER', folder))))
    expect(contents(folder)).toEqual(before)
  })

  it.each<[string, (file: (name: string) => string) => void]>([
    ['okms.lock is missing', remove('okms.lock')],
    ['okms.db-wal is empty', write('okms.db-wal', '')],
    ['okms.db-shm is damaged', write('okms.db-shm', 'x'.repeat(40_000))],
    ['okms.db-journal is damaged', write('okms.db-journal', 'x'.repeat(5000))],
    ['a killed start left a database', write('okms.db.new', 'x')],
    ['a killed start left a journal', write('okms.db.new-journal', 'x')],
    ['a killed start left a master key', write('.1-11111111-1111-4111-8111-111111111111.tmp', 'x')],
    ['a killed start of an earlier version left a master key', write('master.key.new', 'x')],
    ['a killed start left a lock file', write('.11111111-1111-4111-8111-111111111111.lock', '')]
  ])('%s: the start works, and leaves nothing of it', (_, spoil) => {
    const { folder, key, file } = usedFolder()
    spoil(file)
    expectSound(folder, key.keyId)
    expect(readdirSync(folder).sort()).toEqual(['master.key', 'okms.db', 'okms.lock'])
  })

  it.each(['okms.db', 'master.key'])('%s is a link to a file: the start works', (name) => {
    const { folder, key, file } = usedFolder()
    const elsewhere = path.join(temporaryFolder(), 'target')
    renameSync(file(name), elsewhere)
    symlinkSync(elsewhere, file(name))
    expectSound(folder, key.keyId)
  })

  it('okms.db is a link: another folder with a link to the same database is in use too', () => {
    const { folder, file } = usedFolder()
    const [first, second] = [temporaryFolder(), temporaryFolder()] as const
    for (const other of [first, second]) {
      for (const name of ['okms.db', 'master.key']) symlinkSync(file(name), path.join(other, name))
    }
    const store = open(first)
    for (const other of [folder, second]) expect(() => open(other)).toThrow(refusal('FolderInUse', folder))
    store.close()
    open(second).close()
  })

  it('both files are gone gets an empty database', () => {
    const { folder, key, file } = usedFolder()
    remove('okms.db', 'master.key')(file)
    const store = open(folder)
    expect(store.serviceKeys.find(okmsId, key.keyId)).toBeUndefined()
    store.close()
  })

  it('server.json is a FIFO or damaged: there is no record of a server', () => {
    const { folder, file } = usedFolder()
    execFileSync('mkfifo', [file('server.json')])
    expect(runningServer(folder)).toBeUndefined()
    write('server.json', '{', 'server.json')(file)
    expect(runningServer(folder)).toBeUndefined()
  })
})

const anotherUser = 65534
const asAnotherUser = { uid: anotherUser, gid: anotherUser, timeout: 10_000 }
/** Root can be another user, if that user can reach Node and the modules. */
const root = path.join(import.meta.dirname, '../../..')
const canBeAnother = process.getuid?.() === 0 &&
  spawnSync(process.execPath, ['--eval', "require('better-sqlite3')"], { ...asAnotherUser, cwd: root }).status === 0
const program = await compiledProgram('test/store/child-store.ts')

describe.runIf(canBeAnother)('a file of another user', () => {
  /** What a process of another user, who has the folder, says about opening the store. */
  function openAsAnother (folder: string): string {
    chmodSync(path.dirname(program), 0o755)
    return spawnSync(process.execPath, [program, folder, 'hold'], asAnotherUser).stderr.toString()
  }

  function folderOfAnother () {
    const used = usedFolder()
    for (const name of names) writeFileSync(used.file(name), '', { flag: 'a' })
    chownSync(used.folder, anotherUser, anotherUser)
    for (const name of readdirSync(used.folder)) chownSync(used.file(name), anotherUser, anotherUser)
    return used
  }

  it.each([
    ...names.map((name) => [name, 0o600] as const), ['okms.lock', 0o644] as const
  ])('%s with mode %o is named, with its owner', (name, mode) => {
    const { folder, file } = folderOfAnother()
    chownSync(file(name), 0, 0)
    chmodSync(file(name), mode)
    const text = openAsAnother(folder)
    expect(text).toContain(`the server cannot work with ${file(name)} (this process may not read`)
    expect(text).toContain(`it belongs to user 0, and this process runs as user ${anotherUser}); change its owner or its mode`)
    expect(text).toContain(`exitCode: ${startFailures.DataFileUnusable.exitCode}`)
  })
})
