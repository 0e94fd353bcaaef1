// The secrets of a domain as a snapshot holds them: each with its versions and their data. The configuration of the
// domain for its secrets is an entry too.

import type { Secret, SecretData, SecretSettings, SecretVersion } from '../../domain/secrets/secret.js'
import type { SealedSlots } from '../sealed-slots.js'
import type { DomainContent } from '../snapshots/snapshot-rows.js'
import { withChecksum } from '../sqlite/row-checksum.js'
import { StoredDataDamaged } from '../sqlite/storage-faults.js'
import { dataOwner } from './secret-owner.js'
import { decodeConfiguration, decodeSecret, decodeVersion, encodeConfiguration, encodeVersion } from './secret-row.js'
import type { SecretStatements } from './secret-statements.js'

interface VersionEntry {
  readonly version: SecretVersion
  /** null once it is erased. */
  readonly data: SecretData | null
}

type SecretEntry =
  | { readonly secret: Secret, readonly versions: readonly VersionEntry[] }
  | { readonly configuration: SecretSettings }

/** No limit, in SQL. */
const all = -1

export function createSecretContent ({ statements, slots, insertRow, removeRows }: {
  readonly statements: SecretStatements
  readonly slots: SealedSlots
  /** Returns the row of the new secret. */
  readonly insertRow: (secret: Secret) => number
  /** Removes a secret and its versions, and releases their slots. Returns their number. */
  readonly removeRows: (position: number) => number
}): Omit<DomainContent, 'forgetRows'> {
  function versionsOf (position: number, { okmsId, path }: Secret): readonly VersionEntry[] {
    return statements.versions.all(position, 0, all).map((row) => {
      const { version, slot } = decodeVersion(row)
      const owner = dataOwner({ okmsId, path, number: version.number })
      return { version, data: slot === null ? null : slots.read(owner, slot) }
    })
  }

  return {
    * entries (okmsId): Iterable<SecretEntry> {
      const configuration = statements.configuration.get(okmsId)
      if (configuration !== undefined) yield { configuration: decodeConfiguration(configuration) }
      for (const position of statements.positions.all(okmsId, all)) {
        const row = statements.row.get(position)
        if (row === undefined) throw new StoredDataDamaged('an index leads to a secret that is not there')
        const secret = decodeSecret(row)
        yield { secret, versions: versionsOf(position, secret) }
      }
    },

    add (okmsId, entry: SecretEntry) {
      if ('configuration' in entry) {
        statements.configure.run(...encodeConfiguration(okmsId, entry.configuration))
        return
      }
      const { path } = entry.secret
      const position = insertRow({ ...entry.secret, okmsId })
      for (const { version, data } of entry.versions) {
        const slot = data === null ? null : slots.keep(dataOwner({ okmsId, path, number: version.number }), data)
        statements.insertVersion.run(...withChecksum(encodeVersion(position, version, slot)))
      }
    },

    clear (okmsId) {
      statements.removeConfiguration.run(okmsId)
      for (const position of statements.positions.all(okmsId, all)) removeRows(position)
      return slots.eraseSome(Number.MAX_SAFE_INTEGER - 1).erased
    }
  }
}
