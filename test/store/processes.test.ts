import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startFailures } from '../../src/domain/errors/start-failures.js'
import { openStore } from '../../src/store/open-store.js'
import { compiledProgram } from '../harness/compiled-program.js'
import { okmsId, otherOkmsId, secret } from './builders.js'
import { newStore, temporaryFolder } from './temporary.js'

const program = await compiledProgram('test/store/child-store.ts')

/** A store in another process; its lines, and its end by SIGKILL. */
function childStore (folder: string, task: 'hold' | 'insert' | 'remove' | 'order') {
  const child = spawn(process.execPath, [program, folder, task], { stdio: ['ignore', 'pipe', 'pipe'] })
  const errors: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  const exited = once(child, 'exit')
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  onTestFinished(kill)
  return {
    child,
    lines: createInterface({ input: child.stdout }),
    kill,
    exited,
    errors: () => Buffer.concat(errors).toString()
  }
}

describe('a store in another process', () => {
  it('keeps the folder to itself until it is killed, and its kill leaves no lock', async () => {
    const folder = temporaryFolder()
    const { lines, kill } = childStore(folder, 'hold')
    await once(lines, 'line')
    expect(() => openStore({ folder }, { durable: false }))
      .toThrow(expect.objectContaining({ exitCode: startFailures.FolderInUse.exitCode }))
    await kill()
    openStore({ folder }, { durable: false }).close()
  })

  it('is refused a folder that this process has', async () => {
    const folder = temporaryFolder()
    newStore({ folder })
    const { exited, errors } = childStore(folder, 'hold')
    await exited
    expect(errors()).toContain(`another okms-emulator is running on ${folder}`)
  })

  it.each([1, 2, 3])('killed while it inserts keeps every key that it acknowledged (%i)', async (round) => {
    const folder = temporaryFolder()
    const { lines, child } = childStore(folder, 'insert')
    const acknowledged: string[] = []
    lines.on('line', (line) => {
      if (line !== 'open') acknowledged.push(line)
      if (acknowledged.length === 300 * round) child.kill('SIGKILL')
    })
    await once(lines, 'close')
    const store = openStore({ folder }, { durable: false })
    expect(acknowledged.length).toBeGreaterThanOrEqual(300 * round)
    for (const keyId of acknowledged) expect(store.serviceKeys.material(okmsId, keyId)).toEqual(secret)
    store.close()
    const database = new Sqlite(path.join(folder, 'okms.db'))
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(database.prepare('SELECT count(*) FROM service_key LEFT JOIN secret_slot ON slot = material_slot WHERE sealed IS NULL').pluck().get()).toBe(0)
    database.close()
  })

  it.each([1, 2, 3])('killed while it orders has every domain that it delivered, and none of an unpaid order (%i)', async (round) => {
    const folder = temporaryFolder()
    const { lines, child } = childStore(folder, 'order')
    const acknowledged: string[] = []
    lines.on('line', (line) => {
      if (line !== 'open') acknowledged.push(line)
      if (acknowledged.length === 40 * round) child.kill('SIGKILL')
    })
    await once(lines, 'close')
    const store = openStore({ folder }, { durable: false })
    const ordered = store.orders.list().flatMap((order) => order.lines.map(({ okmsId }) => okmsId))
    expect(ordered).toEqual(expect.arrayContaining(acknowledged))
    expect(store.domains.list().map((domain) => domain.okmsId)).toEqual(ordered.filter((id) => id !== null))
    for (const { lines, delivery } of store.orders.list()) {
      expect(lines.every(({ okmsId }) => (okmsId === null) === (delivery === null))).toBe(true)
    }
    store.close()
  })

  it.each([1, 7, 30])('killed while it removes a domain leaves nothing of it that can be used (%i)', async (slices) => {
    const folder = temporaryFolder()
    const { lines, child } = childStore(folder, 'remove')
    let erased = 0
    lines.on('line', (line) => { if (line === 'slice' && ++erased === slices) child.kill('SIGKILL') })
    await once(lines, 'close')
    expect(erased).toBeLessThan(50)
    const leftInFile = () => {
      const database = new Sqlite(path.join(folder, 'okms.db'))
      onTestFinished(() => { database.close() })
      return [
        database.prepare('SELECT count(*) FROM secret_slot WHERE sealed <> zeroblob(length(sealed))').pluck().get(),
        database.prepare('SELECT DISTINCT destroyed_at FROM service_key WHERE okms_id = ?').pluck().all(okmsId)
      ]
    }

    openStore({ folder }, { durable: false }).close()
    expect(leftInFile()).toEqual([1, [77]])
    const store = openStore({ folder }, { durable: false })
    expect(store.domains.list().map((domain) => domain.okmsId)).toEqual([otherOkmsId])
    store.domains.insert({ okmsId, name: 'again', createdAt: 88 })
    expect(store.serviceKeys.counts(okmsId)).toMatchObject({ active: 0, destroyed: 5000 })
    expect(store.serviceKeys.counts(otherOkmsId)).toMatchObject({ active: 1, destroyed: 0 })
    store.close()
  })
})
