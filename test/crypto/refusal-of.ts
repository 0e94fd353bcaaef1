// The refusal that a call ends with, for tests to look at.

import { DomainError } from '../../src/domain/errors/domain-error.js'

/** Runs the call and gives its DomainError; fails when it returns or throws anything else. */
export function refusalOf (call: () => unknown): DomainError {
  try {
    call()
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
  throw new Error('the call was not refused')
}
