// npm run test:hostile: attacks on the built server, and faults of its surroundings, suite by suite.

import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { withWorkplace } from '../bench/servers.js'
import { hostileSuites } from './hostile/suites.js'
import { inSeededSteps } from './seeded-steps.js'

function isInstalled (program: string): boolean {
  return (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

await inSeededSteps('test:hostile', [], async ({ short, seed, progress, step }) => {
  for (const { name, needs, run } of hostileSuites) {
    const missing = needs.filter((program) => !isInstalled(program))
    await step(name, async () => missing.length > 0
      ? `SKIPPED: needs ${missing.join(', ')}`
      : await withWorkplace(async (workplace) => await run({ ...workplace, short, seed, progress })))
  }
})
