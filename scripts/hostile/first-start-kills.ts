// A first start, a first stop and a second start, each killed at every call that changes a file of its folders: the
// next start works, has what was acknowledged, and leaves nothing unfinished behind.

import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { createSeeded } from '../durability/seeded.js'
import { foldersIn, serve, serveReady, type Folders } from '../durability/server-process.js'
import { createKey, useKey } from './kept-keys.js'
import { createKillCounter } from './kill-counter.js'
import { compileLibrary } from './preloaded-library.js'
import type { HostileRun, HostileSuite } from './suite.js'

/** Kills of each phase in the short form. */
const sampled = 4

/** Servers that run at the same time. */
const atOnce = 2

interface Setting {
  readonly run: HostileRun
  readonly library: string
  /** Folders that a server has used and closed, its key, and the names of its files. */
  readonly used: Folders
  readonly usedKey: string
  readonly names: readonly string[]
}

interface Place {
  readonly folder: string
  readonly folders: Folders
}

/** What a server did before it was gone. */
interface Life {
  readonly calls: number
  /** The keys that it acknowledged, or that were there before. */
  readonly keys: readonly string[]
}

interface Phase {
  readonly name: string
  /** @param killAt The call of this phase to die at; 0 for none. */
  live (setting: Setting, place: Place, killAt: number): Promise<Life>
}

const phases: readonly Phase[] = [
  { name: 'a first start', live: start },
  {
    name: 'a second start',
    async live (setting, place, killAt) {
      cpSync(path.dirname(setting.used.data), path.dirname(place.folders.data), { recursive: true })
      const { calls } = await start(setting, place, killAt)
      return { calls, keys: [setting.usedKey] }
    }
  },
  { name: 'a first stop', live: stop }
]

export const firstStartKills: HostileSuite = {
  name: 'killed at every call that changes a file',
  needs: ['cc'],
  async run (run) {
    if (process.platform !== 'linux') return 'SKIPPED: kills at single calls need LD_PRELOAD of Linux'
    const used = foldersIn(path.join(run.folder, 'used'))
    const server = await serveReady(run, used)
    const usedKey = await createKey(server)
    assert.equal(await server.stop(), 0)
    const library = compileLibrary('kill-at-call.c', run.folder)
    const setting = { run, library, used, usedKey, names: namesIn(used) }
    const counts: string[] = []
    for (const phase of phases) counts.push(`${phase.name} at ${await killThroughout(setting, phase)}`)
    return `${counts.join(', ')}; each time the next start works, has every acknowledged key, and leaves no other file`
  }
}

async function killThroughout (setting: Setting, phase: Phase): Promise<string> {
  const { run } = setting
  const { calls } = await phase.live(setting, newPlace(run, phase.name), 0)
  const chosen = run.short ? sample(calls, run.seed) : Array.from({ length: calls }, (_, index) => index + 1)
  const waiting = [...chosen]
  const killInTurn = async () => {
    for (let call = waiting.shift(); call !== undefined; call = waiting.shift()) {
      run.progress(`${phase.name}, killed at call ${call} of ${calls}`)
      const place = newPlace(run, `${phase.name} ${call}`)
      try {
        const { keys } = await phase.live(setting, place, call)
        await expectRecovered(setting, place.folders, keys)
      } catch (error) {
        throw new Error(`${phase.name}, killed at call ${call}`, { cause: error })
      }
      rmSync(place.folder, { recursive: true })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, killInTurn))
  return chosen.length === calls ? `each of its ${calls} calls` : `${chosen.length} of its ${calls} calls`
}

function sample (calls: number, seed: number): readonly number[] {
  const seeded = createSeeded(seed)
  return [...new Set(Array.from({ length: sampled }, () => 1 + seeded.integer(calls)))]
}

function newPlace ({ folder: parent }: HostileRun, name: string): Place {
  const folder = path.join(parent, name.replaceAll(' ', '-'))
  mkdirSync(folder)
  return { folder, folders: foldersIn(path.join(folder, 'folders')) }
}

async function start ({ run, library }: Setting, { folder, folders }: Place, killAt: number): Promise<Life> {
  const counter = createKillCounter(library, folder, folders, killAt)
  const server = await serve(run, folders, { env: counter.env })
  const calls = counter.count()
  if (server.outcome === 'running') await server.kill()
  else assert.match(server.text, /^killed before call/m)
  return { calls, keys: [] }
}

async function stop ({ run, library }: Setting, { folder, folders }: Place, killAt: number): Promise<Life> {
  const counter = createKillCounter(library, folder, folders)
  const server = await serveReady(run, folders, { env: counter.env })
  const keys = [await createKey(server)]
  const before = counter.count()
  if (killAt > 0) counter.killAt(before + killAt)
  await server.stop()
  return { calls: counter.count() - before, keys }
}

async function expectRecovered (
  { run, names }: Setting, folders: Folders, keys: readonly string[]
): Promise<void> {
  const server = await serveReady(run, folders)
  try {
    for (const keyId of [...keys, await createKey(server)]) await useKey(server, keyId)
  } finally {
    await server.stop()
  }
  assert.deepEqual(namesIn(folders), names)
}

/** Every file, without the ids in their names. */
function namesIn (folders: Folders): readonly string[] {
  return (['data', 'certs', 'pki'] as const)
    .flatMap((folder) => readdirSync(folders[folder]).map((name) => `${folder}/${name.replace(/[\da-f-]{36}/, 'ID')}`))
    .sort()
}
