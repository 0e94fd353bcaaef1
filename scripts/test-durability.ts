// npm run test:durability: the built server killed, starved of disk, and started on damaged
// files; what was answered must hold.

import path from 'node:path'
import { withWorkplace } from '../bench/servers.js'
import { faults } from './durability/faults.js'
import { killRounds } from './durability/kill-rounds.js'
import { createSeeded } from './durability/seeded.js'
import { snapshotKills } from './durability/snapshot-kills.js'
import { inSeededSteps } from './seeded-steps.js'

await inSeededSteps('test:durability', ['rounds', 'flips'], async ({ flags, short, seed, progress, step }) => {
  /** Kills under each of the two settings; places at which the database is damaged. */
  const rounds = Number(flags.rounds ?? (short ? 6 : 50))
  const flips = Number(flags.flips ?? (short ? 12 : 200))
  const seeded = createSeeded(seed)
  await withWorkplace(async (workplace) => {
    for (const what of ['keys', 'secrets'] as const) {
      for (const durable of [false, true]) {
        await step(`${what} killed${durable ? ', with --durable' : ''}`, async () => {
          const { answered, unanswered, carriedOut } = await killRounds[what](
            workplace, path.join(workplace.folder, `kill-${what}-${durable}`), { rounds, durable, seeded, progress }
          )
          return `${rounds} kills; ${answered} answered changes all hold; of ${unanswered} unanswered ones ${carriedOut} were found done, the others not at all`
        })
      }
    }
    await step('snapshots killed', async () => {
      const folder = path.join(workplace.folder, 'kill-snapshots')
      const { before, after } = await snapshotKills(workplace, folder, { rounds, seeded, progress })
      return `${rounds} kills of snapshots being taken, restores, forks, resets and seeds; the next start had the state before ${before} of them and after ${after}`
    })
    for (const [name, fault] of Object.entries(faults)) {
      await step(name, async () => await fault({
        workplace, folder: path.join(workplace.folder, name.replaceAll(' ', '-')), seeded, flips, progress
      }))
    }
  })
})
