// npm run bench:flatness: whether a request costs the same with 10 and with 100,000 keys, over 1 and over 200
// connections, and with 100 and with 10,000 secrets.

import path from 'node:path'
import { parseArgs } from 'node:util'
import { openConnections, type Connections, type LoadRequest } from './connections.js'
import { circumstances, commandLine, describe } from './machine.js'
import { processorTime } from './process-cost.js'
import { progressLine } from './progress.js'
import { startOkmsServer, withWorkplace, type OkmsServer } from './servers.js'
import { growSecrets, secretCreation, secretPaths, secretReads } from './secret-flatness.js'
import { createKeys, expectReply } from './setup.js'
import { ascending, median, percentile } from './statistics.js'
import { figure, formatTable } from './table.js'

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    keys: { type: 'string', default: '10,1000,100000' },
    secrets: { type: 'string', default: '100,10000' },
    connections: { type: 'string', default: '1,8,64,200' },
    json: { type: 'boolean', default: false }
  }
})
const milliseconds = Math.min(Number(flags.seconds), 30) * 1000
const keyCounts = flags.keys.split(',').map(Number)
const secretCounts = flags.secrets.split(',').map(Number)
const connectionCounts = flags.connections.split(',').map(Number)
/** Connections while the number of keys grows. */
const readingConnections = 8
const growingConnections = 16
/** Keys that requests go to in turn: more than any cache of prepared keys should hold, taken from the whole list. */
const sampledKeys = 2000
const slices = 6

interface Cost {
  readonly request: string
  /** Keys or secrets. */
  readonly items: number
  readonly connections: number
  readonly requestsPerSecond: number
  readonly p50: number
  readonly p99: number
  readonly cpuMicroseconds: number
}

const progress = progressLine()
type Requests = Record<string, LoadRequest | readonly LoadRequest[]>

/** The requests, in turns, so that a disturbance falls on all; medians over the slices. */
async function measure (server: OkmsServer, requests: Requests, connections: number, items: number): Promise<Cost[]> {
  const open = openConnections(server, connections)
  const taken = Object.entries(requests).map(([name, request]) => ({
    name, request, rates: [] as number[], cpu: [] as number[], latencies: [] as number[]
  }))
  for (const { request } of taken) await open.run(request, 200)
  for (let slice = 0; slice < slices; slice++) {
    for (const one of taken) {
      progress.show(`${items} items, ${connections} connections: ${one.name}`)
      const before = processorTime(server.pid)
      const { elapsed, latencies } = await open.run(one.request, milliseconds / slices)
      one.cpu.push((processorTime(server.pid) - before) / latencies.length)
      one.rates.push(latencies.length / elapsed * 1000)
      for (const latency of latencies) one.latencies.push(latency)
    }
    server.forgetLog()
  }
  await open.close()
  return taken.map(({ name, rates, cpu, latencies }) =>
    costOf(name, items, connections, { rate: median(rates), cpu: median(cpu), latencies }))
}

function costOf (request: string, items: number, connections: number, { rate, cpu, latencies }: {
  readonly rate: number, readonly cpu: number, readonly latencies: readonly number[]
}): Cost {
  const sorted = ascending(latencies)
  return {
    request,
    items,
    connections,
    requestsPerSecond: rate,
    cpuMicroseconds: cpu,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99)
  }
}

/** Creates keys up to this number; the cost of creating is that of the last thousand. */
async function grow (
  server: OkmsServer, connections: Connections, servicekeys: string, from: number, to: number
): Promise<Cost[]> {
  const lastStep = Math.min(1000, to - from)
  for (let present = from; present < to - lastStep;) {
    const step = Math.min(to - lastStep - present, 2000)
    await createKeys(connections, servicekeys, step)
    present += step
    progress.show(`creating keys: ${present}/${to}`)
    server.forgetLog()
  }
  const before = processorTime(server.pid)
  const { elapsed, latencies } = await createKeys(connections, servicekeys, lastStep)
  const cpu = (processorTime(server.pid) - before) / lastStep
  return lastStep < 500
    ? []
    : [costOf('create', to, growingConnections, { rate: lastStep / elapsed * 1000, cpu, latencies })]
}

/**
 * Walks the whole list: ids from all over it, and the page in its middle, where a store
 * that counts its way would be slow.
 */
