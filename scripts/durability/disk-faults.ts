// The disk full while the server runs, and a folder that cannot be written, each on a small file system of its own.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startFailures } from '../../src/domain/errors/start-failures.js'
import { expectRefused, expectSound, usedFolder, type Fault } from './fault.js'
import { checkDatabase } from './kill-rounds.js'
import { check, creation } from './known-keys.js'
import { send } from './request.js'
import { foldersIn, serveReady, type Running } from './server-process.js'

/** Runs a command that only root of a real machine may run; false where it is refused. */
function ran (command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function onSmallDisk (folder: string, use: () => Promise<string>): Promise<string> {
  mkdirSync(folder, { recursive: true })
  if (!ran('mount', '-t', 'tmpfs', '-o', 'size=4m', 'none', folder)) return 'SKIPPED: this user cannot mount a small disk; test/store covers it with max_page_count'
  try {
    return await use()
  } finally {
    ran('umount', '-l', folder)
  }
}

const noRoom = /the disk is full/

/** A copy of every key needs more room than there is. */
async function expectNoSnapshot (server: Running): Promise<void> {
  const { status, body } = await server.admin('POST', '/_emulator/snapshots', {})
  assert.equal(status, 500, JSON.stringify(body))
  assert.match(JSON.stringify(body), noRoom)
  assert.deepEqual((await server.admin('GET', '/_emulator/snapshots')).body, [], 'a part of a snapshot')
}

export const fullDisk: Fault = async (setting) => await onSmallDisk(setting.folder, async () => {
  const { workplace, folder, seeded } = setting
  const folders = foldersIn(folder)
  const keys = await usedFolder(setting, folders)
  const server = await serveReady(workplace, folders)
  const ballast = path.join(folder, 'ballast')
  let refused = 0
  for (let round = 0; round < 3; round++) {
    const { bavail, bsize } = statfsSync(folder)
    writeFileSync(ballast, Buffer.alloc(Number(bavail) * Number(bsize) - round * 4096))
    for (let attempt = 0; attempt < 400 && refused < 20 * (round + 1); attempt++) {
      const request = creation(seeded)
      const answer = await server.call(request.method, request.route, request.body)
      if (answer.status === 201) {
        request.subject.possible = [request.after]
        keys.push(request.subject)
        continue
      }
      refused++
      assert.equal(answer.status, 500, JSON.stringify(answer.body))
      assert.match(answer.body.errors[0], noRoom)
      assert.equal((await server.call('GET', `/servicekey/${request.subject.id}`)).status, 404, 'half a key')
    }
    assert(refused >= 20 * (round + 1), 'the disk was never full')
    await expectNoSnapshot(server)
    for (const key of keys) await check(server, key)
    rmSync(ballast)
    const request = creation(seeded)
    assert(await send(server, request), 'no key could be created once there was room')
    keys.push(request.subject)
    checkDatabase(path.join(folders.data, 'okms.db'))
  }
  await server.kill()
  await expectSound(workplace, folders, keys)
  return `${refused} creates and 3 snapshots refused with 500 "the disk is full", nothing of them left; ${keys.length} keys read and used meanwhile; with room again creates work without a restart`
})

export const readOnlyFolder: Fault = async (setting) => await onSmallDisk(setting.folder, async () => {
  const { workplace, folder } = setting
  const folders = foldersIn(folder)
  const keys = await usedFolder(setting, folders)
  assert(ran('mount', '-o', 'remount,ro', folder))
  const { exitCode } = startFailures.FolderNotWritable
  await expectRefused(workplace, folders, exitCode, /cannot write in/)
  assert(ran('mount', '-o', 'remount,rw', folder))
  await expectSound(workplace, folders, keys)
  return `refused with exit code ${exitCode}; writable again, every key works`
})
