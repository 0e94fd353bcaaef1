// A refusal for each error response of the service's contract, which the Swagger page shows as an example.

import { accessErrors } from '../domain/errors/access/access.js'
import { refusal, type DomainError } from '../domain/errors/domain-error.js'
import { keyErrors } from '../domain/errors/keys.js'
import { resourceUrn, rootIdentity } from '../domain/urn.js'
import { httpErrors } from '../http/reply/http-errors.js'

const okmsId = '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'
const keyId = 'a3c9b1f0-5f0e-4c8e-8d2a-0c6f6a1f7b42'
const user = rootIdentity.replace(':account:', ':user:') + '/alice'

/** By the name of the response in the contract. */
export const errorExamples: Readonly<Record<string, DomainError>> = {
  BadRequest: refusal(keyErrors.KeyNotActive, keyId, 'deactivated'),
  Unauthorized: refusal(httpErrors.CredentialsMissing, ''),
  Forbidden: refusal(
    accessErrors.ActionNotAllowed,
    'okms:apikms:serviceKey/get',
    resourceUrn(okmsId, { kind: 'serviceKey', id: keyId }),
    [user]
  ),
  NotFound: refusal(keyErrors.KeyNotFound, keyId),
  Conflict: refusal(keyErrors.KeyIdTaken, keyId),
  TooManyRequests: refusal(httpErrors.TooManyRequests, 100),
  InternalError: refusal(httpErrors.Internal)
}
