// Settings and metadata as requests of JSON APIs write them: durations are texts, and null puts a setting back.

import { refusal } from '../../domain/errors/domain-error.js'
import { secretErrors } from '../../domain/errors/secrets.js'
import { isPlainDuration, readDuration } from '../../domain/secrets/duration.js'
import { settingOf, type CustomMetadata, type SecretSettings } from '../../domain/secrets/secret.js'
import type { MetadataEdit, SettingsEdit } from './secret-edits.js'

export type WrittenSettings = { readonly [Name in keyof SecretSettings]?: SecretSettings[Name] | null }

export interface WrittenMetadata extends WrittenSettings {
  readonly customMetadata?: CustomMetadata | undefined
}

/** Refuses SecretRequestInvalid, as `metadataOf`. */
export function settingsOf ({ casRequired, maxVersions, deactivateVersionAfter }: WrittenSettings): SettingsEdit {
  return {
    casRequired: settingOf('casRequired', casRequired),
    maxVersions: settingOf('maxVersions', maxVersions),
    deactivateVersionAfter: durationOf(settingOf('deactivateVersionAfter', deactivateVersionAfter))
  }
}

export function metadataOf ({ customMetadata, ...settings }: WrittenMetadata = {}): MetadataEdit {
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
