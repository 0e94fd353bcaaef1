// Requests, starts and signals that meet at the same moment: every answer and the final state fit one order of events.

import assert from 'node:assert/strict'
import { createHash, createPublicKey, randomUUID, verify, type JsonWebKey } from 'node:crypto'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startFailures } from '../../src/domain/errors/start-failures.js'
import { rsaKeys } from '../../test/fixtures/rsa-keys.js'
import { check, creation } from '../durability/known-keys.js'
import { send } from '../durability/request.js'
import { createSeeded, type Seeded } from '../durability/seeded.js'
import { foldersIn, serve, serveReady, type Running } from '../durability/server-process.js'
import type { HostileRun, HostileSuite } from './suite.js'

const clients = 50
const rounds = {
  short: { keys: 8, starts: 2, terminations: 1, imports: 1 },
  long: { keys: 100, starts: 25, terminations: 15, imports: 25 }
}

const message = Buffer.from('a message')
const digest = createHash('sha256').update(message).digest('base64')

const calls = {
  sign: ['POST', '/sign', { message: digest, alg: 'ES256', isdigest: true }],
  activate: ['POST', '/activate', undefined],
  deactivate: ['POST', '/deactivate', { reason: 'superseded' }],
  delete: ['DELETE', '', undefined],
  show: ['GET', '?format=jwk', undefined]
} as const
type Call = keyof typeof calls

interface Event {
  readonly call: Call
  readonly begin: number
  readonly end: number
  readonly status: number
}

/** Many clients use, stop, start and delete one key. */
async function raceOnKey (
  server: Running, seeded: Seeded
): Promise<{ readonly requests: number, readonly deleted: number }> {
  const { id, keys } = (await server.call('POST', '/servicekey?format=jwk', {
    name: 'raced', type: 'EC', curve: 'P-256'
  })).body as { readonly id: string, readonly keys: readonly JsonWebKey[] }
  const publicKey = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' })
  const events: Event[] = []

  async function perform (call: Call): Promise<Event> {
    const [method, route, body] = calls[call]
    const begin = performance.now()
    const answer = await server.call(method, `/servicekey/${id}${route}`, body)
    const event: Event = { call, begin, end: performance.now(), status: answer.status }
    assert(answer.status < 500, `${call}: ${answer.status}`)
    if (call === 'sign' && answer.status === 200) {
      const signature = Buffer.from((answer.body as { signature: string }).signature, 'base64')
      const verifies = verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)
      assert(verifies, 'a signature is wrong')
    }
    events.push(event)
    return event
  }

  const others: readonly Call[] = ['sign', 'sign', 'activate', 'deactivate', 'show']
  await Promise.all(Array.from({ length: clients }, async () => {
    for (let turn = 0; turn < 4; turn++) await perform(seeded.integer(12) === 0 ? 'delete' : seeded.pick(others))
  }))

  const deletions = events.filter(({ call, status }) => call === 'delete' && status === 204)
  assert(deletions.length <= 1, `the key was deleted ${deletions.length} times`)
  const [deletion] = deletions
  const last = await perform('show')
  assert.equal(last.status, deletion === undefined ? 200 : 404)
  const late = events.filter(({ begin, status }) => deletion !== undefined && begin > deletion.end && status !== 404)
  assert.deepEqual(late, [], 'the key was used after its deletion')
  if (deletion === undefined) {
    const { body } = await server.call('GET', `/servicekey/${id}`) as { body: { attributes: { state: string } } }
    assert.equal((await perform('sign')).status, body.attributes.state === 'active' ? 200 : 400)
  }
  const [firstChange = Infinity] = events.filter(({ call }) => call === 'deactivate' || call === 'delete')
    .map(({ begin }) => begin)
    .sort((one, other) => one - other)
  const before = events.filter(({ end, call }) => call === 'sign' && end < firstChange)
  assert(before.every(({ status }) => status === 200), 'a signature was refused before any change')
  return { requests: events.length, deleted: deletions.length }
}

/** Several first starts on an empty folder: one serves, the others say that it does. */
async function raceOnFolder (run: HostileRun, folder: string): Promise<void> {
  const folders = foldersIn(folder)
  const started = await Promise.all(Array.from({ length: 3 }, () => serve(run, folders)))
  const running = started.filter((one) => one.outcome === 'running')
  const refused = started.filter((one) => one.outcome === 'ended')
  const texts = refused.map(({ code, text }) => `code ${code}: ${text}`).join('\n')
  try {
    assert.equal(running.length, 1, `${running.length} of three starts serve\n${texts}`)
    assert(refused.every(({ code }) => code === startFailures.FolderInUse.exitCode), texts)
  } finally {
    await Promise.all(running.map(async (one) => await one.stop()))
  }
  const server = await serveReady(run, folders)
  const request = creation(createSeeded(1))
  assert(await send(server, request))
  await check(server, request.subject)
  assert.equal(await server.stop(), 0)
}

