// Secrets and versions as the native API shows them (service.md 7.1, 7.4).

import { rfc3339 } from '../../domain/clock.js'
import type { Secret, SecretSettings } from '../../domain/secrets/secret.js'
import { resourceUrn } from '../../domain/urn.js'
import type { components } from '../../http/contract/generated/okms.js'
import type { VersionNow } from '../../services/secrets/secrets.js'

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
