// The limit on open files of this process or of the machine, which looks like a fault of whatever is opened next.

import { startFailure, startFailures, type StartFailure } from '../../domain/errors/start-failures.js'
import { isSystemError } from '../../domain/thrown.js'
import { causeOf, systemCodeOf } from './system-error.js'

const limits: ReadonlySet<string | undefined> = new Set(['EMFILE', 'ENFILE'])

/** Undefined for any other error. */
export function asOpenFileLimit (error: unknown): StartFailure | undefined {
  return isSystemError(error) && limits.has(systemCodeOf(error))
    ? startFailure(startFailures.OpenFilesExhausted, causeOf(error))
    : undefined
}
