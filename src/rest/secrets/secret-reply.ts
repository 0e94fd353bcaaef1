// Secrets and versions as the native API shows them (service.md 7.1, 7.4).

import { rfc3339 } from '../../domain/clock.js'
import type { Secret, SecretData, SecretSettings } from '../../domain/secrets/secret.js'
import { resourceUrn } from '../../domain/urn.js'
import type { components } from '../../http/contract/generated/okms.js'
import { WrittenJson } from '../../http/reply/written-json.js'
import type { SecretWithVersion, VersionNow } from '../../services/secrets/secrets.js'

type Schemas = components['schemas']

export const encodeSettings = ({ casRequired, maxVersions, deactivateVersionAfter }: SecretSettings) =>
  ({ casRequired, deactivateVersionAfter, maxVersions })

export function encodeMetadata (secret: Secret): Schemas['SecretV2Metadata'] {
  return {
    ...encodeSettings(secret),
    createdAt: rfc3339(secret.createdAt),
    currentVersion: secret.currentVersion,
    customMetadata: secret.customMetadata ?? {},
    oldestVersion: secret.oldestVersion,
    updatedAt: rfc3339(secret.updatedAt),
    urn: resourceUrn(secret.okmsId, { kind: 'secret', id: secret.path })
  }
}

export function encodeVersion ({ number, state, createdAt, deactivatedAt }: VersionNow): Schemas['SecretV2Version'] {
  return {
    id: number,
    state,
    createdAt: rfc3339(createdAt),
    // A planned time is not shown (kv2/differences.md 46).
    ...(state === 'deactivated' && deactivatedAt !== null ? { deactivatedAt: rfc3339(deactivatedAt) } : {})
  }
}

export function encodeSecret ({ secret, version }: SecretWithVersion): Schemas['GetSecretV2Response'] {
  return {
    path: secret.path,
    metadata: encodeMetadata(secret),
    ...(version === undefined ? {} : { version: encodeVersion(version) })
  }
}

/** @param data Undefined where it was not asked for, or the version is not active. */
export function writeVersion (
  version: VersionNow, data: SecretData | undefined
): WrittenJson<Schemas['SecretV2Version']> {
  return new WrittenJson(versionJson(version, data))
}

/** See `writeVersion`. */
export function writeSecret (
  { secret, version }: SecretWithVersion, data: SecretData | undefined
): WrittenJson<Schemas['GetSecretV2Response']> {
  const json = JSON.stringify({ path: secret.path, metadata: encodeMetadata(secret) })
  return new WrittenJson(version === undefined ? json : `${json.slice(0, -1)},"version":${versionJson(version, data)}}`)
}

function versionJson (version: VersionNow, data: SecretData | undefined): string {
  const json = JSON.stringify(encodeVersion(version))
  return data === undefined ? json : `${json.slice(0, -1)},"data":${data}}`
}
