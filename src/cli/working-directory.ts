// The folder that relative paths of a command line start from.

import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { codeOf } from '../domain/thrown.js'

/** Throws UsageWrong when it was removed while a shell is in it. */
export function workingDirectory (): string {
  try {
    return process.cwd()
  } catch (error) {
    throw startFailure(startFailures.UsageWrong, [`the working directory cannot be found (${codeOf(error) ?? 'no code'}); change to a folder that exists`])
  }
}
