// How many versions of a secret are kept (service.md 7.4; kv2/differences.md 38 to 42).

import type { SecretSettings } from './secret.js'

/** Versions kept where neither the secret nor its domain says otherwise. */
const defaultMaxVersions = 10

/** The largest number of a version, and of versions to keep (contract). */
export const lastVersion = 24_000

type Limit = Pick<SecretSettings, 'maxVersions'>

/** The secret's own limit, else that of its domain, else 10. */
export const versionsToKeep = (secret: Limit, domain: Limit): number =>
  secret.maxVersions || domain.maxVersions || defaultMaxVersions

/**
 * The oldest version that is kept after a write. 0 while there are fewer versions than the limit, although version 1
 * exists; 1 when their number reaches the limit. It never goes back, so that a larger limit brings nothing back.
 */
export const oldestAfterWrite = (currentVersion: number, oldestVersion: number, limit: number): number =>
  currentVersion - oldestVersion >= limit ? currentVersion - limit + 1 : oldestVersion
