// npm run bench:start: time from the start of the process to the ready line, first start and with an existing database.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { circumstances, commandLine, describe, projectRoot } from './machine.js'
import { processorTime, residentMemory } from './process-cost.js'
import { progressLine } from './progress.js'
import { findReady, stopChild, withWorkplace, type Workplace } from './servers.js'
import { ascending, median, percentile } from './statistics.js'
import { formatTable } from './table.js'

const { values: flags } = parseArgs({
  options: { times: { type: 'string', default: '9' }, json: { type: 'boolean', default: false } }
})
const times = Math.min(Number(flags.times), 100)

/** Milliseconds until ready, and what the process had cost by then. */
interface Start {
  readonly milliseconds: number
  readonly cpuMilliseconds: number
  readonly memory: number
}

/** Output through a pipe, so that the ready line is seen the moment it is written. */
async function timeStart (workplace: Workplace, folder: string): Promise<Start> {
  const began = performance.now()
  const args = [
    path.join(projectRoot, 'dist/main.js'), 'serve', '--port', '0', '--data', path.join(folder, 'data'), '--certs',
    path.join(folder, 'certs'), '--log-level', 'info'
  ]
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  workplace.children.add(child)
  let output = ''
  for await (const chunk of child.stdout) {
    output += String(chunk)
    if (findReady(output) !== undefined) break
  }
  const milliseconds = performance.now() - began
  if (findReady(output) === undefined || child.pid === undefined) throw new Error(`the server did not become ready:\n${output}`)
  const start = { milliseconds, cpuMilliseconds: processorTime(child.pid) / 1000, memory: residentMemory(child.pid) }
  await stopChild(child)
  workplace.children.delete(child)
  return start
}

/** What any program on this Node needs, as a floor under the other rows. */
async function timeEmptyProgram (): Promise<Start> {
  const began = performance.now()
  const child = spawn(process.execPath, ['--input-type=module', '--eval', ''], { stdio: 'ignore' })
  await once(child, 'exit')
  return { milliseconds: performance.now() - began, cpuMilliseconds: NaN, memory: NaN }
}

const progress = progressLine()

const results = await withWorkplace(async (workplace) => {
  const starts: Record<string, Start[]> = { 'first start': [], 'existing database': [], 'empty Node program': [] }
  for (let time = 1; time <= times; time++) {
    progress.show(`start ${time}/${times}`)
    const folder = mkdtempSync(path.join(workplace.folder, 'start-'))
    starts['first start']?.push(await timeStart(workplace, folder))
    starts['existing database']?.push(await timeStart(workplace, folder))
    starts['empty Node program']?.push(await timeEmptyProgram())
  }
  return Object.entries(starts).map(([what, samples]) => {
    const sorted = ascending(samples.map(({ milliseconds }) => milliseconds))
    return {
      what,
      times,
      median: median(sorted),
      shortest: percentile(sorted, 0),
      longest: percentile(sorted, 1),
      cpu: median(samples.map(({ cpuMilliseconds }) => cpuMilliseconds)),
      mebibytes: median(samples.map(({ memory }) => memory)) / 2 ** 20
    }
  })
})

progress.end()
const surroundings = circumstances(commandLine('bench:start'))
const whole = (value: number) => Number.isNaN(value) ? '-' : value.toFixed(0)
if (flags.json) console.log(JSON.stringify({ ...surroundings, results }, null, 2))
else {
  console.log(`${describe(surroundings)}\n`)
  console.log(formatTable<typeof results[number]>([
    { title: 'process to ready', left: true, cell: ({ what }) => what },
    { title: 'starts', cell: (result) => String(result.times) },
    { title: 'median ms', cell: (result) => whole(result.median) },
    { title: 'shortest ms', cell: ({ shortest }) => whole(shortest) },
    { title: 'longest ms', cell: ({ longest }) => whole(longest) },
    { title: 'CPU ms', cell: ({ cpu }) => whole(cpu) },
    { title: 'memory MiB', cell: ({ mebibytes }) => whole(mebibytes) }
  ], results))
}
