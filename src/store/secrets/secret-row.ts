// Converts secrets and their versions to and from rows of the database.

import type { CustomMetadata, Secret, SecretSettings, SecretVersion } from '../../domain/secrets/secret.js'
import { flag, integer, json, nullable, text, type RowOf, type Stored } from '../sqlite/column.js'
import { checked } from '../sqlite/row-checksum.js'

const settingColumns = ['cas_required', 'max_versions', 'deactivate_version_after'] as const

/** All but the first two may change. */
export const secretColumns = [
  'okms_id', 'path', ...settingColumns, 'custom_metadata', 'current_version', 'oldest_version', 'created_at',
  'updated_at'
] as const

export const versionColumns = ['secret', 'number', 'slot', 'created_at', 'deactivated_at', 'is_deleted'] as const

export const configurationColumns = ['okms_id', ...settingColumns] as const

export type SecretRow = RowOf<typeof secretColumns, unknown>
export type VersionRow = RowOf<typeof versionColumns, unknown>
export type ConfigurationRow = RowOf<typeof configurationColumns, unknown>

const encodeSettings = ({ casRequired, maxVersions, deactivateVersionAfter }: SecretSettings) =>
  [Number(casRequired), maxVersions, deactivateVersionAfter] as const

export function encodeSecret (secret: Secret): RowOf<typeof secretColumns, Stored> {
  return [
    secret.okmsId, secret.path, ...encodeSettings(secret),
    secret.customMetadata && JSON.stringify(secret.customMetadata), secret.currentVersion, secret.oldestVersion,
    secret.createdAt, secret.updatedAt
  ]
}

const metadataOf = nullable((stored) => json<CustomMetadata>(stored))
const timeOrNull = nullable(integer)
const slotOf = nullable(integer)

/** Takes a row with its checksum last, as the others. Throws StoredDataDamaged. */
export function decodeSecret (row: SecretRow): Secret {
  const [
    okmsId, path, casRequired, maxVersions, deactivateVersionAfter, customMetadata, currentVersion, oldestVersion,
    createdAt, updatedAt
  ] = checked(row)
  return {
    okmsId: text(okmsId),
    path: text(path),
    casRequired: flag(casRequired),
    maxVersions: integer(maxVersions),
    deactivateVersionAfter: text(deactivateVersionAfter),
    customMetadata: metadataOf(customMetadata),
    currentVersion: integer(currentVersion),
    oldestVersion: integer(oldestVersion),
    createdAt: integer(createdAt),
    updatedAt: integer(updatedAt)
  }
}

/** A version with the place of its data; null once that is erased. */
export interface PlacedVersion {
  readonly version: SecretVersion
  readonly slot: number | null
}

export const encodeVersion = (
  secret: number, { number, createdAt, deactivatedAt, isDeleted }: SecretVersion, slot: number | null
): RowOf<typeof versionColumns, Stored> => [secret, number, slot, createdAt, deactivatedAt, Number(isDeleted)]

export function decodeVersion (row: VersionRow): PlacedVersion {
  const [, number, slot, createdAt, deactivatedAt, isDeleted] = checked(row)
  return {
    version: {
      number: integer(number),
      createdAt: integer(createdAt),
      deactivatedAt: timeOrNull(deactivatedAt),
      isDeleted: flag(isDeleted)
    },
    slot: slotOf(slot)
  }
}

export const encodeConfiguration = (
  okmsId: string, settings: SecretSettings
): RowOf<typeof configurationColumns, Stored> => [okmsId, ...encodeSettings(settings)]

export function decodeConfiguration (row: ConfigurationRow): SecretSettings {
  const [, casRequired, maxVersions, deactivateVersionAfter] = checked(row)
  return {
    casRequired: flag(casRequired),
    maxVersions: integer(maxVersions),
    deactivateVersionAfter: text(deactivateVersionAfter)
  }
}
