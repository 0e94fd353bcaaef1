// Refusals of the OVHcloud API: class, message and details. Those of credentials have the form of its gateway, which
// clients read instead (signature.md 5). Every member is a text: clients read a number in place of the HTTP status.

import { STATUS_CODES } from 'node:http'
import type { SpelledProblem } from '../domain/errors/wording.js'
import type { components } from '../http/contract/generated/ovh-api-v2.js'
import { jsonSpelling, type ErrorFormat, type Refused } from '../http/reply/json-spelling.js'

type ErrorBody = components['schemas']['api.Error']

/** Of the classes that are known. */
const classOfStatus: Readonly<Record<number, string>> = {
  400: 'Client::BadRequest',
  401: 'Client::Unauthorized',
  403: 'Client::Forbidden',
  404: 'Client::NotFound',
  409: 'Client::Conflict',
  429: 'Client::TooManyRequests',
  460: 'Client::Expired',
  500: 'Server::InternalServerError',
  503: 'Server::ServiceUnavailable'
}

/** How the classes of an operation call that a member breaks a rule of its schema, by the keyword of JSON Schema. */
const faultsOfKeyword: Readonly<Record<string, readonly string[]>> = {
  required: ['Required', 'MinRequired', 'MinimumRequired'],
  minLength: ['MinRequired', 'MinimumRequired', 'Required'],
  minItems: ['MinRequired', 'MinimumRequired', 'Required'],
  minimum: ['MinRequired', 'MinimumRequired'],
  maxLength: ['MaxExceeded', 'MaximumExceeded'],
  maxItems: ['MaxExceeded', 'MaximumExceeded'],
  maximum: ['MaxExceeded', 'MaximumExceeded'],
  maxProperties: ['MaxExceeded'],
  pattern: ['InvalidCharacter', 'InvalidFormat'],
  enum: ['InvalidEnum', 'Invalid'],
  type: ['InvalidKeyValueJson', 'Invalid']
}

/** For what a service finds wrong with a member, past its schema. */
const faultsOfServices = [
  'Incompatible', 'IncompatibleFields', 'InvalidURN', 'InvalidDuration', 'InvalidFormat', 'InvalidSize', 'InvalidUsage',
  'InvalidKeyValueJson', 'InvalidCharacter', 'Invalid'
]

/** What the names of classes begin with. */
const resources = ['Credential', 'ServiceKey', 'Secret'] as const

/** The class of the first problem, of those that the operation can end with (`x-error-classes`). */
function reasonOf ([problem]: readonly SpelledProblem[], classes: readonly string[]): string | undefined {
  const member = memberOf(problem?.line ?? '') ?? problem?.field
  if (member === undefined) return undefined
  const faults = faultsOfKeyword[problem?.keyword ?? ''] ?? faultsOfServices
  const reasons = faults.flatMap((fault) => resources.map((resource) => `${resource}${member}${fault}`.toLowerCase()))
  return reasons.map((reason) => classes.find((name) => name.toLowerCase() === reason))
    .find((name) => name !== undefined)
}

/** The last name of `body.keys[0].n: ...`. */
const memberOf = (line: string): string | undefined => /^[\w.[\] ]*?(\w+)(?:\[\d+\])?: /.exec(line)?.[1]

function bodyOf ({ error, problems, status, operation }: Refused): ErrorBody {
  const message = problems.map(({ line }) => line).join('; ')
  const { gatewayCode } = error.kind
  if (gatewayCode !== undefined) {
    return { errorCode: gatewayCode, httpCode: `${status} ${STATUS_CODES[status] ?? ''}`.trim(), message }
  }
  const general = classOfStatus[status] ?? (status < 500 ? 'Client::BadRequest' : 'Server::InternalServerError')
  const reason = status === 400 ? reasonOf(problems, operation.errorClasses ?? []) : undefined
  const { details } = error
  return {
    class: reason === undefined ? general : `${general}::${reason}`,
    message,
    ...(details === undefined ? {} : { details })
  }
}

export const ovhErrorFormat: ErrorFormat = {
  spelling: jsonSpelling({
    names: {
      chosenKeyId: 'id',
      importedKey: 'keys[0]',
      secretPath: 'path',
      secretData: 'data',
      versionNumber: 'version',
      versionState: 'state',
      identities: 'identityURNs',
      validityDays: 'validity',
      policyIdentities: 'identities',
      configurationValue: 'value',
      terminationToken: 'token',
      emailId: 'id',
      logKind: 'kind',
      actions: 'permissions.allow',
      exceptions: 'permissions.except',
      denied: 'permissions.deny',
      tokenName: 'name'
    },
    calls: {
      listKeys: () => 'GET .../serviceKey',
      importKey: () => 'send `keys`',
      activate: (keyId) => `PUT .../serviceKey/${keyId} with {"state": "ACTIVE"}`,
      deactivate: (keyId) => `PUT .../serviceKey/${keyId} with {"state": "DEACTIVATED", "deactivationReason": "UNSPECIFIED"}`,
      listSecrets: () => 'GET .../secret',
      addVersion: () => 'PUT .../secret/{path} or POST .../secret/{path}/version'
    }
  }),
  body: bodyOf
}
