// The KV v2 API's words for what refusals about secrets name.

import type { Call, Subject } from '../../domain/errors/wording.js'
import { jsonSpelling, type ErrorFormat } from '../../http/reply/json-spelling.js'

const names = {
  bearerToken: 'X-Vault-Token or Authorization',
  secretPath: 'path',
  secretData: 'data',
  versionNumber: 'version',
  versionNumbers: 'versions',
  cas: 'options.cas',
  casRequired: 'cas_required',
  maxVersions: 'max_versions',
  deactivateVersionAfter: 'delete_version_after',
  customMetadata: 'custom_metadata'
} as const satisfies Partial<Record<Subject, string>>

const calls = {
  listSecrets: () => 'GET .../v1/secret/metadata?list=true',
  addVersion: () => 'POST .../v1/secret/data/{path}'
} as const satisfies Partial<Record<Call, () => string>>

export const kvErrorFormat: ErrorFormat = { spelling: jsonSpelling({ names, calls }) }
