// The limit on open files of this process or of the machine, which looks like a fault of whatever is opened next.

import { codeOf, messageOf } from '../thrown.js'
import { startFailure, startFailures, type StartFailure } from './start-failures.js'

const limits: ReadonlySet<string | undefined> = new Set(['EMFILE', 'ENFILE'])

/** Undefined for any other error. */
export function asOpenFileLimit (error: unknown): StartFailure | undefined {
  return limits.has(codeOf(error)) ? startFailure(startFailures.OpenFilesExhausted, messageOf(error)) : undefined
}
