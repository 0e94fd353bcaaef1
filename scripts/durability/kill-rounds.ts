// SIGKILL in the middle of 200 concurrent changes, again and again, and what must hold after each restart.

import assert from 'node:assert/strict'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import type { Workplace } from '../../bench/servers.js'
import { knownKeys, type KnownKey } from './known-keys.js'
import { knownSecrets, type KnownSecret } from './known-secrets.js'
import { send, type Known, type Request } from './request.js'
import type { Seeded } from './seeded.js'
import { foldersIn, serveReady, type Running } from './server-process.js'

const concurrent = 200
/** Subjects that are kept busy; beyond, fewer are created. */
const population = 300
/** Subjects that no request of the round touched, looked at all the same. */
const bystanders = 40
/**
 * Milliseconds from the first request to the kill, at most: about what 200 changes take on two cores, over
 * connections that must be made first.
 */
const latestKill = { synced: 1500, unsynced: 700 }

/** What the kills meet: keys or secrets. */
export interface Subjects<Subject extends Known<View>, View> {
  creation (seeded: Seeded): Request<Subject, View>
  /** A change that this one allows. */
  change (subject: Subject, seeded: Seeded): Request<Subject, View>
  /** It must be in one of its possible views, whole. Settles what was open. */
  check (server: Running, subject: Subject): Promise<void>
  isAlive (view: View): boolean
}

export interface KillReport {
  readonly rounds: number
  /** Requests that were answered before the kill, and that were not. */
  readonly answered: number
  readonly unanswered: number
  /** Of those not answered, how many were found carried out. */
  readonly carriedOut: number
}

interface KillOptions {
  readonly rounds: number
  readonly durable: boolean
  readonly seeded: Seeded
  readonly progress: (text: string) => void
}

type KillRounds = (workplace: Workplace, folder: string, options: KillOptions) => Promise<KillReport>

export const killRounds: Readonly<Record<'keys' | 'secrets', KillRounds>> = {
  keys: (...call) => killAmong<KnownKey, KnownKey['possible'][number]>(knownKeys, ...call),
  secrets: (...call) => killAmong<KnownSecret, KnownSecret['possible'][number]>(knownSecrets, ...call)
}

async function killAmong<Subject extends Known<View>, View> (
  subjects: Subjects<Subject, View>, workplace: Workplace, folder: string,
  { rounds, durable, seeded, progress }: KillOptions
): Promise<KillReport> {
  const folders = foldersIn(folder)
  const flags = durable ? ['--durable'] : []
  const known: Subject[] = []
  const report = { rounds, answered: 0, unanswered: 0, carriedOut: 0 }

  let server = await serveReady(workplace, folders, { flags })
  for (let round = 1; round <= rounds; round++) {
    const requests = plan(subjects, known, seeded)
    const killing = delay(seeded.integer(durable ? latestKill.synced : latestKill.unsynced))
      .then(async () => { await server.kill() })
    const outcomes = await Promise.all(requests.map((request) => send(server, request)))
    await killing
    server = await serveReady(workplace, folders, { flags })
    checkDatabase(path.join(folders.data, 'okms.db'))
    const touched = requests.map(({ subject }) => subject)
    const others = known.filter((one) => !touched.includes(one))
    await checkAll(subjects, server, [...touched, ...sample(others, seeded)])
    const unanswered = requests.filter((_, index) => outcomes[index] === false)
    report.answered += requests.length - unanswered.length
    report.unanswered += unanswered.length
    report.carriedOut += unanswered.filter(({ subject, after }) => subject.possible[0] === after).length
    known.push(...touched.filter((one) => !known.includes(one)))
    progress(`round ${round} of ${rounds}: ${requests.length - unanswered.length} of ${requests.length} answered before the kill`)
  }
  await checkAll(subjects, server, known)
  assert.equal(await server.stop(), 0)
  return report
}

function plan<Subject extends Known<View>, View> (
  subjects: Subjects<Subject, View>, known: readonly Subject[], seeded: Seeded
): readonly Request<Subject, View>[] {
  const living = known.filter(({ possible: [view] }) => view !== undefined && subjects.isAlive(view))
  const changed = new Set<Subject>()
  const requests: Request<Subject, View>[] = []
  const wanted = living.length < population ? concurrent / 2 : concurrent / 5
  while (requests.length < concurrent) {
    const one = requests.length < wanted || changed.size === living.length ? undefined : seeded.pick(living)
    if (one !== undefined && changed.has(one)) continue
    if (one !== undefined) changed.add(one)
    requests.push(one === undefined ? subjects.creation(seeded) : subjects.change(one, seeded))
  }
  // Creates, imports and changes mixed.
  return requests
    .map((request) => ({ request, at: seeded.integer(1e6) }))
    .sort((one, other) => one.at - other.at)
    .map(({ request }) => request)
}

