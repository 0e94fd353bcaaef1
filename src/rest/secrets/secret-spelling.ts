// The native API's words for what refusals about secrets name.

import type { Call, Subject } from '../../domain/errors/wording.js'

export const secretNames = {
  secretPath: 'path',
  secretData: 'data',
  versionNumber: 'version',
  versionState: 'state'
} as const satisfies Partial<Record<Subject, string>>

export const secretCalls = {
  listSecrets: () => 'GET .../v2/secret',
  addVersion: () => 'PUT .../v2/secret/{path} or POST .../v2/secret/{path}/version'
} as const satisfies Partial<Record<Call, () => string>>
