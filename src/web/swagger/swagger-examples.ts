// An example for each error status, in the format of the server, made from the rows of the error table.

import { errors, refusal, type DomainError } from '../../domain/errors/errors.js'
import { domainUrn, resourceUrn, rootIdentity } from '../../domain/urn.js'
import type { JsonObject } from '../../http/contract/contract.js'
import type { ContractValue } from '../../http/contract/contract-value.js'

const okmsId = '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'
const keyId = 'a3c9b1f0-5f0e-4c8e-8d2a-0c6f6a1f7b42'
const user = rootIdentity.replace(':account:', ':user:') + '/alice'

/** Refusals by the name of the response in the contract: those of the service, and those of the admin API where they differ. */
const ofService: Readonly<Record<string, DomainError>> = {
  BadRequest: refusal(errors.KeyNotActive, keyId, 'deactivated'),
  Unauthorized: refusal(errors.CredentialsMissing, ''),
  Forbidden: refusal(errors.ActionNotAllowed, 'okms:apikms:serviceKey/get', resourceUrn(okmsId, { kind: 'serviceKey', id: keyId }), [user]),
  NotFound: refusal(errors.KeyNotFound, keyId),
  Conflict: refusal(errors.KeyIdTaken, keyId),
  TooManyRequests: refusal(errors.TooManyRequests, 100),
  InternalError: refusal(errors.Internal)
}

const ofAdminApi: Readonly<Record<string, DomainError>> = {
  ...ofService,
  BadRequest: refusal(errors.AccessRequestInvalid, [`resources[0]: got "${okmsId}"; accepted: a resource URN such as ${domainUrn(okmsId)}, or *`]),
  Unauthorized: refusal(errors.AdminCertificateMissing),
  Forbidden: refusal(errors.AdminCertificateNeeded),
  NotFound: refusal(errors.DomainNotFound, okmsId),
  Conflict: refusal(errors.DomainExists, okmsId)
}

export const errorExamples = { service: ofService, adminApi: ofAdminApi } as const

/** The document with an example in each of its error responses. Throws when the contract has one that no example is for. */
export function withErrorExamples (document: ContractValue, examples: Readonly<Record<string, DomainError>>): ContractValue {
  const components = document.member('components')
  const responses = components.member('responses').members().map(([name, response]) => {
    const error = examples[name]
    if (error === undefined) throw response.fault('no example for this response')
    const example: JsonObject = { error_id: '0f6f7a3e-58b5-4d0e-9c0b-1a52c1c0f3d7', error_code: error.errorCode, errors: [...error.texts], request_id: '7b0d2f7e-8a3f-4c57-b0a1-5d5f2f1f6c11' }
    const json = response.member('content').member('application/json').object()
    return [name, { ...response.object(), content: { 'application/json': { ...json, example } } }]
  })
  return document.with({ ...document.object(), components: { ...components.object(), responses: Object.fromEntries(responses) as JsonObject } })
}