function sample<Subject> (known: readonly Subject[], seeded: Seeded): readonly Subject[] {
  return known.length <= bystanders ? known : Array.from({ length: bystanders }, () => seeded.pick(known))
}

async function checkAll<Subject extends Known<View>, View> (
  subjects: Subjects<Subject, View>, server: Running, known: readonly Subject[]
): Promise<void> {
  for (let from = 0; from < known.length; from += 50) {
    await Promise.all(known.slice(from, from + 50).map((one) => subjects.check(server, one)))
  }
}

const usedSlots = `SELECT slot FROM secret_version WHERE slot IS NOT NULL
  UNION ALL SELECT material_slot FROM service_key WHERE material_slot IS NOT NULL UNION ALL SELECT key_slot FROM snapshot
  UNION ALL SELECT secret_slot FROM api_application WHERE secret_slot IS NOT NULL`

/** Rows that must not be there, whatever moment a kill came. */
const forbidden: Readonly<Record<string, string>> = {
  'a living key without its material': "service_key LEFT JOIN secret_slot ON slot = material_slot WHERE class <> 'PUBLIC_KEY' AND state NOT LIKE 'destroyed%' AND (sealed IS NULL OR sealed = zeroblob(length(sealed)))",
  'a destroyed key with its material': "service_key WHERE state LIKE 'destroyed%' AND material_slot IS NOT NULL",
  'material of two keys': 'service_key AS one JOIN service_key AS other USING (material_slot) WHERE one.position <> other.position',
  'a snapshot without its key': 'snapshot LEFT JOIN secret_slot ON slot = key_slot WHERE sealed IS NULL OR sealed = zeroblob(length(sealed))',
  'a snapshot without its parts': 'snapshot WHERE parts <> (SELECT count(*) FROM snapshot_part WHERE snapshot = snapshot.position)',
  'an API key without its secret': 'api_application AS one JOIN secret_slot AS kept ON kept.slot = one.secret_slot WHERE kept.sealed = zeroblob(length(kept.sealed))',
  'a version of no secret': 'secret_version LEFT JOIN secret ON secret.position = secret WHERE path IS NULL',
  'a version without its data': 'secret_version LEFT JOIN secret_slot USING (slot) WHERE is_deleted = 0 AND (sealed IS NULL OR sealed = zeroblob(length(sealed)))',
  'a deleted version with its data': 'secret_version WHERE is_deleted = 1 AND slot IS NOT NULL',
  'data of two versions': 'secret_version AS one JOIN secret_version AS other USING (slot) WHERE one.position <> other.position',
  'sealed data of nothing': `secret_slot WHERE slot NOT IN (SELECT slot FROM free_secret_slot) AND slot NOT IN (${usedSlots})`,
  'sealed data that is free': `free_secret_slot WHERE slot IN (${usedSlots})`,
  'data that was left to erase': 'free_secret_slot WHERE erased = 0',
  'data that was not erased': 'free_secret_slot JOIN secret_slot USING (slot) WHERE sealed <> zeroblob(length(sealed))',
  'a secret without its current version': 'secret LEFT JOIN secret_version ON secret = secret.position AND number = current_version WHERE current_version > 0 AND number IS NULL',
  'a version out of the window of its secret': 'secret_version JOIN secret ON secret.position = secret WHERE number > current_version OR number < oldest_version'
}

/** Through a separate connection, while the server runs. */
export function checkDatabase (file: string): void {
  const database = new Sqlite(file, { readonly: true })
  try {
    assert.equal(database.pragma('integrity_check', { simple: true }), 'ok')
    assert.deepEqual(database.pragma('foreign_key_check'), [])
    for (const [what, rows] of Object.entries(forbidden)) {
      assert.equal(database.prepare(`SELECT count(*) FROM ${rows}`).pluck().get(), 0, what)
    }
  } finally {
    database.close()
  }
}
