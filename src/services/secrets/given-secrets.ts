// Writes a secret with its past: its versions with their numbers, states and times. For seeds.

import type { Secret, SecretData, SecretSettings, SecretVersion } from '../../domain/secrets/secret.js'
import { versionsToKeep } from '../../domain/secrets/version-limit.js'
import type { SecretChange, SecretStore } from '../../domain/ports.js'

export interface GivenVersion extends SecretVersion {
  /** That of a deleted version is not kept. */
  readonly data: SecretData
}

export interface GivenSecret extends Omit<Secret, 'currentVersion' | 'oldestVersion' | 'updatedAt'> {
  /** Oldest first, each number one more than the one before. */
  readonly versions: readonly GivenVersion[]
}

/**
 * Inside a transaction of the caller. Refuses DomainNotFound.
 * @param domain The settings of its domain.
 */
export function insertGivenSecret (
  store: Pick<SecretStore, 'update'>, { versions, ...given }: GivenSecret, domain: SecretSettings
): Secret {
  const { okmsId, path } = given
  const first = versions[0]?.number ?? 1
  const last = versions.at(-1)?.number ?? 0
  // As writing them one after the other would leave it. A limit that removes some of them takes effect with the next.
  const oldestVersion = first > 1 ? first : last >= versionsToKeep(given, domain) ? 1 : 0
  let secret: Secret = { ...given, currentVersion: 0, oldestVersion, updatedAt: given.createdAt }
  const write = (change: SecretChange) => {
    const [refused] = store.update({ okmsId, path, change: () => change })
    if (refused !== undefined) throw refused
    secret = change.secret
  }
  if (versions.length === 0) write({ secret })
  for (const { data, isDeleted, ...version } of versions) {
    const { number, createdAt } = version
    write({
      secret: { ...secret, currentVersion: number, updatedAt: createdAt },
      added: { version: { ...version, isDeleted: false }, data }
    })
    if (isDeleted) write({ secret, changed: [{ ...version, isDeleted }] })
  }
  return secret
}
