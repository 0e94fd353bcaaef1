// The test controls of one server under attack: wrong and extreme requests, waits and streams that are abandoned, long
// chains of forks, and controls of some domains that meet while other domains work.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import https from 'node:https'
import type { Reply } from '../../test/harness/client.js'
import { createSeeded, type Seeded } from '../durability/seeded.js'
import { controlRequests } from './control-values.js'
import { faultsInLog, startHostileServer, type HostileServer } from './hostile-server.js'
import type { HostileRun, HostileSuite } from './suite.js'

const rounds = {
  short: { abandoned: 200, forks: 40, steps: 60 },
  long: { abandoned: 2000, forks: 400, steps: 1000 }
}
/** Milliseconds that one request may take, on a machine that does other work too. */
const patience = 10_000
/** Megabytes that abandoned requests may add permanently. */
const growth = 100

/** The domains whose controls are used, and those that only work. */
const domains = { steered: 4, undisturbed: 2 }

type Ask = (method: string, path: string, body?: unknown) => Promise<Reply>
const askingOf = ({ admin }: HostileServer): Ask => async (method, path, body) => {
  const reply = await admin.request(method, `/_emulator${path}`, body)
  assert(reply.status < 500, `${method} ${path.slice(0, 80)}: ${reply.status} ${JSON.stringify(reply.body)}`)
  return reply
}

/** All there is, with the material of keys; no credentials. */
const stateOf = async (ask: Ask) => (await ask('GET', '/export?material=true')).body as { readonly content: string }

/** Sends each request; those that are refused change nothing. */
async function sendWrong (
  server: HostileServer, ask: Ask
): Promise<{ readonly sent: number, readonly refused: number }> {
  const { okmsId = '' } = (await ask('POST', '/domains', { name: 'fuzzed' })).body as { okmsId?: string }
  const counts = { sent: 0, refused: 0 }
  for (const { method, path, body, raw } of controlRequests(okmsId)) {
    const isSeed = path === '/seed'
    const before = isSeed ? await stateOf(ask) : undefined
    const began = performance.now()
    const reply = raw === undefined
      ? await ask(method, path, body)
      : await server.admin.request(method, `/_emulator${path}`, undefined, {
        raw, headers: { 'content-type': 'application/json' }
      })
    const what = `${method} ${path} ${JSON.stringify(body)?.slice(0, 100)}`
    assert(reply.status < 500, `${what}: ${reply.status}`)
    assert(performance.now() - began < patience, `${what} took ${Math.round(performance.now() - began)} ms`)
    counts.sent++
    if (reply.status >= 400) {
      counts.refused++
      const { errors } = reply.body as { errors?: readonly string[] }
      assert(errors?.[0], `${what}: no text`)
      assert(JSON.stringify(errors).length < 20_000, `${what}: ${JSON.stringify(errors).length} characters`)
      if (before !== undefined) assert.deepEqual(await stateOf(ask), before, `${what} changed something`)
    }
    if (path.endsWith('/clock')) await ask('DELETE', path)
    if (path === '/faults') await ask('DELETE', '/faults')
  }
  return counts
}

