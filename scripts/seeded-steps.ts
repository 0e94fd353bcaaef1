// How the scripts that do harm report: the machine, the seed, each step with what it counted, failures at the end.

import { parseArgs, type ParseArgsConfig } from 'node:util'
import { circumstances, commandLine, describe } from '../bench/machine.js'

export interface SeededSteps<Flag extends string> {
  /** Flags of this script alone. */
  readonly flags: Readonly<Partial<Record<Flag, string>>>
  readonly short: boolean
  /** Repeats the random choices of a run. */
  readonly seed: number
  /** Shows one line on a terminal, which the next one replaces. */
  readonly progress: (text: string) => void
  /**
   * Runs a step and prints the line that it gives, which begins with SKIPPED where the machine does not allow it.
   * A failure is printed, and the next step still runs.
   */
  readonly step: (name: string, run: () => Promise<string>) => Promise<void>
}

/** Reads the command line, which has --short, --seed, --only and these flags, and sets the exit code. */
export async function inSeededSteps<Flag extends string> (
  script: string, ownFlags: readonly Flag[], run: (steps: SeededSteps<Flag>) => Promise<void>
): Promise<void> {
  const text = { type: 'string' } as const
  const options: NonNullable<ParseArgsConfig['options']> =
    { short: { type: 'boolean' }, ...Object.fromEntries([...ownFlags, 'seed', 'only'].map((name) => [name, text])) }
  const { values } = parseArgs({ options })
  const { short, seed: given, only, ...flags } = values as Partial<Record<string, string>>
  const seed = Number(given ?? Date.now() % 2 ** 32)
  const failed: string[] = []
  let count = 0

  console.log(describe(circumstances(commandLine(script))))
  console.log(`seed ${seed}`)
  await run({
    flags: flags as Partial<Record<Flag, string>>,
    short: short !== undefined,
    seed,
    progress,
    async step (name, body) {
      if (!name.includes(only ?? '')) return
      count++
      const begin = performance.now()
      try {
        const result = await body()
        progress('')
        const seconds = ((performance.now() - begin) / 1000).toFixed(1)
        console.log(`${result.startsWith('SKIPPED') ? '-' : 'ok'}  ${name}: ${result} (${seconds} s)`)
      } catch (error) {
        failed.push(name)
        console.log(`FAILED  ${name}: ${error instanceof Error ? error.stack ?? error.message : String(error)}`)
      }
    }
  })
  if (count === 0) console.log(`FAILED  no step has ${only ?? ''} in its name`)
  if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`)
  if (count === 0 || failed.length > 0) process.exitCode = 1
}

function progress (text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text.padEnd(100)}`)
}
