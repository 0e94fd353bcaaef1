// A refusal for each error response of the admin API's contract, which the Swagger page shows as an example.

import { accessErrors } from '../domain/errors/access/access.js'
import { authenticationErrors } from '../domain/errors/access/authentication.js'
import { refusal, type DomainError } from '../domain/errors/domain-error.js'
import { domainUrn } from '../domain/urn.js'
import { httpErrors } from '../http/reply/http-errors.js'
import { adminErrors } from './admin-errors.js'

const okmsId = '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'

/** By the name of the response in the contract. */
export const errorExamples: Readonly<Record<string, DomainError>> = {
  BadRequest: refusal(accessErrors.AccessRequestInvalid, [{ place: 'resources', text: `got "${okmsId}"; accepted: resource URNs such as ${domainUrn(okmsId)}, or *` }]),
  Unauthorized: refusal(adminErrors.AdminCertificateMissing),
  Forbidden: refusal(authenticationErrors.AdminCertificateNeeded),
  ForeignPage: refusal(httpErrors.ForeignOrigin, '"https://elsewhere.example"'),
  NotFound: refusal(accessErrors.DomainNotFound, okmsId),
  Conflict: refusal(accessErrors.DomainExists, okmsId),
  TooManyRequests: refusal(httpErrors.TooManyRequests, 100),
  InternalError: refusal(httpErrors.Internal)
}
