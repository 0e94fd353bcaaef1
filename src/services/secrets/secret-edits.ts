// How metadata, settings and a new version change a secret, and what is refused. Pure functions.

import { refusal } from '../../domain/errors/domain-error.js'
import { secretErrors } from '../../domain/errors/secrets.js'
import type { Problem } from '../../domain/errors/wording.js'
import type { SecretChange } from '../../domain/ports.js'
import { editedMetadata, problemsOfMetadata, type CustomMetadataEdit } from '../../domain/secrets/custom-metadata.js'
import { plannedEnd } from '../../domain/secrets/duration.js'
import type { Secret, SecretData, SecretSettings } from '../../domain/secrets/secret.js'
import { lastVersion, oldestAfterWrite, versionsToKeep } from '../../domain/secrets/version-limit.js'

/** What an edit changes; undefined members stay as they are. */
export type SettingsEdit = { readonly [Name in keyof SecretSettings]?: SecretSettings[Name] | undefined }

export interface MetadataEdit extends SettingsEdit {
  readonly customMetadata?: CustomMetadataEdit | undefined
}

/** Whether the edit names anything at all. */
export const isEmptyEdit = (edit: MetadataEdit): boolean => Object.values(edit).every((value) => value === undefined)

export const editedSettings = (current: SecretSettings, edit: SettingsEdit): SecretSettings => ({
  casRequired: edit.casRequired ?? current.casRequired,
  maxVersions: edit.maxVersions ?? current.maxVersions,
  deactivateVersionAfter: edit.deactivateVersionAfter ?? current.deactivateVersionAfter
})

/** Refuses SecretRequestInvalid for custom metadata that would be beyond its limits. */
export function withMetadata (secret: Secret, edit: MetadataEdit, now: number): Secret {
  const customMetadata = edit.customMetadata === undefined
    ? secret.customMetadata
    : editedMetadata(secret.customMetadata, edit.customMetadata)
  const problems: readonly Problem[] = customMetadata === null ? [] : problemsOfMetadata(customMetadata)
  if (problems.length > 0) throw refusal(secretErrors.SecretRequestInvalid, problems)
  return { ...secret, ...editedSettings(secret, edit), customMetadata, updatedAt: now }
}

/** The secret with one version more; refuses VersionsExhausted. */
export function withVersion (secret: Secret, data: SecretData, domain: SecretSettings, now: number): SecretChange {
  const number = secret.currentVersion + 1
  if (number > lastVersion) throw refusal(secretErrors.VersionsExhausted, lastVersion)
  return {
    secret: {
      ...secret,
      currentVersion: number,
      oldestVersion: oldestAfterWrite(number, secret.oldestVersion, versionsToKeep(secret, domain)),
      updatedAt: now
    },
    added: {
      version: { number, createdAt: now, deactivatedAt: plannedEnd(secret, domain, now), isDeleted: false },
      data
    }
  }
}

/** What a secret says without effect, because its domain says otherwise (kv2/differences.md 34). */
export const casWarnings = (edit: Pick<SettingsEdit, 'casRequired'>, domain: SecretSettings): readonly string[] =>
  edit.casRequired === false && domain.casRequired
    ? ['the domain requires the check-and-set parameter for every write; "false" has no effect']
    : []
