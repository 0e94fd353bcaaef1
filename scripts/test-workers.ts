// npm run test:workers: eight Vitest workers with 50 tests each, a domain for each test, all on one server. Each test
// resets its domain, moves its clock and adds faults, and fails if it sees anything of another.

// --runs N repeats this and stops at the first failure. --compare also runs the same tests with a server for each file
// and with a server for each test, after each run, and prints how the times compare.

import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { inSteps } from './steps.js'

const root = path.join(import.meta.dirname, '..')
const { values: flags } = parseArgs({
  options: { runs: { type: 'string', default: '1' }, compare: { type: 'boolean', default: false } }
})
const runs = Number(flags.runs)
if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs: got ${flags.runs}; accepted: a number from 1 on`)

const workers = 8
const testsPerFile = 50
const runLimit = 10 * 60_000

type Servers = 'one' | 'file' | 'test'
const others: readonly Servers[] = flags.compare ? ['file', 'test'] : []

/** A project that has the package installed. */
function makeProject (project: string): void {
  spawnSync(process.execPath, ['scripts/build.js'], { cwd: root, stdio: 'inherit' })
  mkdirSync(path.join(project, 'node_modules'), { recursive: true })
  for (const [name, target] of [['okms-emulator', root], ['vitest', path.join(root, 'node_modules/vitest')]] as const) {
    symlinkSync(target, path.join(project, 'node_modules', name))
  }
  for (const name of ['steered-tests.ts', 'one-server.ts']) {
    cpSync(path.join(import.meta.dirname, 'workers', name), path.join(project, name))
  }
  writeFileSync(path.join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  for (let file = 0; file < workers; file++) {
    writeFileSync(
      path.join(project, `worker-${file}.test.ts`),
      `import { defineSteeredTests } from './steered-tests'\ndefineSteeredTests(${file})\n`
    )
  }
  const configuration = {
    maxWorkers: workers,
    minWorkers: workers,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['*.test.ts'],
    reporters: ['default', 'json'],
    outputFile: 'results.json'
  }
  writeFileSync(path.join(project, 'vitest.config.js'), `export default { test: {
    ...${JSON.stringify(configuration)}, globalSetup: process.env.SERVERS === 'one' ? ['./one-server.ts'] : []
  } }\n`)
}

interface Results { readonly success: boolean, readonly numPassedTests: number }

/** Returns the seconds that it took, from the start of the command to its end. */
function runTests (project: string, servers: Servers): number {
  const clean = Object.entries(process.env).filter(([name]) => !/^(KMS_|OKMS_|VITEST)/.test(name))
  const file = path.join(project, 'results.json')
  rmSync(file, { force: true })
  const began = performance.now()
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run'],
    { cwd: project, env: { ...Object.fromEntries(clean), SERVERS: servers }, encoding: 'utf8', timeout: runLimit }
  )
  const seconds = (performance.now() - began) / 1000
  const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Results : undefined
  const complete = results?.success === true && results.numPassedTests === workers * testsPerFile
  if (status !== 0 || !complete) {
    throw new Error(`${error?.message ?? `ended with ${status}`}, ${results?.numPassedTests ?? 'no'} tests passed\n${stdout}\n${stderr}`)
  }
  return seconds
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0

await inSteps('workers', async ({ step }, folder) => {
  const project = path.join(folder, 'project')
  makeProject(project)
  const times: Record<Servers, number[]> = { one: [], file: [], test: [] }
  for (let run = 1; run <= runs; run++) {
    for (const servers of ['one', ...others] as const) {
      const seconds = await step(
        `run ${run} of ${runs}: ${workers} workers with ${testsPerFile} tests, ${servers === 'one' ? 'one server' : `a server for each ${servers}`}`,
        () => runTests(project, servers)
      )
      if (seconds === undefined) return
      times[servers].push(seconds)
    }
  }
  console.log(`one server: median ${median(times.one).toFixed(1)} s`)
  for (const servers of others) {
    const ratios = times[servers].map((seconds, index) => seconds / (times.one[index] ?? NaN))
    console.log(`a server for each ${servers}: median ${median(times[servers]).toFixed(1)} s, ${median(ratios).toFixed(1)} times as long (${Math.min(...ratios).toFixed(1)} to ${Math.max(...ratios).toFixed(1)})`)
  }
})
