// SIGKILL while a snapshot is taken, restored or forked, a domain is reset or a seed is applied: the next start has the
// state before it or after it, whole.

import assert from 'node:assert/strict'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Workplace } from '../../bench/servers.js'
import { checkDatabase } from './kill-rounds.js'
import type { Seeded } from './seeded.js'
import { foldersIn, serveReady, type Running } from './server-process.js'

const keys = 40
const secrets = 30

const snapshotsRoute = '/_emulator/snapshots'

/** Milliseconds from the request to the kill, at most: about what it takes on two cores. */
const latestKill = 60

/** Keys with their states, and secrets with their data, as texts to compare. */
async function stateOf (server: Running): Promise<string> {
  const listed = await server.call('GET', '/servicekey?state=all&max=100')
  const found = (listed.body.objects_list as readonly { id: string, attributes: { state: string } }[])
    .map(({ id, attributes: { state } }) => `${id} ${state}`).sort()
  const data = await Promise.all(Array.from({ length: secrets }, async (_, index) => {
    const { status, body } = await server.call('GET', `/secret/data/kill/${index}`)
    return status === 404 ? 'none' : JSON.stringify(body.data.data)
  }))
  return JSON.stringify([found, data])
}

async function fill (server: Running, seeded: Seeded): Promise<void> {
  await Promise.all(Array.from({ length: keys }, async () => {
    const { status } = await server.call('POST', '/servicekey', {
      name: 'kill', type: 'oct', size: 256, operations: ['encrypt', 'decrypt']
    })
    assert.equal(status, 201)
  }))
  for (let index = 0; index < secrets; index++) {
    const { status } = await server.call('POST', `/secret/data/kill/${index}`, {
      data: { value: 'x'.repeat(seeded.pick([8, 200, 3000]) + seeded.integer(100)) }
    })
    assert.equal(status, 200)
  }
}

interface Counts {
  readonly serviceKeyCount: number
  readonly secretCount: number
}

interface Taken extends Counts {
  readonly id: string
}

async function take (server: Running): Promise<Taken> {
  const { status, body } = await server.admin('POST', snapshotsRoute, { okmsId: server.okmsId })
  assert.equal(status, 201)
  return body as Taken
}

interface Change {
  readonly call: string
  readonly body?: object
  /** Whether it was done. Fails when it was done in part. @param before The state of the domain before it. */
  isDone (server: Running, before: string): Promise<boolean>
}

/** A restore or a reset. */
const leadsTo = (call: string, state: string): Change => ({
  call,
  async isDone (server, before) {
    const found = await stateOf(server)
    assert(found === state || found === before, `${call} was applied in part`)
    return found === state
  }
})

/** Taking a snapshot; it is removed again. @param known Ids of the others. */
const takes = (okmsId: string, known: readonly string[]): Change => ({
  call: snapshotsRoute,
  body: { okmsId },
  async isDone (server, before) {
    assert.equal(await stateOf(server), before, 'taking a snapshot changed the domain')
    const listed = (await server.admin('GET', snapshotsRoute)).body as readonly Taken[]
    const taken = listed.find(({ id }) => !known.includes(id))
    if (taken === undefined) return false
    assert((await server.admin('POST', `${snapshotsRoute}/${taken.id}/restore`)).status < 300)
    assert.equal(await stateOf(server), before, 'a snapshot was taken in part')
    assert.equal((await server.admin('DELETE', `${snapshotsRoute}/${taken.id}`)).status, 204)
    return true
  }
})

/** A call that adds a domain with this many keys and secrets, always the same one; it is removed again. */
const adds = (okmsId: string, { serviceKeyCount, secretCount }: Counts, call: string, body: object): Change => ({
  call,
  body,
  async isDone (server, before) {
    assert.equal(await stateOf(server), before, `${call} changed another domain`)
    const { status, body: domain } = await server.admin('GET', `/_emulator/domains/${okmsId}`)
    if (status === 404) return false
    const found = { serviceKeyCount: domain.serviceKeyCount as number, secretCount: domain.secretCount as number }
    assert.deepEqual(found, { serviceKeyCount, secretCount }, `${call} was done in part`)
    assert.equal((await server.admin('DELETE', `/_emulator/domains/${okmsId}?force=true`)).status, 204)
    return true
  }
})

function forks ({ id, ...counts }: Taken): Change {
  const okmsId = '33333333-3333-4333-8333-333333333333'
  return adds(okmsId, counts, `${snapshotsRoute}/${id}/fork`, { okmsId, name: 'fork' })
}

function appliesSeed (): Change {
  const okmsId = '44444444-4444-4444-8444-444444444444'
  const seed = {
    domains: [{
      okmsId,
      name: 'seeded',
      keys: Array.from({ length: keys }, (_, index) => ({ name: `key ${index}`, type: 'oct', size: 256 })),
      secrets: Array.from({ length: secrets }, (_, index) => ({ path: `kill/${index}`, data: { value: 'a value' } }))
    }]
  }
  const body = { name: 'seed.json', content: JSON.stringify(seed) }
  return adds(okmsId, { serviceKeyCount: keys, secretCount: secrets }, '/_emulator/seed', body)
}

export interface SnapshotKills {
  readonly before: number
  readonly after: number
}

export async function snapshotKills (workplace: Workplace, folder: string, { rounds, seeded, progress }: {
  readonly rounds: number
  readonly seeded: Seeded
  readonly progress: (text: string) => void
}): Promise<SnapshotKills> {
  const folders = foldersIn(folder)
  const report = { before: 0, after: 0 }
  let server = await serveReady(workplace, folders)
  const { okmsId } = server
  const route = `/_emulator/domains/${okmsId}`
  /** By the call that leads to it. */
  const states = new Map<string, string>()
  const taken: Taken[] = []
  for (let count = 0; count < 2; count++) {
    await fill(server, seeded)
    const snapshot = await take(server)
    taken.push(snapshot)
    states.set(`${snapshotsRoute}/${snapshot.id}/restore`, await stateOf(server))
  }
  assert.equal((await server.admin('POST', `${route}/reset`)).status, 204)
  states.set(`${route}/reset`, await stateOf(server))
  const changes = [
    ...[...states].map(([call, state]) => leadsTo(call, state)), takes(okmsId, taken.map(({ id }) => id)),
    ...taken.map(forks), appliesSeed()
  ]

  for (let round = 1; round <= rounds; round++) {
    const before = await stateOf(server)
    const change = seeded.pick(changes)
    const sent = server.admin('POST', change.call, change.body).catch(() => undefined)
    await delay(seeded.integer(latestKill))
    await server.kill()
    const answer = await sent
    server = await serveReady(workplace, folders)
    checkDatabase(path.join(folders.data, 'okms.db'))
    const done = await change.isDone(server, before)
    assert(done || answer === undefined, `${change.call} was answered and not done`)
    report[done ? 'after' : 'before']++
    progress(`round ${round} of ${rounds}`)
  }
  for (const [call, state] of states) {
    assert((await server.admin('POST', call)).status < 300)
    assert.equal(await stateOf(server), state)
  }
  assert.equal(await server.stop(), 0)
  return report
}