async function walk (
  connections: Connections, servicekeys: string, keys: number
): Promise<{ ids: string[], middle: string }> {
  const pages = [`${servicekeys}?max=100`]
  const ids: string[] = []
  for (let more = true; more;) {
    const path = pages.at(-1) ?? ''
    const { objects_list: items, continuation_token: token, is_truncated: truncated } =
      JSON.parse(await expectReply(connections, { method: 'GET', path, status: 200 }))
    ids.push(...items.map(({ id }: { id: string }) => id))
    more = truncated
    if (more) pages.push(`${servicekeys}?max=100&continuation-token=${encodeURIComponent(token)}`)
  }
  const stride = Math.ceil(keys / sampledKeys)
  return { ids: ids.filter((_, index) => index % stride === 0), middle: pages[Math.floor(pages.length / 2)] ?? '' }
}

async function requestsOn (connections: Connections, servicekeys: string, keys: number): Promise<Requests> {
  const { ids, middle } = await walk(connections, servicekeys, keys)
  const encrypt = (id: string): LoadRequest => ({
    method: 'POST',
    path: `${servicekeys}/${id}/encrypt`,
    body: JSON.stringify({ plaintext: Buffer.alloc(32, 1).toString('base64'), context: 'flat' }),
    status: 200
  })
  const get = (id: string): LoadRequest => ({ method: 'GET', path: `${servicekeys}/${id}`, status: 200 })
  return {
    'get, one key': ids.slice(0, 1).map(get),
    'get, keys in turn': ids.map(get),
    'list of 100, first page': { method: 'GET', path: `${servicekeys}?max=100`, status: 200 },
    'list of 100, middle page': { method: 'GET', path: middle, status: 200 },
    'encrypt, one key': ids.slice(0, 1).map(encrypt),
    'encrypt, keys in turn': ids.map(encrypt)
  }
}

/** Without the keys of `measureKeys`: another server. */
async function measureSecrets (server: OkmsServer): Promise<Cost[]> {
  const paths = secretPaths(server.okmsId)
  const growing = openConnections(server, growingConnections)
  const costs: Cost[] = []
  let present = 0
  for (const secrets of secretCounts) {
    await growSecrets(growing, paths, present, secrets, (count) => {
      progress.show(`writing secrets: ${count}/${secrets}`)
    })
    present = secrets
    costs.push(...await measure(server, secretReads(paths, secrets), readingConnections, secrets))
    costs.push(...await measure(server, secretCreation(paths), readingConnections, secrets))
  }
  await growing.close()
  return costs
}

const results = await withWorkplace(async (workplace) => {
  progress.show('starting the built server')
  const server = await startOkmsServer(workplace)
  const servicekeys = `/api/${server.okmsId}/v1/servicekey`
  const growing = openConnections(server, growingConnections)
  const costs: Cost[] = []
  let requests: Requests = {}
  let present = 0
  for (const keys of keyCounts) {
    costs.push(...await grow(server, growing, servicekeys, present, keys))
    present = keys
    requests = await requestsOn(growing, servicekeys, present)
    costs.push(...await measure(server, requests, readingConnections, present))
  }
  for (const connections of connectionCounts) costs.push(...await measure(server, requests, connections, present))
  await growing.close()
  await server.stop()
  const folder = path.join(workplace.folder, 'secrets')
  return [...costs, ...await measureSecrets(await startOkmsServer(workplace, { folder }))]
})

progress.end()
const surroundings = circumstances(commandLine('bench:flatness'))
if (flags.json) console.log(JSON.stringify({ ...surroundings, seconds: milliseconds / 1000, results }, null, 2))
else {
  console.log(`${describe(surroundings)}\n`)
  console.log(formatTable<Cost>([
    { title: 'request', left: true, cell: ({ request }) => request },
    { title: 'items', cell: ({ items }) => String(items) },
    { title: 'connections', cell: ({ connections }) => String(connections) },
    { title: 'requests/s', cell: ({ requestsPerSecond }) => figure(requestsPerSecond) },
    { title: 'p50 ms', cell: ({ p50 }) => figure(p50) },
    { title: 'p99 ms', cell: ({ p99 }) => figure(p99) },
    { title: 'CPU µs', cell: ({ cpuMicroseconds }) => figure(cpuMicroseconds) }
  ], results.toSorted((a, b) => a.request.localeCompare(b.request))))
}
