// How the scripts that check the package, the container and the examples report: each step by
// its name, failures at the end.

import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export interface Steps {
  /** Runs one step; a failure is printed and remembered, and the next step still runs. Undefined when it failed. */
  readonly step: <T>(name: string, run: () => T | Promise<T>) => Promise<T | undefined>
  readonly skip: (name: string, why: string) => void
}

/** Gives the steps a temporary folder that goes afterwards, whatever happens, and sets the exit code. */
export async function inSteps (title: string, run: (steps: Steps, folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), `okms-emulator-${title}-`))
  const failed: string[] = []
  const steps: Steps = {
    async step (name, body) {
      const began = Date.now()
      try {
        const result = await body()
        console.log(`PASSED ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
        return result
      } catch (error) {
        failed.push(name)
        console.log(`FAILED ${name}: ${error instanceof Error ? error.message : String(error)}`)
        return undefined
      }
    },
    skip (name, why) { console.log(`SKIPPED ${name}: ${why}`) }
  }
  try {
    await run(steps, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  if (failed.length > 0) {
    console.log(`${title}: ${failed.length} failed: ${failed.join(', ')}`)
    process.exitCode = 1
  }
}
