// Check-and-set: a write that names the version it builds on (service.md 7.4; kv2/differences.md 16 to 19).

import { refusal } from '../errors/domain-error.js'
import { secretErrors } from '../errors/secrets.js'

/**
 * Refuses a write that names another version than the current one, or none where one is required.
 * @param cas 0 means that there is no version yet.
 */
export function checkAndSet (
  { cas, currentVersion, required }: {
    readonly cas: number | undefined
    readonly currentVersion: number
    readonly required: boolean
  }
): void {
  if (cas === undefined) {
    if (required) throw refusal(secretErrors.CasMissing, currentVersion)
  } else if (cas !== currentVersion) {
    throw refusal(secretErrors.CasMismatch, cas, currentVersion)
  }
}
