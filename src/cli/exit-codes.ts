// Every exit code, for help and docs/options.md. Those of a failed start are in domain/start-failures.ts.

import { startFailures } from '../domain/start-failures.js'

export interface ExitCode {
  readonly code: number
  readonly meaning: string
}

export const exitCodes: readonly ExitCode[] = [
  { code: 0, meaning: 'done; serve: stopped by a signal; healthcheck: ready' },
  { code: 1, meaning: 'unexpected failure; healthcheck: not ready' },
  ...Object.entries(startFailures).map(([name, { exitCode }]) => ({ code: exitCode, meaning: inWords(name) })),
  { code: 130, meaning: 'serve: ended at once by a second SIGINT' },
  { code: 143, meaning: 'serve: ended at once by a second SIGTERM' }
]

/** MasterKeyMissing: `master key missing`. */
function inWords (name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase()
}
