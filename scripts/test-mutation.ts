// npm run test:mutation: brings small faults into copies of the code, one at a time, and sees
// whether the tests notice them.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs, stripVTControlCharacters } from 'node:util'
import { copyTree, root } from './copied-tree.js'
import { createSeeded } from './durability/seeded.js'
import { changeOf, type Change } from './mutation/change.js'
import { mutations } from './mutation/every.js'
import type { Mutation } from './mutation/mutation.js'
import { openResults } from './mutation/results.js'

const { values: flags } = parseArgs({
  options: {
    /** A regular expression over `file: fault`. */
    only: { type: 'string', default: '' },
    /** A sample of ten. */
    short: { type: 'boolean', default: false },
    /** A sample of so many. */
    sample: { type: 'string' },
    seed: { type: 'string' },
    /** A file of results: what it has is not run again, so that a long run can be interrupted. */
    results: { type: 'string' },
    jobs: { type: 'string', default: '2' }
  }
})

/**
 * Of the chosen mutations, those that must be caught. One that cannot be made proves nothing and counts as not caught.
 */
const neededShare = 0.9

/** A fault that makes a test hang is noticed too. */
const patience = 180_000

const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')

const nameOf = ({ file, fault }: Mutation) => `${file}: ${fault}`

/** What the tests print when they fail in this tree, or hang; undefined when they pass. They run in the given order. */
async function failureOf (tree: string, files: readonly string[]): Promise<string | undefined> {
  const argv = [vitest, 'run', '--config', 'scripts/mutation/vitest.config.ts', ...files]
  const run = spawn(process.execPath, argv, { cwd: tree, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let printed = ''
  for (const stream of [run.stdout, run.stderr]) stream.on('data', (part: Buffer) => { printed += part.toString() })
  // With whatever the tests have started.
  const kill = () => { if (run.pid !== undefined) process.kill(-run.pid, 'SIGKILL') }
  let hung = false
  const timer = setTimeout(() => { hung = true; kill() }, patience)
  process.once('exit', kill)
  const code = await new Promise((resolve) => { run.once('exit', resolve) })
  process.removeListener('exit', kill)
  clearTimeout(timer)
  if (hung) return ` FAIL  still running after ${patience / 1000} s\n${printed}`
  return code === 0 ? undefined : printed
}

const knownToPass = new Map<string, Promise<void>>()

/** A test that fails anyway would catch everything. */
async function mustPass (tree: string, file: string): Promise<void> {
  if (results.passes.has(file)) return
  // The second attempt is for a machine so busy that a test ran out of time.
  const failure = await failureOf(tree, [file]) && await failureOf(tree, [file])
  if (failure !== undefined) {
    console.log(`${file} fails without any mutation:\n${failure}`)
    process.exit(1)
  }
  results.addPass(file)
}

async function examine (tree: string, { mutation, file, source, mutated, tests }: Change): Promise<void> {
  for (const test of tests) {
    if (!knownToPass.has(test)) knownToPass.set(test, mustPass(tree, test))
    await knownToPass.get(test)
  }
  const begin = performance.now()
  writeFileSync(path.join(tree, file), mutated)
  try {
    const first = await failureOf(tree, tests)
    // A busy machine makes tests run out of time too: then the second attempt decides.
    const failure = first?.includes('timed out in') === true ? await failureOf(tree, tests) : first
    const test = failure === undefined
      ? undefined
      : /^ *FAIL +(.*)$/m.exec(stripVTControlCharacters(failure))?.[1] ?? failure.slice(-300)
    results.add(mutation, test)
    const seconds = ((performance.now() - begin) / 1000).toFixed(1)
    console.log(`${failure === undefined ? 'SURVIVED' : 'caught  '}  ${nameOf(mutation)} (${seconds} s) ${test ?? ''}`)
  } finally {
    writeFileSync(path.join(tree, file), source)
  }
}

function chosen (): readonly Mutation[] {
  const wanted = mutations.filter((mutation) => new RegExp(flags.only, 'i').test(nameOf(mutation)))
  const size = flags.sample ?? (flags.short ? '10' : undefined)
  if (size === undefined) return wanted
  const seed = Number(flags.seed ?? Date.now() % 2 ** 32)
  console.log(`seed ${seed}`)
  const seeded = createSeeded(seed)
  const rest = [...wanted]
  return Array.from({ length: Math.min(Number(size), rest.length) }, () => rest.splice(seeded.integer(rest.length), 1))
    .flat()
}

const results = openResults(flags.results)
const changes: Change[] = []
const impossible: string[] = []
const all = chosen()
for (const mutation of all) {
  const change = changeOf(mutation)
  if (typeof change === 'string') impossible.push(`${nameOf(mutation)}: ${change}`)
  else changes.push(change)
}
console.log(`${all.length} mutations of ${mutations.length}`)

const folder = mkdtempSync(path.join(os.tmpdir(), 'okms-emulator-mutation-'))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
process.once('exit', () => { rmSync(folder, { recursive: true, force: true }) })

const waiting = changes.filter(({ mutation }) => !results.has(mutation))
const trees = Array.from({ length: Number(flags.jobs) }, (_, index) => copyTree(path.join(folder, `tree-${index}`)))
await Promise.all(trees.map(async (tree) => {
  for (let change = waiting.shift(); change !== undefined; change = waiting.shift()) await examine(tree, change)
}))

for (const text of impossible) console.log(`not applicable  ${text}`)
const survivors = changes.map(({ mutation }) => mutation).filter((mutation) => results.survived(mutation))
const explained = survivors.filter(({ survives }) => survives !== undefined)
const caught = changes.length - survivors.length
const share = caught / Math.max(1, all.length)
console.log(`${caught} caught, ${survivors.length} survived (${explained.length} explained), ${impossible.length} not applicable: ` +
  `${(100 * share).toFixed(1)} % caught, ${100 * neededShare} % needed`)
for (const mutation of survivors) console.log(`survived: ${nameOf(mutation)}${mutation.survives === undefined ? '' : `\n  harmless: ${mutation.survives}`}`)
if (all.length === 0 || share < neededShare) process.exitCode = 1
