// npm run bench:soak: resident memory from the 50,000th to the 500,000th request, over a mix of all
// operations; ten minutes at most.

import { parseArgs } from 'node:util'
import { openConnections } from './connections.js'
import { circumstances, commandLine, describe } from './machine.js'
import { residentMemory } from './process-cost.js'
import { progressLine } from './progress.js'
import { rows } from './rows.js'
import { withWorkplace } from './servers.js'
import { prepareContest } from './setup.js'
import { median } from './statistics.js'
import { formatTable } from './table.js'

const { values: flags } = parseArgs({
  options: {
    requests: { type: 'string', default: '500000' },
    minutes: { type: 'string', default: '10' },
    connections: { type: 'string', default: '16' },
    json: { type: 'boolean', default: false }
  }
})
const wanted = Math.min(Number(flags.requests), 5_000_000)
const minutes = Math.min(Number(flags.minutes), 60)
const step = Math.max(1000, wanted / 100)
/** Requests before the first sample that counts: caches fill and code is compiled meanwhile. */
const settled = wanted / 10
/** Requests between two keys of RSA-4096 work, which would otherwise fill the ten minutes. */
const rare = /RSA-4096|RSA-2048|P-521|P-384/
const share = { often: 50, rarely: 1 }

interface Sample {
  readonly requests: number
  readonly mebibytes: number
}

const progress = progressLine()

const samples = await withWorkplace(async (workplace) => {
  const { okms, requests } = await prepareContest(workplace, rows, progress.show)
  const mix = [...requests].flatMap(([row, request]) =>
    Array.from({ length: rare.test(row.name) ? share.rarely : share.often }, () => request))
  const connections = openConnections(okms, Number(flags.connections))
  const taken: Sample[] = []
  const end = performance.now() + minutes * 60_000
  let sent = 0
  while (sent < wanted && performance.now() < end) {
    sent += (await connections.count(shuffled(mix), step)).latencies.length
    taken.push({ requests: sent, mebibytes: residentMemory(okms.pid) / 2 ** 20 })
    progress.show(`${sent}/${wanted} requests, ${taken.at(-1)?.mebibytes.toFixed(0)} MiB`)
    okms.forgetLog()
  }
  await connections.close()
  return taken
})

/** Fisher-Yates, so that expensive requests do not come in a row. */
function shuffled<T> (items: readonly T[]): T[] {
  const copy = [...items]
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1))
    const [a, b] = [copy[last], copy[other]]
    if (a === undefined || b === undefined) continue
    copy[last] = b
    copy[other] = a
  }
  return copy
}

progress.end()
const counted = samples.filter(({ requests }) => requests >= settled)
const third = Math.max(1, Math.floor(counted.length / 3))
const early = median(counted.slice(0, third).map(({ mebibytes }) => mebibytes))
const late = median(counted.slice(-third).map(({ mebibytes }) => mebibytes))
const done = samples.at(-1)?.requests ?? 0
const surroundings = circumstances(commandLine('bench:soak'))
if (flags.json) console.log(JSON.stringify({ ...surroundings, requests: done, wanted, early, late, samples }, null, 2))
else {
  console.log(`${describe(surroundings)}\n`)
  console.log(formatTable<Sample>([
    { title: 'requests', cell: ({ requests }) => String(requests) },
    { title: 'resident MiB', cell: ({ mebibytes }) => mebibytes.toFixed(1) }
  ], samples.filter((_, index) => index % 10 === 9 || index === samples.length - 1)))
  console.log(`\n${done} of ${wanted} requests. Median of the first third after request ${settled}: ${early.toFixed(1)} MiB, of the last third: ${late.toFixed(1)} MiB (${late >= early ? '+' : ''}${(late - early).toFixed(1)}).`)
}
