// npm run bench: every row of rows.ts on the built server and on the bare server, in
// turns, at 1, 16 and 64 connections.

import { parseArgs } from 'node:util'
import { compare, type Comparison, type Figures } from './compare.js'
import { openConnections } from './connections.js'
import { circumstances, commandLine, describe } from './machine.js'
import { progressLine } from './progress.js'
import type { Row } from './row.js'
import { rows } from './rows.js'
import { withWorkplace } from './servers.js'
import { prepareContest, type Contest } from './setup.js'
import { figure, formatTable, type Column } from './table.js'

const usage = `npm run bench -- [options]
  --only REGEX         rows whose name matches, case ignored (default: all)
  --connections LIST   numbers of connections (default: 1,16,64)
  --seconds NUMBER     time for each row, number of connections and server (default: 1.2)
  --starts NUMBER      times that both servers are restarted and everything is measured; the median of each row counts (default: 1)
  --json               one JSON object instead of tables
  --list               the names of the rows`

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    connections: { type: 'string', default: '1,16,64' },
    seconds: { type: 'string', default: '1.2' },
    starts: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false }
  }
})

interface Result extends Comparison {
  readonly row: string
  readonly connections: number
}

const slices = 4
const warmUp = { connections: 16, milliseconds: 1000 }
/** The aim for every row, of the bare server's rate. */
const aim = 0.85

const progress = progressLine()

async function measure (chosen: readonly Row[], counts: readonly number[], milliseconds: number): Promise<Result[]> {
  return await withWorkplace(async (workplace) => {
    const contest = await prepareContest(workplace, chosen, progress.show)
    await warm(contest)
    const results: Result[] = []
    for (const connections of counts) {
      const okms = { pid: contest.okms.pid, connections: openConnections(contest.okms, connections) }
      const bare = { pid: contest.bare.pid, connections: openConnections(contest.bare, connections) }
      for (const [row, request] of contest.requests) {
        progress.show(`${results.length + 1}/${chosen.length * counts.length} ${row.name}, ${connections} connections`)
        results.push({
          row: row.name,
          connections,
          ...await compare({ okms, bare }, request, { slices, milliseconds: milliseconds / slices })
        })
        contest.okms.forgetLog()
      }
      await Promise.all([okms.connections.close(), bare.connections.close()])
    }
    return results
  })
}

/** Lets both servers compile their hot paths, row by row. */
async function warm ({ okms, bare, requests }: Contest): Promise<void> {
  for (const server of [okms, bare]) {
    const connections = openConnections(server, warmUp.connections)
    for (const [row, request] of requests) {
      progress.show(`warming up: ${row.name}`)
      await connections.run(request, warmUp.milliseconds)
    }
    await connections.close()
  }
}

const pair = (title: string, read: (figures: Figures) => number): Column<Result>[] => [
  { title, cell: ({ okms }) => figure(read(okms)) },
  { title: 'x bare', cell: ({ ratio }) => read(ratio).toFixed(2) }
]

/**
 * Of each row the result whose ratio is the middle one: two starts of the same program differ by up to a
 * tenth for as long as they live.
 */
function middleOf (starts: readonly (readonly Result[])[]): readonly Result[] {
  return (starts[0] ?? []).map((_, index) => {
    const ofRow = starts.flatMap((results) => results[index] ?? [])
      .sort((a, b) => a.ratio.requestsPerSecond - b.ratio.requestsPerSecond)
    const middle = ofRow[Math.floor((ofRow.length - 1) / 2)]
    if (middle === undefined) throw new Error('a row was not measured')
    return middle
  })
}

const columns: readonly Column<Result>[] = [
  { title: 'row', left: true, cell: ({ row }) => row },
  ...pair('requests/s', ({ requestsPerSecond }) => requestsPerSecond),
  ...pair('p50 ms', ({ p50 }) => p50),
  ...pair('p99 ms', ({ p99 }) => p99),
  ...pair('CPU µs', ({ cpuMicroseconds }) => cpuMicroseconds)
]

function print (results: readonly Result[], counts: readonly number[]): void {
  for (const count of counts) {
    console.log(`\n${count} connection${count === 1 ? '' : 's'}\n${formatTable(columns, results.filter(({ connections }) => connections === count))}`)
  }
  const below = results.filter(({ ratio }) => ratio.requestsPerSecond < aim)
  console.log(`\n"x bare": 1.00 is as good as the bare server, less is worse. CPU: time of the server's process a request.
${results.length - below.length} of ${results.length} at ${aim} of the bare server's requests/s or better${below.length > 0 ? `; below: ${below.map(({ row, connections, ratio }) => `${row} at ${connections} (${ratio.requestsPerSecond.toFixed(2)})`).join(', ')}` : ''}`)
}

async function main (): Promise<void> {
  const only = new RegExp(flags.only, 'i')
  const chosen = rows.filter(({ name }) => only.test(name))
  const counts = flags.connections.split(',').map(Number)
  const seconds = Number(flags.seconds)
  const starts = Number(flags.starts)
  if (flags.help) return console.log(usage)
  if (flags.list) return console.log(rows.map(({ name }) => name).join('\n'))
  if (chosen.length === 0 || !(seconds > 0) || !(Number.isInteger(starts) && starts > 0 && starts <= 20) ||
      !counts.every((count) => Number.isInteger(count) && count > 0 && count <= 500)) {
    console.error(usage)
    process.exitCode = 2
    return
  }
  const surroundings = circumstances(commandLine('bench'))
  const measured: Result[][] = []
  while (measured.length < starts) measured.push(await measure(chosen, counts, seconds * 1000))
  const results = middleOf(measured)
  progress.end()
  if (flags.json) console.log(JSON.stringify({ ...surroundings, seconds, slices, starts, results }, null, 2))
  else {
    console.log(describe(surroundings))
    print(results, counts)
  }
}

await main()
