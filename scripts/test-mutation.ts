// npm run test:mutation: brings small faults into copies of the code, one at a time, and sees whether the tests notice them.

import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createSeeded } from './durability/seeded.js'
import { changeOf, type Change } from './mutation/change.js'
import { mutations } from './mutation/every.js'
import type { Mutation } from './mutation/mutation.js'

const { values: flags } = parseArgs({
  options: {
    /** A regular expression over `file: fault`. */
    only: { type: 'string', default: '' },
    /** A sample of ten. */
    short: { type: 'boolean', default: false },
    /** A sample of so many. */
    sample: { type: 'string' },
    seed: { type: 'string' },
    jobs: { type: 'string', default: '2' }
  }
})

/** Of the chosen mutations, those that must be caught. One that cannot be made proves nothing and counts as not caught. */
const neededShare = 0.9

/** A fault that makes a test hang is noticed too. */
const patience = 180_000

const root = path.join(import.meta.dirname, '..')
const notCopied = new Set(['node_modules', '.git', 'dist', 'coverage', 'data', 'certs'])
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')

const nameOf = ({ file, fault }: Mutation) => `${file}: ${fault}`

function copyTree (folder: string): string {
  mkdirSync(folder)
  for (const name of readdirSync(root)) {
    if (!notCopied.has(name)) cpSync(path.join(root, name), path.join(folder, name), { recursive: true })
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  return folder
}

/** What the tests print when they fail in this tree, or hang; undefined when they pass. */
async function failureOf (tree: string, files: readonly string[], workers = 1, limit = patience): Promise<string | undefined> {
  const argv = [vitest, 'run', '--bail', '1', '--maxWorkers', String(workers), '--reporter', 'dot', ...files]
  const run = spawn(process.execPath, argv, { cwd: tree, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let printed = ''
  for (const stream of [run.stdout, run.stderr]) stream.on('data', (part: Buffer) => { printed += part.toString() })
  // With whatever the tests have started.
  const kill = () => { if (run.pid !== undefined) process.kill(-run.pid, 'SIGKILL') }
  const timer = setTimeout(kill, limit)
  process.once('exit', kill)
  const code = await new Promise((resolve) => { run.once('exit', resolve) })
  process.removeListener('exit', kill)
  clearTimeout(timer)
  return code === 0 ? undefined : printed
}

async function isCaught (tree: string, { file, source, mutated, tests }: Change): Promise<boolean> {
  writeFileSync(path.join(tree, file), mutated)
  try {
    return await failureOf(tree, tests) !== undefined
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
  return Array.from({ length: Math.min(Number(size), rest.length) }, () => rest.splice(seeded.integer(rest.length), 1)).flat()
}

const changes: Change[] = []
const impossible: string[] = []
const survivors: string[] = []
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

const trees = Array.from({ length: Number(flags.jobs) }, (_, index) => copyTree(path.join(folder, `tree-${index}`)))
const [first = ''] = trees
const needed = [...new Set(changes.flatMap((change) => change.tests))]
// A test that fails anyway would catch everything.
const failure = needed.length === 0 ? undefined : await failureOf(first, needed, trees.length, needed.length * patience)
if (failure !== undefined) {
  console.log(`tests that fail without any mutation:\n${failure}`)
  process.exit(1)
}

const waiting = [...changes]
await Promise.all(trees.map(async (tree) => {
  for (let change = waiting.shift(); change !== undefined; change = waiting.shift()) {
    const begin = performance.now()
    const caught = await isCaught(tree, change)
    if (!caught) survivors.push(nameOf(change.mutation))
    console.log(`${caught ? 'caught  ' : 'SURVIVED'}  ${nameOf(change.mutation)} (${((performance.now() - begin) / 1000).toFixed(1)} s)`)
  }
}))

for (const text of impossible) console.log(`not applicable  ${text}`)
const caught = changes.length - survivors.length
console.log(`${caught} caught, ${survivors.length} survived, ${impossible.length} not applicable: ${(100 * caught / Math.max(1, all.length)).toFixed(1)} % caught, ${100 * neededShare} % needed`)
for (const name of survivors) console.log(`survived: ${name}`)
if (all.length === 0 || caught < neededShare * all.length) process.exitCode = 1
