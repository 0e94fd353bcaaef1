// npm run bench:domains: how long a domain with its client takes to create, empty, snapshot, restore, fork and remove,
// and what hundreds of domains cost a server in memory and on disk.

import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startEmulator } from '../src/index.js'
import { openConnections, type Connections, type LoadRequest } from './connections.js'
import { circumstances, commandLine, describe } from './machine.js'
import { residentMemory } from './process-cost.js'
import { progressLine } from './progress.js'
import { startOkmsServer, withWorkplace, type OkmsServer } from './servers.js'
import { expectReply } from './setup.js'
import { ascending, median, percentile } from './statistics.js'
import { figure, formatTable } from './table.js'

const { values: flags } = parseArgs({
  options: {
    domains: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '100' },
    json: { type: 'boolean', default: false }
  }
})
const domains = Number(flags.domains)
const rounds = Number(flags.rounds)
const keysEach = 5

interface Result {
  readonly what: string
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
}

const progress = progressLine()

const post = (url: string, body: object | undefined, status: number): LoadRequest => ({
  method: 'POST', path: url, body: body === undefined ? '' : JSON.stringify(body), status
})

async function timed<Value> (into: number[], work: () => Promise<Value>): Promise<Value> {
  const start = performance.now()
  const value = await work()
  into.push(performance.now() - start)
  return value
}

const resultOf = (what: string, samples: readonly number[]): Result =>
  ({ what, p50: median(samples), p95: percentile(ascending(samples), 0.95) })

/** The admin API over one kept connection. */
const adminOf = ({ pki, ...server }: OkmsServer) => {
  const inPki = (name: string) => readFileSync(path.join(pki, name))
  return openConnections(
    { ...server, tls: { ...server.tls, cert: inPki('admin.pem'), key: inPki('admin-key.pem') } }, 1
  )
}

async function overHttps (admin: Connections, server: OkmsServer): Promise<readonly Result[]> {
  const samples = new Map<string, number[]>()
  const own = openConnections(server, 1)
  async function ask (what: string, request: LoadRequest) {
    const taken = samples.get(what) ?? []
    samples.set(what, taken)
    return JSON.parse(await timed(taken, async () => await expectReply(admin, request)) || '{}')
  }
  const domain = `/_emulator/domains/${server.okmsId}`
  for (let round = 0; round < rounds; round++) {
    await ask('an empty request, for comparison', { method: 'GET', path: domain, status: 200 })
    const { okmsId } = await ask('create, with a client', post('/_emulator/domains', { client: {} }, 201))
    for (let key = 0; key < keysEach; key++) {
      await expectReply(own, post(`/api/${server.okmsId}/v1/servicekey`, {
        name: 'benchmark', type: 'oct', size: 256, operations: ['encrypt', 'decrypt']
      }, 201))
    }
    const { id } = await ask('take a snapshot', post('/_emulator/snapshots', { okmsId: server.okmsId }, 201))
    await ask('reset', post(`${domain}/reset`, undefined, 204))
    await ask('restore', post(`/_emulator/snapshots/${id}/restore`, undefined, 200))
    const fork = await ask('fork, with a client', post(`/_emulator/snapshots/${id}/fork`, { client: {} }, 201))
    await ask('delete a snapshot', { method: 'DELETE', path: `/_emulator/snapshots/${id}`, status: 204 })
    await ask('remove', { method: 'DELETE', path: `/_emulator/domains/${okmsId}`, status: 204 })
    await expectReply(admin, { method: 'DELETE', path: `/_emulator/domains/${fork.okmsId}?force=true`, status: 204 })
    await expectReply(admin, post(`${domain}/reset`, undefined, 204))
    progress.show(`round ${round + 1} of ${rounds}`)
  }
  await own.close()
  return [...samples].map(([what, taken]) => resultOf(`HTTPS: ${what}`, taken))
}

async function byLibrary (): Promise<readonly Result[]> {
  const emulator = await startEmulator()
  const samples: number[] = []
  for (let round = 0; round < rounds; round++) {
    await timed(samples, async () => await emulator.createDomain())
  }
  await emulator.close()
  return [resultOf('library: create, with a client', samples)]
}

async function costOfMany (admin: Connections, { pid }: OkmsServer, data: string) {
  const size = () => ['okms.db', 'okms.db-wal'].reduce((sum, name) =>
    sum + (statSync(path.join(data, name), { throwIfNoEntry: false })?.size ?? 0), 0)
  const before = { memory: residentMemory(pid), file: size() }
  for (let count = 0; count < domains; count++) {
    await expectReply(admin, post('/_emulator/domains', { client: {} }, 201))
    progress.show(`domain ${count + 1} of ${domains}`)
  }
  return {
    memoryKib: (residentMemory(pid) - before.memory) / domains / 1024, fileKib: (size() - before.file) / domains / 1024
  }
}

const { results, cost } = await withWorkplace(async (workplace) => {
  const folder = path.join(workplace.folder, 'domains')
  const server = await startOkmsServer(workplace, { folder })
  const admin = adminOf(server)
  const results = [...await byLibrary(), ...await overHttps(admin, server)]
  const cost = await costOfMany(admin, server, path.join(folder, 'data'))
  await admin.close()
  return { results, cost }
})

progress.end()
const surroundings = circumstances(commandLine('bench:domains'))
if (flags.json) console.log(JSON.stringify({ ...surroundings, results, cost }, null, 2))
else {
  const [, compared] = results
  console.log(`${describe(surroundings)}\n`)
  console.log(formatTable<Result>([
    { title: `one at a time, ${keysEach} keys in a snapshot`, left: true, cell: ({ what }) => what },
    { title: 'p50 ms', cell: ({ p50 }) => figure(p50) },
    { title: 'p95 ms', cell: ({ p95 }) => figure(p95) },
    { title: 'ratio', cell: ({ p50 }) => figure(p50 / (compared?.p50 ?? NaN)) }
  ], results))
  console.log(`\n${domains} domains with a client each: ${figure(cost.memoryKib)} KiB of memory and ${figure(cost.fileKib)} KiB on disk for each`)
}
