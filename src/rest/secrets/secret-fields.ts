// Settings and metadata in requests of the native API.

import { refusal } from '../../domain/errors/domain-error.js'
import { secretErrors } from '../../domain/errors/secrets.js'
import { isPlainDuration, readDuration } from '../../domain/secrets/duration.js'
import { settingOf } from '../../domain/secrets/secret.js'
import type { components } from '../../http/contract/generated/okms.js'
import type { MetadataEdit, SettingsEdit } from '../../services/secrets/secret-edits.js'

type SettingsFields = components['schemas']['PutSecretConfigV2Request']
type MetadataFields = components['schemas']['SecretV2MetadataShort']

export function settingsOf ({ casRequired, maxVersions, deactivateVersionAfter }: SettingsFields): SettingsEdit {
  return {
    casRequired: settingOf('casRequired', casRequired),
    maxVersions: settingOf('maxVersions', maxVersions),
    deactivateVersionAfter: durationOf(settingOf('deactivateVersionAfter', deactivateVersionAfter))
  }
}

export function metadataOf ({ customMetadata, ...settings }: MetadataFields = {}): MetadataEdit {
  return {
    ...settingsOf(settings),
    customMetadata: customMetadata === undefined ? undefined : { replaceBy: customMetadata }
  }
}

function durationOf (text: string | undefined): string | undefined {
  const duration = text !== undefined && isPlainDuration(text) ? readDuration(text) : undefined
  if (text !== undefined && duration === undefined) {
    throw refusal(secretErrors.SecretRequestInvalid, [{ place: 'deactivateVersionAfter', text: 'accepted: whole numbers of days, hours, minutes and seconds up to 292 years, such as 30d or 10h30m10s; 0s for never' }])
  }
  return duration
}
