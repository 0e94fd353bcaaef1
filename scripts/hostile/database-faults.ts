// A file system without locks, without shared memory or with a failing disk, other programs that hold the database, and
// a data folder that is removed under the server: each has its own text, and nothing that was acknowledged is lost.

import assert from 'node:assert/strict'
import { mkdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { startFailures, type StartFailureCode } from '../../src/domain/errors/start-failures.js'
import { foldersIn, serve, serveReady, type Answer, type Folders, type Running } from '../durability/server-process.js'
import { createFaultyFileSystem, type FaultyCalls } from './faulty-calls.js'
import { createKey, requestKey, useKey } from './kept-keys.js'
import { compileLibrary } from './preloaded-library.js'
import type { HostileRun, HostileSuite } from './suite.js'

export const databaseFaults: HostileSuite = {
  name: 'faults of the file system under the database',
  needs: ['cc'],
  async run (run) {
    if (process.platform !== 'linux') return 'SKIPPED: faults of single calls need LD_PRELOAD of Linux'
    const library = compileLibrary('faulty-calls.c', run.folder)
    const starts = await atStart(run, library)
    const changes = await whileRunning(run, library)
    await removals(run)
    await readersOfErasedMaterial(run)
    return `${starts} starts and ${changes} changes on a faulty file system: each with its own text, and right again ` +
      'without the fault; a removed folder, database or lock file: no change is acknowledged; material erased under a ' +
      'reader leaves the log within a second of its end'
  }
}

interface StartFault {
  readonly calls: FaultyCalls
  /** Undefined where the server starts all the same. */
  readonly code?: StartFailureCode
  readonly text?: RegExp
  /** A folder that was used already may not need the call. */
  readonly onlyNew?: true
}

const startFaults: readonly StartFault[] = [
  { calls: { lock: 'ENOLCK' }, code: 'FileSystemUnfit', text: /it has no file locks/ },
  { calls: { lock: 'ENOSYS' }, code: 'FileSystemUnfit', text: /it has no file locks/ },
  { calls: { lock: 'EIO' }, code: 'FileSystemUnfit', text: /it has no file locks/ },
  { calls: { lock: 'EOPNOTSUPP' }, code: 'FileSystemUnfit', text: /it has no file locks/ },
  { calls: { lock: 'EPERM' }, code: 'FileSystemUnfit', text: /it refuses file locks/ },
  { calls: { fsync: 'EINVAL' }, code: 'FileSystemUnfit', text: /files cannot be synced/, onlyNew: true },
  { calls: { fsync: 'EIO' }, code: 'FileSystemUnfit', text: /files cannot be synced/, onlyNew: true },
  { calls: { write: 'EIO' }, code: 'FileSystemUnfit', text: /reports an error|EIO/ },
  { calls: { write: 'ENOSPC' }, code: 'DiskFull', onlyNew: true }, // a used one measures the free space
  { calls: { read: 'EIO' }, code: 'FileSystemUnfit', text: /reports an error|EIO/ },
  { calls: { mmap: 'ENODEV' } },
  { calls: { mmap: 'EACCES' } },
  { calls: { mmap: 'EINVAL', 'folder fsync': 'EINVAL' } },
  { calls: { 'folder fsync': 'EINVAL' } },
  { calls: { 'folder fsync': 'ENOTSUP' } }
]

/** On a new folder and on a used one. */
async function atStart (run: HostileRun, library: string): Promise<number> {
  for (const [index, fault] of startFaults.entries()) {
    run.progress(`start with ${JSON.stringify(fault.calls)}`)
    const folder = path.join(run.folder, `start-${index}`)
    mkdirSync(folder)
    const folders = foldersIn(path.join(folder, 'folders'))
    const faults = createFaultyFileSystem(library, folders.data, folder)
    await startsWith(run, fault, folders, faults)
    faults.set({})
    const keyId = await withServer(run, folders, faults.env, async (server) => await createKey(server))
    if (fault.onlyNew !== true) await startsWith(run, fault, folders, faults)
    faults.set({})
    if (!run.short) await withServer(run, folders, {}, async (server) => { await useKey(server, keyId) })
  }
  return startFaults.length * 2 - startFaults.filter(({ onlyNew }) => onlyNew).length
}

async function startsWith (
  run: HostileRun, { calls, code, text }: StartFault, folders: Folders,
  faults: ReturnType<typeof createFaultyFileSystem>
): Promise<void> {
  faults.set(calls)
  const server = await serve(run, folders, { env: faults.env })
  if (code === undefined) {
    assert.equal(server.outcome, 'running', server.outcome === 'ended' ? server.text : '')
    if (server.outcome !== 'running') return
    await useKey(server, await createKey(server))
    const second = await serve(run, folders, { env: faults.env })
    if (second.outcome === 'running') await second.kill()
    assert.equal(second.outcome === 'ended' && second.code, startFailures.FolderInUse.exitCode)
    assert.equal(await server.stop(), 0)
    return
  }
  if (server.outcome === 'running') await server.kill()
  assert(server.outcome === 'ended', `${JSON.stringify(calls)}: it started`)
  assert.deepEqual([server.code, text?.test(server.text) ?? true], [startFailures[code].exitCode, true], server.text)
}

interface RunningFault {
  readonly calls: FaultyCalls
  readonly text: RegExp
}

const runningFaults: readonly RunningFault[] = [
  { calls: { write: 'EIO' }, text: /the disk reports an error/ },
  { calls: { write: 'ENOSPC' }, text: /the disk is full/ },
  { calls: { fsync: 'EIO' }, text: /files cannot be synced/ },
  { calls: { lock: 'EIO' }, text: /it has no file locks|memory cannot be shared/ }
]

/** With --durable, so that every change is synced. Another program's write lock needs no library. */
async function whileRunning (run: HostileRun, library: string): Promise<number> {
  const folder = path.join(run.folder, 'running')
  mkdirSync(folder)
  const folders = foldersIn(path.join(folder, 'folders'))
  const faults = createFaultyFileSystem(library, folders.data, folder)
  const server = await serveReady(run, folders, { env: faults.env, flags: ['--durable'] })
  const keyId = await createKey(server)
  for (const { calls, text } of runningFaults) {
    run.progress(`change with ${JSON.stringify(calls)}`)
    faults.set(calls)
    expectRefused(await requestKey(server), text)
    faults.set({})
    await useKey(server, await createKey(server))
    await useKey(server, keyId)
  }
  const other = new Sqlite(path.join(folders.data, 'okms.db'))
  other.exec('BEGIN IMMEDIATE')
  expectRefused(await requestKey(server), /locked by another program/)
  await useKey(server, keyId)
  assert.equal(await server.stop(), 0)
  const started = await serve(run, folders)
  assert.equal(started.outcome === 'ended' && started.code, startFailures.DatabaseLocked.exitCode)
  other.close()
  await withServer(run, folders, {}, async (again) => { await useKey(again, keyId) })
  return runningFaults.length + 1
}

/** The folder, the database, and the lock file, each removed under the server. */
async function removals (run: HostileRun): Promise<void> {
  for (const name of ['', 'okms.db', 'okms.lock']) {
    run.progress(`removed: ${name}`)
    const folders = foldersIn(path.join(run.folder, `removed-${name}`))
    const server = await serveReady(run, folders)
    const keyId = await createKey(server)
    rmSync(path.join(folders.data, name), { recursive: true })
    expectRefused(await requestKey(server), /was removed or replaced while the server runs/)
    await useKey(server, keyId)
    assert.equal(await server.stop(), 0)
    const again = await serve(run, folders)
    if (name === 'okms.db') {
      assert.equal(again.outcome === 'ended' && again.code, startFailures.DatabaseMissing.exitCode)
      continue
    }
    assert(again.outcome === 'running', again.outcome === 'ended' ? again.text : '')
    const { status } = await again.call('GET', `/servicekey/${keyId}`)
    assert.equal(status, name === '' ? 404 : 200)
    assert.equal(await again.stop(), 0)
  }
}

async function readersOfErasedMaterial (run: HostileRun): Promise<void> {
  const folders = foldersIn(path.join(run.folder, 'reader'))
  const server = await serveReady(run, folders)
  const keyId = await createKey(server)
  const reader = new Sqlite(path.join(folders.data, 'okms.db'), { readonly: true })
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM service_key').get()
  await server.call('POST', `/servicekey/${keyId}/deactivate`, { reason: 'unspecified' })
  assert.equal((await server.call('DELETE', `/servicekey/${keyId}`)).status, 204)
  const log = path.join(folders.data, 'okms.db-wal')
  assert(statSync(log).size > 0)
  reader.exec('COMMIT')
  const end = performance.now() + 10_000
  while (statSync(log).size > 0 && performance.now() < end) await delay(50)
  assert.equal(statSync(log).size, 0)
  reader.close()
  assert.equal(await server.stop(), 0)
}

async function withServer<Result> (
  run: HostileRun, folders: Folders, env: Readonly<Record<string, string>>, use: (server: Running) => Promise<Result>
): Promise<Result> {
  const server = await serveReady(run, folders, { env })
  const result = await use(server)
  assert.equal(await server.stop(), 0)
  return result
}

function expectRefused (answer: Answer, text: RegExp): void {
  assert.equal(answer.status, 500, JSON.stringify(answer.body))
  assert.match(JSON.stringify(answer.body), text)
}
