// SIGKILL while a snapshot is restored or a domain is reset: the next start has the state before it or after
// it, whole.

import assert from 'node:assert/strict'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Workplace } from '../../bench/servers.js'
import { checkDatabase } from './kill-rounds.js'
import type { Seeded } from './seeded.js'
import { foldersIn, serveReady, type Running } from './server-process.js'

const keys = 40
const secrets = 30

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

async function take (server: Running): Promise<string> {
  const { status, body } = await server.admin('POST', '/_emulator/snapshots', { okmsId: server.okmsId })
  assert.equal(status, 201)
  return body.id as string
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
  const route = `/_emulator/domains/${server.okmsId}`
  /** By the call that leads to it. */
  const states = new Map<string, string>()
  for (let count = 0; count < 2; count++) {
    await fill(server, seeded)
    states.set(`/_emulator/snapshots/${await take(server)}/restore`, await stateOf(server))
  }
  assert.equal((await server.admin('POST', `${route}/reset`)).status, 204)
  states.set(`${route}/reset`, await stateOf(server))

  for (let round = 1; round <= rounds; round++) {
    const before = await stateOf(server)
    const [call, after] = seeded.pick([...states])
    const sent = server.admin('POST', call).catch(() => undefined)
    await delay(seeded.integer(latestKill))
    await server.kill()
    const answer = await sent
    server = await serveReady(workplace, folders)
    checkDatabase(path.join(folders.data, 'okms.db'))
    const found = await stateOf(server)
    assert(found === after || (found === before && answer === undefined), `${call} was applied in part`)
    report[found === after ? 'after' : 'before']++
    progress(`round ${round} of ${rounds}`)
  }
  for (const [call, state] of states) {
    assert((await server.admin('POST', call)).status < 300)
    assert.equal(await stateOf(server), state)
  }
  assert.equal(await server.stop(), 0)
  return report
}
