// npm run bench:mixed: how long reads and random wait while 8 connections sign with
// RSA-4096 and 2 create RSA-4096 keys.

import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { openConnections, type LoadRequest } from './connections.js'
import { importRequest, keyRing } from './key-ring.js'
import { circumstances, commandLine, describe } from './machine.js'
import { progressLine } from './progress.js'
import { startOkmsServer, withWorkplace } from './servers.js'
import { createKeys, expectReply } from './setup.js'
import { ascending, percentile } from './statistics.js'
import { figure, formatTable } from './table.js'

const { values: flags } = parseArgs({
  options: { seconds: { type: 'string', default: '10' }, json: { type: 'boolean', default: false } }
})
const seconds = Math.min(Number(flags.seconds), 120)

interface Waits {
  readonly what: string
  readonly load: string
  readonly requests: number
  readonly p50: number
  readonly p99: number
  readonly longest: number
}

const progress = progressLine()

const results = await withWorkplace(async (workplace) => {
  progress.show('starting the built server')
  const server = await startOkmsServer(workplace)
  const setup = openConnections(server, 1)
  const servicekeys = `/api/${server.okmsId}/v1/servicekey`
  await createKeys(setup, servicekeys, 100)
  const keyId = randomUUID()
  await expectReply(setup, {
    method: 'POST', path: servicekeys, body: importRequest(keyId, 'RSA-4096', await keyRing()('RSA-4096')), status: 201
  })
  await setup.close()

  const readers: readonly (readonly [string, LoadRequest])[] = [
    ['get', { method: 'GET', path: `${servicekeys}/${keyId}`, status: 200 }],
    ['list of 100', { method: 'GET', path: `${servicekeys}?max=100`, status: 200 }],
    ['random', { method: 'GET', path: `/api/${server.okmsId}/v1/random?length=32`, status: 200 }]
  ]
  const sign: LoadRequest = {
    method: 'POST',
    path: `${servicekeys}/${keyId}/sign`,
    body: JSON.stringify({ message: Buffer.alloc(32, 1).toString('base64'), alg: 'PS256', isdigest: true }),
    status: 200
  }
  const create: LoadRequest = {
    method: 'POST',
    path: servicekeys,
    body: JSON.stringify({ name: 'benchmark', type: 'RSA', size: 4096, operations: ['sign', 'verify'] }),
    status: 201
  }

  const waits: Waits[] = []
  for (const load of ['none', 'with RSA-4096'] as const) {
    progress.show(`reading, load: ${load}`)
    const working = readers.map(([what, request]) => ({ what, request, connections: openConnections(server, 1) }))
    if (load !== 'none') {
      working.push(
        { what: 'sign PS256 RSA-4096', request: sign, connections: openConnections(server, 8) },
        { what: 'create RSA-4096', request: create, connections: openConnections(server, 2) }
      )
    }
    await Promise.all(working.map(({ request, connections }) => connections.run(request, 500)))
    const loads = await Promise.all(working.map(({ request, connections }) => connections.run(request, seconds * 1000)))
    loads.forEach(({ latencies }, index) => {
      const sorted = ascending(latencies)
      waits.push({
        what: working[index]?.what ?? '',
        load,
        requests: sorted.length,
        p50: percentile(sorted, 0.5),
        p99: percentile(sorted, 0.99),
        longest: percentile(sorted, 1)
      })
    })
    await Promise.all(working.map(({ connections }) => connections.close()))
    server.forgetLog()
  }
  return waits
})

progress.end()
const surroundings = circumstances(commandLine('bench:mixed'))
if (flags.json) console.log(JSON.stringify({ ...surroundings, seconds, results }, null, 2))
else {
  console.log(`${describe(surroundings)}\n`)
  console.log(formatTable<Waits>([
    { title: 'request', left: true, cell: ({ what }) => what },
    { title: 'concurrent load', left: true, cell: ({ load }) => load },
    { title: 'requests', cell: ({ requests }) => String(requests) },
    { title: 'p50 ms', cell: ({ p50 }) => figure(p50) },
    { title: 'p99 ms', cell: ({ p99 }) => figure(p99) },
    { title: 'longest ms', cell: ({ longest }) => figure(longest) }
  ], results))
}
