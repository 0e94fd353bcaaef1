// A refusal for each error response of the contracts, which the Swagger page shows as an example.

import { accessErrors } from '../domain/errors/access/access.js'
import { apiKeyErrors } from '../domain/errors/access/api-keys.js'
import { authenticationErrors } from '../domain/errors/access/authentication.js'
import { refusal, type DomainError } from '../domain/errors/domain-error.js'
import { keyErrors } from '../domain/errors/keys.js'
import { orderErrors } from '../domain/errors/orders.js'
import { httpErrors } from '../http/reply/http-errors.js'

const keyId = 'a3c9b1f0-5f0e-4c8e-8d2a-0c6f6a1f7b42'

/** By the name of the response in the contracts. */
export const errorExamples: Readonly<Record<string, DomainError>> = {
  BadRequest: refusal(keyErrors.KeyNotActive, keyId, 'deactivated'),
  Unauthorized: refusal(authenticationErrors.TokenInvalid),
  Forbidden: refusal(apiKeyErrors.CallNotGranted, 'no access rule of this consumer key names GET and this path'),
  NotFound: refusal(accessErrors.DomainNotFound, '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'),
  Conflict: refusal(orderErrors.OrderPaid, 100_001),
  TooManyRequests: refusal(httpErrors.TooManyRequests, 100),
  Expired: refusal(orderErrors.ServiceExpired, 100_001),
  InternalError: refusal(httpErrors.Internal)
}
