// npm run bench:handshakes: a new connection for every request: how many a second, and what each costs,
// compared with the bare server.

import { parseArgs } from 'node:util'
import { compare, type Comparison } from './compare.js'
import type { Connections, LoadRequest, Target } from './connections.js'
import { openConnections } from './connections.js'
import { circumstances, commandLine, describe } from './machine.js'
import { progressLine } from './progress.js'
import { rows } from './rows.js'
import { withWorkplace } from './servers.js'
import { prepareContest } from './setup.js'
import { figure, formatTable } from './table.js'

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    connections: { type: 'string', default: '1,16' },
    json: { type: 'boolean', default: false }
  }
})
const milliseconds = Math.min(Number(flags.seconds), 60) * 1000
const slices = 8

/**
 * Like openConnections, but each request opens a connection, is answered, and closes it: a
 * full handshake, nothing resumed.
 */
function singleUse (target: Target, count: number): Connections {
  async function run (requests: LoadRequest | readonly LoadRequest[], duration: number) {
    const [request] = [requests].flat()
    if (request === undefined) throw new Error('no request')
    const latencies: number[] = []
    const start = performance.now()
    await Promise.all(Array.from({ length: count }, async () => {
      while (performance.now() - start < duration) {
        const began = performance.now()
        const connection = openConnections(target, 1)
        await connection.count(request, 1)
        latencies.push(performance.now() - began)
        await connection.close()
      }
    }))
    return { elapsed: performance.now() - start, latencies }
  }
  const never = () => Promise.reject(new Error('not for connections of a single use'))
  return { run, count: never, call: never, close: async () => {} }
}

const progress = progressLine()

const results = await withWorkplace(async (workplace) => {
  const chosen = rows.filter(({ name }) => name === 'random')
  const { okms, bare, requests } = await prepareContest(workplace, chosen, progress.show)
  const measured: (Comparison & { connections: number })[] = []
  for (const count of flags.connections.split(',').map(Number)) {
    for (const request of requests.values()) {
      progress.show(`${count} at a time`)
      const sides = {
        okms: { pid: okms.pid, connections: singleUse(okms, count) },
        bare: { pid: bare.pid, connections: singleUse(bare, count) }
      }
      await sides.okms.connections.run(request, 500)
      await sides.bare.connections.run(request, 500)
      measured.push({
        connections: count, ...await compare(sides, request, { slices, milliseconds: milliseconds / slices })
      })
    }
  }
  return measured
})

progress.end()
const surroundings = circumstances(commandLine('bench:handshakes'))
if (flags.json) console.log(JSON.stringify({ ...surroundings, seconds: milliseconds / 1000, results }, null, 2))
else {
  console.log(`${describe(surroundings)}\n`)
  console.log(formatTable<typeof results[number]>([
    { title: 'at a time', cell: ({ connections }) => String(connections) },
    { title: 'handshakes/s', cell: ({ okms }) => figure(okms.requestsPerSecond) },
    { title: 'x bare', cell: ({ ratio }) => ratio.requestsPerSecond.toFixed(2) },
    { title: 'p50 ms', cell: ({ okms }) => figure(okms.p50) },
    { title: 'x bare', cell: ({ ratio }) => ratio.p50.toFixed(2) },
    { title: 'p99 ms', cell: ({ okms }) => figure(okms.p99) },
    { title: 'x bare', cell: ({ ratio }) => ratio.p99.toFixed(2) },
    { title: 'CPU µs', cell: ({ okms }) => figure(okms.cpuMicroseconds) },
    { title: 'x bare', cell: ({ ratio }) => ratio.cpuMicroseconds.toFixed(2) }
  ], results))
  console.log('\nOne connection, one handshake with both certificates, one GET of random bytes. "x bare": 1.00 is as good as the bare server, less is worse.')
}