/** SIGTERM in the middle of a burst: the server ends well, and what it answered is there. */
async function terminate (run: HostileRun, folder: string, seeded: Seeded): Promise<number> {
  const folders = foldersIn(folder)
  const server = await serveReady(run, folders)
  const requests = Array.from({ length: 150 }, () => creation(seeded))
  const outcomes = Promise.all(requests.map(async (request) => await send(server, request)))
  await delay(seeded.integer(250))
  assert.equal(await server.terminate(), 0)
  const answered = (await outcomes).filter((outcome) => outcome).length
  const again = await serveReady(run, folders)
  for (const { subject } of requests) await check(again, subject)
  assert.equal(await again.stop(), 0)
  return answered
}

/** SIGKILL during imports of RSA keys: each is there and signs, or is not there. */
async function killImports (
  run: HostileRun, folder: string, seeded: Seeded
): Promise<{ readonly whole: number, readonly absent: number }> {
  const folders = foldersIn(folder)
  const server = await serveReady(run, folders)
  const { kty, ...members } = rsaKeys.rsa4096
  const ids = Array.from({ length: 10 }, () => randomUUID())
  const imports = Promise.allSettled(ids.map(async (id) => await server.call('POST', '/servicekey', {
    id, name: 'imported', keys: [{ kty, ...members }], operations: ['sign', 'verify']
  })))
  await delay(seeded.integer(5000))
  await server.kill()
  const outcomes = await imports
  const again = await serveReady(run, folders)
  const counts = { whole: 0, absent: 0 }
  for (const [index, id] of ids.entries()) {
    const outcome = outcomes[index]
    const wasAnswered = outcome?.status === 'fulfilled'
    if (wasAnswered) assert.equal(outcome.value.status, 201, JSON.stringify(outcome.value.body))
    const signed = await again.call('POST', `/servicekey/${id}/sign`, { message: digest, alg: 'RS256', isdigest: true })
    assert([200, 404].includes(signed.status), `an imported key answers ${signed.status}`)
    assert(signed.status === 200 || !wasAnswered, 'an acknowledged import is lost')
    counts[signed.status === 200 ? 'whole' : 'absent']++
  }
  assert.equal(await again.stop(), 0)
  return counts
}

export const races: HostileSuite = {
  name: 'races',
  needs: [],
  async run (run) {
    const times = rounds[run.short ? 'short' : 'long']
    const seeded = createSeeded(run.seed)
    const inFolder = (name: string, turn: number) => path.join(run.folder, `${name}-${turn}`)
    const onKeys = { requests: 0, deleted: 0 }
    const server = await serveReady(run, foldersIn(inFolder('keys', 0)))
    for (let turn = 0; turn < times.keys; turn++) {
      const { requests, deleted } = await raceOnKey(server, seeded)
      onKeys.requests += requests
      onKeys.deleted += deleted
      run.progress(`${turn + 1} keys`)
    }
    assert.equal(await server.stop(), 0)
    for (let turn = 0; turn < times.starts; turn++) {
      await raceOnFolder(run, inFolder('starts', turn))
      run.progress(`${turn + 1} times three starts`)
    }
    let answered = 0
    for (let turn = 0; turn < times.terminations; turn++) {
      answered += await terminate(run, inFolder('terminations', turn), seeded)
      run.progress(`${turn + 1} terminations`)
    }
    const imports = { whole: 0, absent: 0 }
    for (let turn = 0; turn < times.imports; turn++) {
      const { whole, absent } = await killImports(run, inFolder('imports', turn), seeded)
      imports.whole += whole
      imports.absent += absent
      run.progress(`${turn + 1} kills during imports`)
    }
    // Kills that come too early or too late try nothing.
    assert(run.short || (imports.whole > 0 && imports.absent > 0), `${imports.whole} imports whole, ${imports.absent} absent`)
    return `${onKeys.requests} requests of ${clients} clients on ${times.keys} keys fit one order, in which ${onKeys.deleted} keys were deleted; of three first starts at once, ${times.starts} times, one served; ${times.terminations} terminations in a burst ended well with all of ${answered} answered keys; after ${times.imports} kills during imports ${imports.whole} keys are whole and ${imports.absent} absent`
  }
}
