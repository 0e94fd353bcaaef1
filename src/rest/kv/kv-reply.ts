// Replies of the KV v2 API: its envelope, its times and durations (service.md 8.3, 8.4; kv2/differences.md 6, 7).

import { durationSeconds, goDuration } from '../../domain/secrets/duration.js'
import type { Secret, SecretData, SecretSettings } from '../../domain/secrets/secret.js'
import { resourceUrn } from '../../domain/urn.js'
import type { components } from '../../http/contract/generated/okms.js'
import { WrittenJson } from '../../http/reply/written-json.js'
import type { VersionNow } from '../../services/secrets/secrets.js'

type Schemas = components['schemas']

/** RFC 3339 with nanoseconds, of which the clock knows the first three digits. */
const time = (epochMs: number): string => new Date(epochMs).toISOString().replace(/Z$/, '000000Z')

const settings = ({ casRequired, deactivateVersionAfter, maxVersions }: SecretSettings) => ({
  cas_required: casRequired,
  // Clients in Go read no other form.
  delete_version_after: goDuration(durationSeconds(deactivateVersionAfter)),
  max_versions: maxVersions
})

export const encodeConfiguration = (configuration: SecretSettings): Schemas['PostConfigRequest'] =>
  settings(configuration)

/** A planned time is shown at once (kv2/differences.md 45). */
const life = ({ createdAt, deactivatedAt, isDeleted }: VersionNow) => ({
  created_time: time(createdAt),
  deletion_time: deactivatedAt === null ? '' : time(deactivatedAt),
  destroyed: isDeleted
})

export function encodeVersion (secret: Secret, version: VersionNow): Schemas['SecretVersionMetadata'] {
  return { ...life(version), custom_metadata: customMetadata(secret), version: version.number }
}

const customMetadata = ({ customMetadata }: Secret) => customMetadata === null ? null : { ...customMetadata }

export function encodeMetadata (secret: Secret, versions: readonly VersionNow[]): Schemas['SecretMetadata'] {
  return {
    ...settings(secret),
    created_time: time(secret.createdAt),
    current_version: secret.currentVersion,
    custom_metadata: customMetadata(secret),
    oldest_version: secret.oldestVersion,
    updated_time: time(secret.updatedAt),
    urn: resourceUrn(secret.okmsId, { kind: 'secret', id: secret.path }),
    versions: Object.fromEntries(versions.map((version) => [String(version.number), life(version)]))
  }
}

/** The reply to a read of data, which is put in as it is stored. */
export function writeData (
  requestId: string, secret: Secret, version: VersionNow, data: SecretData
): WrittenJson<Schemas['GetSecretResponse']> {
  const metadata = JSON.stringify(encodeVersion(secret, version))
  return new WrittenJson(`{"request_id":"${requestId}","data":{"data":${data},"metadata":${metadata}}}`)
}

/** Left out when there are none (kv2/differences.md section 2). */
export const withWarnings = (warnings: readonly string[]) => warnings.length === 0 ? {} : { warnings: [...warnings] }
