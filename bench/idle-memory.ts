// npm run bench:memory: resident memory of an idle server: just ready, after a little of
// every operation, and a while later.

import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openConnections } from './connections.js'
import { circumstances, commandLine, describe } from './machine.js'
import { residentMemory } from './process-cost.js'
import { progressLine } from './progress.js'
import { rows } from './rows.js'
import { withWorkplace } from './servers.js'
import { prepareContest } from './setup.js'
import { formatTable } from './table.js'

const { values: flags } = parseArgs({
  options: { wait: { type: 'string', default: '30' }, json: { type: 'boolean', default: false } }
})
const wait = Math.min(Number(flags.wait), 120)
const requestsARow = 20

const progress = progressLine()

const results = await withWorkplace(async (workplace) => {
  const mebibytes = (pid: number) => residentMemory(pid) / 2 ** 20
  let ready = NaN
  const { okms, requests } = await prepareContest(workplace, rows, progress.show, (server) => {
    ready = mebibytes(server.pid)
  })
  const connections = openConnections(okms, 1)
  for (const request of requests.values()) await connections.count(request, requestsARow)
  await connections.close()
  const used = mebibytes(okms.pid)
  progress.show(`waiting ${wait} s`)
  await delay(wait * 1000)
  return [
    { when: 'just ready', mebibytes: ready },
    { when: `after ${requestsARow} requests of each of ${rows.length} rows`, mebibytes: used },
    { when: `idle ${wait} s later`, mebibytes: mebibytes(okms.pid) }
  ]
})

progress.end()
const surroundings = circumstances(commandLine('bench:memory'))
if (flags.json) console.log(JSON.stringify({ ...surroundings, results }, null, 2))
else {
  console.log(`${describe(surroundings)}\n`)
  console.log(formatTable<typeof results[number]>([
    { title: 'resident memory', left: true, cell: ({ when }) => when },
    { title: 'MiB', cell: (result) => result.mebibytes.toFixed(0) }
  ], results))
}