/** Waits and streams whose clients leave: what they held is free again. */
async function abandon (run: HostileRun, server: HostileServer, ask: Ask, times: number): Promise<number> {
  const { endpoint, files } = server.ready
  const [ca, cert, key] = [files.ca, files.adminCertificate, files.adminPrivateKey].map((file) => readFileSync(file))
  const [child] = run.children
  const megabytes = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child?.pid}/status`, 'utf8'))?.[1]) / 1024
  const agent = new https.Agent({ ca, cert, key, keepAlive: false, maxSockets: 20 })
  const leave = async (path: string) => {
    await new Promise<void>((resolve) => {
      const request = https.get(`${endpoint}/_emulator/journal/${path}`, { agent })
      request.on('error', () => {}).on('close', resolve)
      // A stream answers at once, a wait not before its end.
      request.on('response', () => { request.destroy() })
      request.on('socket', (socket) => {
        socket.on('secureConnect', () => { setTimeout(() => { request.destroy() }, 30) })
      })
    })
  }
  const all = async (count: number) => {
    await Promise.all(Array.from({ length: count }, async (_, index) => {
      await leave(index % 2 === 0 ? 'wait?timeout=60s&count=10000' : 'stream')
    }))
  }
  await all(times)
  const before = megabytes()
  await all(times)
  const grown = megabytes() - before
  assert(grown < growth, `${times} abandoned requests left ${Math.round(grown)} MB`)
  assert.equal((await ask('GET', '/journal/count')).status, 200)
  agent.destroy()
  return Math.max(0, Math.round(grown))
}

interface Worked { readonly okmsId: string, readonly keyId: string }

const api = async ({ admin }: HostileServer, okmsId: string, method: string, path: string, body?: unknown) =>
  await admin.request(method, `/api/${okmsId}/v1${path}`, body)

async function add (ask: Ask, path: string, body: object): Promise<Readonly<Record<string, string>>> {
  const reply = await ask('POST', path, body)
  assert.equal(reply.status, 201, `POST ${path}: ${JSON.stringify(reply.body)}`)
  return reply.body as Record<string, string>
}

/** Each fork is a fork of the one before; then snapshots are restored while they are removed. */
async function forkOn (ask: Ask, seed: string, times: number): Promise<number> {
  const made: string[] = []
  const snapshots: string[] = []
  let okmsId = seed
  for (let turn = 0; turn < times; turn++) {
    const { id = '' } = await add(ask, '/snapshots', { okmsId, name: `fork ${turn}` })
    snapshots.push(id)
    const fork = await add(ask, `/snapshots/${id}/fork`, { name: `fork ${turn}` })
    okmsId = fork['okmsId'] ?? ''
    made.push(okmsId)
  }
  const [, exported] = [await ask('GET', '/snapshots'), await ask('GET', `/export?okmsId=${okmsId}`)]
  assert.equal(exported.status, 200)
  await Promise.all(snapshots.flatMap((id, index) => [
    (async () => {
      const { status } = await ask('POST', `/snapshots/${id}/restore`)
      assert([200, 204, 404].includes(status), `a restore answers ${status}`)
    })(),
    (async () => { assert.equal((await ask('DELETE', `/snapshots/${id}`)).status, 204) })(),
    // A snapshot of a domain that is removed is refused or brings it back, as a whole.
    ...index % 4 === 0 ? [ask('DELETE', `/domains/${made[index]}`)] : []
  ]))
  assert.deepEqual((await ask('GET', '/snapshots')).body, [])
  for (const id of made) await ask('DELETE', `/domains/${id}`)
  return snapshots.length
}

/** A domain with a client of its own, which sees what controls do to it. */
async function fill (server: HostileServer, ask: Ask, name: string): Promise<Worked & { readonly token: string }> {
  const { okmsId = '' } = await add(ask, '/domains', { name })
  const { token = '' } = await add(ask, '/tokens', { name, okmsIds: [okmsId] })
  const reply = await server.anonymous.request('POST', `/api/${okmsId}/v1/servicekey`, {
    name, type: 'oct', size: 256, operations: ['encrypt', 'decrypt']
  }, { headers: { authorization: `Bearer ${token}` } })
  assert.equal(reply.status, 201, JSON.stringify(reply.body))
  return { okmsId, token, keyId: String((reply.body as { id: string }).id) }
}

/** Controls of some domains meet; the others answer as if they were alone. */
async function steer (
  server: HostileServer, ask: Ask, seeded: Seeded, steps: number
): Promise<{ readonly moves: number, readonly undisturbed: number }> {
  const names = (count: number, what: string) => Array.from({ length: count }, (_, index) => `${what} ${index}`)
  const steered = await Promise.all(names(domains.steered, 'steered').map((name) => fill(server, ask, name)))
  const others = await Promise.all(names(domains.undisturbed, 'undisturbed').map((name) => fill(server, ask, name)))
  const counts = { moves: 0, undisturbed: 0 }
  const over = new AbortController()

  const moves: ReadonlyArray<(domain: Worked) => Promise<Reply>> = [
    ({ okmsId }) => ask('PATCH', `/domains/${okmsId}/clock`, { advance: '30d', frozen: seeded.integer(2) === 0 }),
    ({ okmsId }) => ask('DELETE', `/domains/${okmsId}/clock`),
    ({ okmsId }) => ask('POST', '/faults', { match: { okmsId }, trigger: { next: 3 }, effect: { status: 429 } }),
    ({ okmsId }) => ask('DELETE', `/faults?okmsId=${okmsId}`),
    ({ okmsId }) => ask('DELETE', `/journal?okmsId=${okmsId}`),
    ({ okmsId }) => ask('POST', `/domains/${okmsId}/reset`),
    async ({ okmsId }) => {
      const { id } = await add(ask, '/snapshots', { okmsId })
      await Promise.all([ask('POST', `/snapshots/${id}/restore`), ask('GET', `/export?okmsId=${okmsId}`)])
      const { okmsId: fork } = await add(ask, `/snapshots/${id}/fork`, { name: 'a fork' })
      await ask('DELETE', `/domains/${fork}`)
      return await ask('DELETE', `/snapshots/${id}`)
    }
  ]
  const work = async ({ okmsId, keyId, token }: Worked & { readonly token: string }) => {
    const headers = { authorization: `Bearer ${token}` }
    while (!over.signal.aborted) {
      const { status, headers: sent } = await server.anonymous.request(
        'POST', `/api/${okmsId}/v1/servicekey/${keyId}/encrypt`, { plaintext: 'aGVsbG8=' }, { headers })
      assert.equal(status, 200, 'a domain is disturbed by the controls of others')
      const late = Date.parse(String(sent['date'])) - Date.now()
      assert(Math.abs(late) < 60_000, `its answers are ${late} ms away from the time`)
      counts.undisturbed++
    }
  }
  const working = Promise.all(others.map(work))
  const all = steered.map(async (domain) => {
    for (let step = 0; step < steps; step++) {
      const move = await seeded.pick(moves)(domain)
      assert(move.status < 400, `a control answers ${move.status} ${JSON.stringify(move.body)}`)
      const { status } = await api(server, domain.okmsId, 'GET', '/servicekey')
      assert(status < 500, `a steered domain answers ${status}`)
      counts.moves++
    }
  })
  try {
    await Promise.race([Promise.all(all), working])
    await Promise.all(all)
  } finally {
    over.abort()
    await working
  }
  for (const { okmsId, keyId } of others) {
    const { body: clock } = await ask('GET', `/domains/${okmsId}/clock`) as { body: { real: boolean } }
    const { body: entries } = await ask('GET', `/journal/count?okmsId=${okmsId}&operationId=Encrypt`) as {
      body: { count: number }
    }
    const { body: list } = await ask('GET', `/export?okmsId=${okmsId}`) as { body: { content: string } }
    assert.equal(clock.real, true)
    assert(entries.count > 0, 'the journal of a domain was cleared with that of another')
    assert(list.content.includes(keyId), 'a key is gone')
  }
  return counts
}

export const controls: HostileSuite = {
  name: 'controls',
  needs: [],
  async run (run) {
    const times = rounds[run.short ? 'short' : 'long']
    const server = await startHostileServer(run)
    const ask = askingOf(server)
    try {
      const wrong = await sendWrong(server, ask)
      run.progress(`${wrong.sent} requests`)
      const grown = await abandon(run, server, ask, times.abandoned)
      run.progress(`${times.abandoned} abandoned`)
      const { okmsId } = await fill(server, ask, 'first')
      const snapshots = await forkOn(ask, okmsId, times.forks)
      run.progress(`${snapshots} forks`)
      const { moves, undisturbed } = await steer(server, ask, createSeeded(run.seed), times.steps)
      assert.deepEqual(faultsInLog(server.wholeLog()).slice(0, 5), [])
      return `${wrong.sent} wrong or extreme requests, ${wrong.refused} refused with a text and without an effect; ${times.abandoned} abandoned waits and streams left ${grown} MB; a chain of ${snapshots} forks, whose snapshots were restored and removed at once; ${moves} moves in ${domains.steered} domains, and ${undisturbed} requests of ${domains.undisturbed} others that saw none of it`
    } finally {
      await server.stop()
    }
  }
}
