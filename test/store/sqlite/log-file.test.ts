// Damage in the write-ahead log of a killed server: SQLite drops the changes after it, and the start reports that.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { openStore } from '../../../src/store/open-store.js'
import { countLostChanges } from '../../../src/store/sqlite/log-file.js'
import { aKey, okmsId, secret } from '../builders.js'
import { newStore, temporaryFolder } from '../temporary.js'

const keys = Array.from({ length: 30 }, () => aKey())

/** The folder of a server that was killed after it created 30 keys, with a log. */
function killedFolder () {
  const running = temporaryFolder()
  const store = newStore({ folder: running })
  const log = path.join(running, 'okms.db-wal')
  for (const key of keys) store.serviceKeys.insert({ key, material: secret })
  const folder = path.join(temporaryFolder(), 'data')
  mkdirSync(folder)
  for (const name of ['okms.db', 'okms.db-wal', 'master.key']) {
    copyFileSync(path.join(running, name), path.join(folder, name))
  }
  return { folder, log: path.join(folder, path.basename(log)), content: readFileSync(log) }
}

const flipped = (content: Buffer, at: number) => content.map((byte, index) => index === at ? byte ^ 1 : byte)

function start (folder: string) {
  const lost: number[] = []
  const store = openStore({ folder }, { durable: false, changesLost: (count) => { lost.push(count) } })
  const found = keys.filter(({ keyId }) => store.serviceKeys.find(okmsId, keyId) !== undefined).length
  store.close()
  return { lost, found }
}

it('nothing is lost in a log as the kill left it', () => {
  expect(start(killedFolder().folder)).toEqual({ lost: [], found: keys.length })
})

it.each([['inside a frame', 4096], ['inside the head of a frame', 40], ['in the middle', -1]])('a bit that flipped %s costs the changes after it, which is reported', (_, at) => {
  const { folder, log, content } = killedFolder()
  writeFileSync(log, flipped(content, at < 0 ? 32 + 4120 * Math.floor(content.length / 4120 / 2) + 100 : at))
  const reported = countLostChanges(log)
  const { lost, found } = start(folder)
  expect(lost).toEqual([reported])
  expect(reported).toBeGreaterThanOrEqual(keys.length - found - 1)
  expect(found).toBeLessThan(keys.length)
  expect(start(folder)).toEqual({ lost: [], found })
})

it.each([1, 20, 4000, 4119])('a last frame that was cut by %i bytes is that of a kill', (cut) => {
  const { folder, log, content } = killedFolder()
  writeFileSync(log, content.subarray(0, content.length - cut))
  expect(start(folder)).toEqual({ lost: [], found: keys.length - 1 })
})

it.each([0, 4, 17, 31])('a header with a flipped bit at byte %i is refused, and the log stays as it is', (at) => {
  const { folder, log, content } = killedFolder()
  writeFileSync(log, flipped(content, at))
  expect(() => start(folder)).toThrow(expect.objectContaining({
    code: 'DataFileUnusable', message: `${log} cannot be used (its header is damaged); put a copy of it back, or move it away to start without the last changes`
  }))
  writeFileSync(log, content)
  expect(start(folder)).toEqual({ lost: [], found: keys.length })
})
