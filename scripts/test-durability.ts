// npm run test:durability: the built server killed, starved of disk, and started on damaged
// files; what was answered must hold.

import path from 'node:path'
import { parseArgs } from 'node:util'
import { circumstances, commandLine, describe } from '../bench/machine.js'
import { withWorkplace } from '../bench/servers.js'
import { faults } from './durability/faults.js'
import { killRounds } from './durability/kill-rounds.js'
import { createSeeded } from './durability/seeded.js'

const { values: flags } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    flips: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string', default: '' }
  }
})

/** Kills under each of the two settings; places at which the database is damaged. */
const rounds = Number(flags.rounds ?? (flags.short ? 6 : 50))
const flips = Number(flags.flips ?? (flags.short ? 12 : 200))
const seed = Number(flags.seed ?? Date.now() % 2 ** 32)
const seeded = createSeeded(seed)

const progress = (text: string) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${text.padEnd(100)}`)
}

console.log(describe(circumstances(commandLine('test:durability'))))
console.log(`seed ${seed}`)
const failed: string[] = []

async function step (name: string, run: () => Promise<string>): Promise<void> {
  if (!name.includes(flags.only)) return
  const begin = performance.now()
  try {
    const result = await run()
    progress('')
    console.log(`${result.startsWith('SKIPPED') ? '-' : 'ok'}  ${name}: ${result} (${((performance.now() - begin) / 1000).toFixed(1)} s)`)
  } catch (error) {
    failed.push(name)
    console.log(`FAILED  ${name}: ${error instanceof Error ? error.stack ?? error.message : String(error)}`)
  }
}

await withWorkplace(async (workplace) => {
  for (const durable of [false, true]) {
    await step(durable ? 'killed, with --durable' : 'killed', async () => {
      const { answered, unanswered, carriedOut } = await killRounds(
        workplace, path.join(workplace.folder, `kill-${durable}`), { rounds, durable, seeded, progress }
      )
      return `${rounds} kills; ${answered} answered changes all hold; of ${unanswered} unanswered ones ${carriedOut} were found done, the others not at all`
    })
  }
  for (const [name, fault] of Object.entries(faults)) {
    await step(name, async () => await fault({
      workplace, folder: path.join(workplace.folder, name.replaceAll(' ', '-')), seeded, flips, progress
    }))
  }
})

if (failed.length > 0) {
  console.log(`failed: ${failed.join(', ')}`)
  process.exitCode = 1
}
