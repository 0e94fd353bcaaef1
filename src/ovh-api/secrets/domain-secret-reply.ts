// Secrets and versions as API v2 shows them (service.md 10.5).

import { nameUuid } from '../../crypto/random/name-uuid.js'
import { rfc3339 } from '../../domain/clock.js'
import type { Secret, SecretData, SecretSettings } from '../../domain/secrets/secret.js'
import type { components } from '../../http/contract/generated/ovh-api-v2.js'
import type { SecretWithVersion, VersionNow } from '../../services/secrets/secrets.js'
import { iamOf } from '../iam.js'
import { versionStateNames } from '../names.js'

type Schemas = components['schemas']

export const encodeSettings = ({ casRequired, maxVersions, deactivateVersionAfter }: SecretSettings) =>
  ({ casRequired, deactivateVersionAfter, maxVersions })

export function encodeMetadata (secret: Secret): Schemas['okms.secret.Metadata'] {
  return {
    ...encodeSettings(secret),
    createdAt: rfc3339(secret.createdAt),
    currentVersion: secret.currentVersion,
    customMetadata: { ...secret.customMetadata },
    oldestVersion: secret.oldestVersion,
    updatedAt: rfc3339(secret.updatedAt)
  }
}

/** Without its data, as the answer to a change of state is. */
export function encodeVersionState (
  { number, state, createdAt, deactivatedAt }: VersionNow
): Schemas['okms.secret.version.UpdateResponse'] {
  return {
    id: number,
    state: versionStateNames.encode(state),
    createdAt: rfc3339(createdAt),
    // A planned time is not shown, as in the service's own API.
    deactivatedAt: state === 'deactivated' && deactivatedAt !== null ? rfc3339(deactivatedAt) : null
  }
}

/** @param data JSON; undefined where it was not asked for, or the version is not active. */
export const encodeVersion = (version: VersionNow, data?: SecretData): Schemas['okms.secret.Version'] =>
  ({ ...encodeVersionState(version), data: data === undefined ? null : JSON.parse(data) as Record<string, unknown> })

export function encodeSecret (
  { secret, version }: SecretWithVersion, data?: SecretData
): Schemas['okms.secret.GetResponseWithIAM'] {
  const { okmsId, path } = secret
  return {
    path,
    metadata: encodeMetadata(secret),
    version: version === undefined ? null : encodeVersion(version, data),
    iam: iamOf(okmsId, { kind: 'secret', id: path }, { id: nameUuid(`${okmsId}/${path}`), displayName: path })
  }
}
