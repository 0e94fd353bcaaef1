// npm run bench:rsa: how long creating RSA-4096 takes with and without keys that were generated ahead, next to creating
// oct, and whether reads wait while they are generated.

import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openConnections, type Connections, type LoadRequest } from './connections.js'
import { circumstances, commandLine, describe } from './machine.js'
import { progressLine } from './progress.js'
import { startOkmsServer, withWorkplace, type OkmsServer } from './servers.js'
import { expectReply } from './setup.js'
import { ascending, percentile } from './statistics.js'
import { figure, formatTable } from './table.js'

const { values: flags } = parseArgs({
  options: { keys: { type: 'string', default: '40' }, json: { type: 'boolean', default: false } }
})
const keys = Math.min(Number(flags.keys), 500)
const withoutPool = Math.min(keys, 10)

/** Milliseconds between two reads: few enough that the server counts as idle. */
const readInterval = 5

interface Waits {
  readonly what: string
  readonly requests: number
  readonly p50: number
  readonly p99: number
  readonly longest: number
}

function waitsOf (what: string, latencies: readonly number[]): Waits {
  const sorted = ascending(latencies)
  const at = (share: number) => percentile(sorted, share)
  return { what, requests: sorted.length, p50: at(0.5), p99: at(0.99), longest: at(1) }
}

const creation = ({ okmsId }: OkmsServer, kind: object, operations: readonly string[]): LoadRequest => ({
  method: 'POST',
  path: `/api/${okmsId}/v1/servicekey`,
  body: JSON.stringify({ name: 'benchmark', ...kind, operations }),
  status: 201
})

const rsa = (server: OkmsServer) => creation(server, { type: 'RSA', size: 4096 }, ['sign', 'verify'])
const oct = (server: OkmsServer) => creation(server, { type: 'oct', size: 256 }, ['encrypt', 'decrypt'])

/** RSA-4096 keys that are ready, and whether the pool is as full as it gets for now. */
async function pool (connections: Connections, limit: number, taken: number) {
  const text = await expectReply(connections, { method: 'GET', path: '/_emulator/metrics', status: 200 })
  const ready = Number(/^okms_emulator_rsa_keys_ahead\{size="4096"\} (\d+)$/m.exec(text)?.[1])
  return { ready, isFull: ready >= Math.min(limit, taken + 1) }
}

const progress = progressLine()

const results = await withWorkplace(async (workplace) => {
  const latencies: Record<'oct' | 'ahead' | 'now' | 'quiet' | 'filling', number[]> =
    { oct: [], ahead: [], now: [], quiet: [], filling: [] }
  const timed = async (connections: Connections, request: LoadRequest, times: number) =>
    (await connections.count(request, times)).latencies

  const limit = 8
  const server = await startOkmsServer(workplace, { flags: ['--rsa-pool', String(limit)] })
  const [creating, reading] = [openConnections(server, 1), openConnections(server, 1)]
  const read: LoadRequest = { method: 'GET', path: `/api/${server.okmsId}/v1/servicekey?max=100`, status: 200 }
  let taken = (await timed(creating, rsa(server), 1)).length
  while (latencies.ahead.length < keys) {
    progress.show(`waiting for keys ahead: ${latencies.ahead.length} of ${keys} created`)
    let state = await pool(creating, limit, taken)
    while (!state.isFull) {
      for (let reads = 0; reads < 100; reads++) {
        latencies.filling.push(...await timed(reading, read, 1))
        await delay(readInterval)
      }
      state = await pool(creating, limit, taken)
    }
    for (let reads = 0; reads < 200; reads++) {
      latencies.quiet.push(...await timed(reading, read, 1))
      await delay(readInterval)
    }
    for (let key = 0; key < state.ready; key++) {
      latencies.oct.push(...await timed(creating, oct(server), 1))
      latencies.ahead.push(...await timed(creating, rsa(server), 1))
      taken++
    }
  }
  await Promise.all([creating.close(), reading.close()])
  await server.stop()

  progress.show('without a pool')
  const without = await startOkmsServer(workplace, { flags: ['--rsa-pool', 'off'] })
  const connections = openConnections(without, 1)
  latencies.now.push(...await timed(connections, rsa(without), withoutPool))
  await connections.close()
  return [
    waitsOf('create oct', latencies.oct),
    waitsOf('create RSA-4096, key generated ahead', latencies.ahead),
    waitsOf('create RSA-4096, --rsa-pool off', latencies.now),
    waitsOf('list, nothing else to do', latencies.quiet),
    waitsOf('list, while keys are generated ahead', latencies.filling)
  ]
})

progress.end()
const surroundings = circumstances(commandLine('bench:rsa'))
if (flags.json) console.log(JSON.stringify({ ...surroundings, keys, results }, null, 2))
else {
  console.log(`${describe(surroundings)}\n`)
  console.log(formatTable<Waits>([
    { title: 'request', left: true, cell: ({ what }) => what },
    { title: 'requests', cell: ({ requests }) => String(requests) },
    { title: 'p50 ms', cell: ({ p50 }) => figure(p50) },
    { title: 'p99 ms', cell: ({ p99 }) => figure(p99) },
    { title: 'longest ms', cell: ({ longest }) => figure(longest) }
  ], results))
  const [octWait, ahead] = results
  console.log(`\nRSA-4096 generated ahead takes ${figure((ahead?.p50 ?? NaN) / (octWait?.p50 ?? NaN))} times as long as oct, at the median.`)
}
