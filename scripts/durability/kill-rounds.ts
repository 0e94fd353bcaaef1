// SIGKILL in the middle of 200 concurrent changes, again and again, and what must hold after each restart.

import assert from 'node:assert/strict'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import type { Workplace } from '../../bench/servers.js'
import { change, check, creation, send, type KnownKey, type Request } from './known-keys.js'
import type { Seeded } from './seeded.js'
import { foldersIn, serveReady, type Running } from './server-process.js'

const concurrent = 200
/** Keys that are kept busy; beyond, fewer are created. */
const population = 300
/** Keys that no request of the round touched, looked at all the same. */
const bystanders = 40
/**
 * Milliseconds from the first request to the kill, at most: about what 200 changes take on two cores, over
 * connections that must be made first.
 */
const latestKill = { synced: 1500, unsynced: 700 }

export interface KillReport {
  readonly rounds: number
  /** Requests that were answered before the kill, and that were not. */
  readonly answered: number
  readonly unanswered: number
  /** Of those not answered, how many were found carried out. */
  readonly carriedOut: number
}

export async function killRounds (workplace: Workplace, folder: string, { rounds, durable, seeded, progress }: {
  readonly rounds: number, readonly durable: boolean, readonly seeded: Seeded, readonly progress: (text: string) => void
}): Promise<KillReport> {
  const folders = foldersIn(folder)
  const flags = durable ? ['--durable'] : []
  const keys: KnownKey[] = []
  const report = { rounds, answered: 0, unanswered: 0, carriedOut: 0 }

  let server = await serveReady(workplace, folders, { flags })
  for (let round = 1; round <= rounds; round++) {
    const requests = plan(keys, seeded)
    const killing = delay(seeded.integer(durable ? latestKill.synced : latestKill.unsynced))
      .then(async () => { await server.kill() })
    const outcomes = await Promise.all(requests.map((request) => send(server, request)))
    await killing
    server = await serveReady(workplace, folders, { flags })
    checkDatabase(path.join(folders.data, 'okms.db'))
    const touched = requests.map(({ key }) => key)
    await checkAll(server, [...touched, ...sample(keys.filter((key) => !touched.includes(key)), seeded)])
    const unanswered = requests.filter((_, index) => outcomes[index] === false)
    report.answered += requests.length - unanswered.length
    report.unanswered += unanswered.length
    report.carriedOut += unanswered.filter(({ key, after }) => key.possible[0] === after).length
    keys.push(...touched.filter((key) => !keys.includes(key)))
    progress(`round ${round} of ${rounds}: ${requests.length - unanswered.length} of ${requests.length} answered before the kill`)
  }
  await checkAll(server, keys)
  assert.equal(await server.stop(), 0)
  return report
}

const lives = ({ possible: [version] }: KnownKey) => version?.state !== 'gone'

function plan (keys: readonly KnownKey[], seeded: Seeded): readonly Request[] {
  const living = keys.filter(lives)
  const changed = new Set<KnownKey>()
  const requests: Request[] = []
  const wanted = living.length < population ? concurrent / 2 : concurrent / 5
  while (requests.length < concurrent) {
    const key = requests.length < wanted || changed.size === living.length ? undefined : seeded.pick(living)
    if (key !== undefined && changed.has(key)) continue
    if (key !== undefined) changed.add(key)
    requests.push(key === undefined ? creation(seeded) : change(key, seeded))
  }
  // Creates, imports and changes mixed.
  return requests
    .map((request) => ({ request, at: seeded.integer(1e6) }))
    .sort((one, other) => one.at - other.at)
    .map(({ request }) => request)
}

function sample (keys: readonly KnownKey[], seeded: Seeded): readonly KnownKey[] {
  return keys.length <= bystanders ? keys : Array.from({ length: bystanders }, () => seeded.pick(keys))
}

async function checkAll (server: Running, keys: readonly KnownKey[]): Promise<void> {
  for (let from = 0; from < keys.length; from += 50) {
    await Promise.all(keys.slice(from, from + 50).map((key) => check(server, key)))
  }
}

/** Through a separate connection, while the server runs. */
export function checkDatabase (file: string): void {
  const database = new Sqlite(file, { readonly: true })
  try {
    assert.equal(database.pragma('integrity_check', { simple: true }), 'ok')
    assert.deepEqual(database.pragma('foreign_key_check'), [])
    const count = (sql: string) => database.prepare(sql).pluck().get()
    assert.equal(count("SELECT count(*) FROM service_key LEFT JOIN service_key_material USING (position) WHERE class <> 'PUBLIC_KEY' AND sealed IS NULL"), 0, 'a key without its material')
    assert.equal(count("SELECT count(*) FROM service_key JOIN service_key_material USING (position) WHERE state LIKE 'destroyed%' AND sealed <> zeroblob(length(sealed))"), 0, 'a destroyed key with its material')
    assert.equal(count("SELECT count(*) FROM service_key JOIN service_key_material USING (position) WHERE state NOT LIKE 'destroyed%' AND sealed = zeroblob(length(sealed))"), 0, 'a living key without its material')
  } finally {
    database.close()
  }
}
