// The lock of a start: one at a time, without blocking the others, and a start all the
// same where a folder takes no lock.

import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { startFailures } from '../../../src/domain/errors/start-failures.js'
import { lockStart } from '../../../src/store/sqlite/folder-lock.js'
import { temporaryFolder } from '../../pki/openssl.js'

describe('lockStart', () => {
  it('lets one in at a time, in this process too', async () => {
    const folder = temporaryFolder()
    let inside = 0
    const most: number[] = []
    await Promise.all(Array.from({ length: 8 }, async () => {
      const lock = await lockStart(folder)
      most.push(++inside)
      await new Promise((resolve) => { setImmediate(resolve) })
      inside--
      lock.release()
    }))
    expect(most).toEqual(Array(8).fill(1))
  })

  it('says after a while that another start does not end, and how to go on', async () => {
    const folder = temporaryFolder()
    const lock = await lockStart(folder)
    await expect(lockStart(folder, 1)).rejects.toThrow(expect.objectContaining({
      exitCode: startFailures.FolderBusy.exitCode,
      message: `other okms-emulators have been starting on ${folder} for 1 seconds; wait for them or stop them, or choose another folder with --pki`
    }))
    lock.release()
    const next = await lockStart(folder, 1)
    next.release()
  })

  it('leaves an empty file of the owner alone, whose lock a dead process does not keep', async () => {
    const folder = temporaryFolder()
    const lock = await lockStart(folder)
    lock.release()
    const { mode, size } = statSync(path.join(folder, 'start.lock'))
    expect([mode & 0o777, size]).toEqual([0o600, 0])
  })

  it.each<[string, (folder: string) => void]>([
    ['it is a folder', (folder) => { mkdirSync(path.join(folder, 'start.lock')) }],
    ['it has content', (folder) => { writeFileSync(path.join(folder, 'start.lock'), 'x'.repeat(4096)) }]
  ])('goes on without a lock, and says why, where %s', async (why, prepare) => {
    const folder = temporaryFolder()
    prepare(folder)
    const lock = await lockStart(folder)
    expect(lock.missing).toContain(`${path.join(folder, 'start.lock')} cannot be used (${why}`)
    lock.release()
  })

  it.skipIf(process.getuid?.() === 0)('goes on without a lock in a read-only folder', async () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o500)
    expect((await lockStart(folder)).missing).toBe('EACCES')
    chmodSync(folder, 0o700)
  })

  it('waits for a lock that another program holds', async () => {
    const folder = temporaryFolder()
    const other = new Sqlite(path.join(folder, 'start.lock'))
    other.exec('BEGIN EXCLUSIVE')
    await expect(lockStart(folder, 1)).rejects.toThrow(/have been starting/)
    other.close()
    const lock = await lockStart(folder, 1)
    expect(lock.missing).toBeUndefined()
    lock.release()
  })
})
