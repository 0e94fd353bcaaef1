// The refusal that a call ends with, for tests to look at.

import { DomainError } from '../../src/domain/errors/domain-error.js'

/** Runs the call and gives its DomainError; fails when it returns or throws anything else. */
export function refusalOf (call: () => unknown): DomainError {
  try {
    call()
  } catch (error) {
    return asRefusal(error)
  }
  throw new Error('the call was not refused')
}

/** The same for a promise. */
export async function rejectionOf (result: Promise<unknown>): Promise<DomainError> {
  return await result.then(() => { throw new Error('the call was not refused') }, asRefusal)
}

function asRefusal (error: unknown): DomainError {
  if (error instanceof DomainError) return error
  throw error
}
