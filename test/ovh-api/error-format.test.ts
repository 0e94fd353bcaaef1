import { describe, expect, it } from 'vitest'
import { accessErrors } from '../../src/domain/errors/access/access.js'
import { apiKeyErrors } from '../../src/domain/errors/access/api-keys.js'
import { refusal, type DomainError } from '../../src/domain/errors/domain-error.js'
import { keyErrors } from '../../src/domain/errors/keys.js'
import { contracts } from '../../src/http/contract/contract.js'
import { errorStatus } from '../../src/http/reply/error-status.js'
import { httpErrors } from '../../src/http/reply/http-errors.js'
import { createValidatorCompiler } from '../../src/http/validation/validation.js'
import { ovhErrorFormat } from '../../src/ovh-api/error-format.js'

function bodyOf (error: DomainError, operationId = 'GetDomainServiceKey'): Record<string, unknown> {
  const { errorClasses = [] } = contracts.ovhApiV2.operations.get(operationId) ?? {}
  return ovhErrorFormat.body?.({
    error,
    problems: error.spelled(ovhErrorFormat.spelling),
    status: errorStatus(error.kind),
    operation: { operationId, errorClasses }
  }) as Record<string, unknown>
}

/** The class of a refused body. */
function classOf (operationId: string, body: object): unknown {
  const { url = '', method = 'POST', schema } = contracts.ovhApiV2.operations.get(operationId) ?? {}
  const result = createValidatorCompiler()({ schema: schema?.body, method, url, httpPart: 'body' })(body)
  const { error } = result as { readonly error?: DomainError }
  return error && bodyOf(error, operationId)['class']
}

describe('a refusal', () => {
  it('has a class and a message, and never a code', () => {
    expect(bodyOf(refusal(keyErrors.KeyNotFound, 'abc'))).toEqual({
      class: 'Client::NotFound', message: expect.stringContaining('abc') as string
    })
    expect(bodyOf(refusal(httpErrors.Internal))['class']).toBe('Server::InternalServerError')
    expect(bodyOf(refusal(httpErrors.TooManyRequests, 2))['class']).toBe('Client::TooManyRequests')
  })

  it('of credentials has the form of the gateway', () => {
    expect(bodyOf(refusal(apiKeyErrors.SignatureInvalid, 'differs'))).toEqual({
      errorCode: 'INVALID_SIGNATURE',
      httpCode: '400 Bad Request',
      message: expect.stringMatching(/^Invalid signature/) as string
    })
    expect(bodyOf(refusal(apiKeyErrors.ConsumerKeyInvalid, 'expired'))).toMatchObject({
      errorCode: 'INVALID_CREDENTIAL', httpCode: '403 Forbidden'
    })
  })

  it('by a policy names the action in its details', () => {
    expect(bodyOf(refusal(accessErrors.ActionNotAllowed, 'okms:apiovh:resource/get', 'urn', []))).toMatchObject({
      class: 'Client::Forbidden', details: { unauthorizedActionsByIAM: 'okms:apiovh:resource/get' }
    })
  })

  it('speaks of members as requests write them', () => {
    expect(bodyOf(refusal(keyErrors.KeyStillActive, 'abc', 'active'))['message']).toContain('"state": "DEACTIVATED"')
  })
})

describe('the class of a refused body', () => {
  const key = { name: 'a', type: 'oct' }
  const credential = { name: 'a', identityURNs: ['urn'] }
  const bad = 'Client::BadRequest'
  it.each([
    ['CreateDomainServiceKey', { ...key, name: '' }, 'ServiceKeyNameMinRequired'],
    ['CreateDomainServiceKey', { ...key, name: 'x'.repeat(33) }, 'ServiceKeyNameMaxExceeded'],
    ['CreateDomainServiceKey', { ...key, name: 'é' }, 'ServiceKeyNameInvalidCharacter'],
    ['CreateDomainServiceKey', { type: 'oct' }, 'ServiceKeyNameMinRequired'],
    ['CreateDomainServiceKey', { ...key, context: 'x'.repeat(65) }, 'ServiceKeyContextMaxExceeded'],
    ['CreateDomainServiceKey', { ...key, keys: [] }, 'ServiceKeyKeysMinRequired'],
    ['CreateDomainServiceKey', { name: 'a', keys: [{}] }, 'ServiceKeyKtyRequired'],
    ['CreateDomainServiceKey', { ...key, size: 100 }, 'ServiceKeySizeInvalid'],
    ['CreateDomainCredential', { ...credential, name: 'x'.repeat(51) }, 'CredentialNameMaximumExceeded'],
    ['CreateDomainCredential', { ...credential, identityURNs: [] }, 'CredentialIdentityURNsMinimumRequired'],
    ['CreateDomainCredential', { ...credential, validity: 0 }, 'CredentialValidityMinimumRequired'],
    ['CreateDomainCredential', { ...credential, certificateType: 'DSA' }, 'CredentialCertificateTypeInvalidEnum'],
    ['CreateDomainSecret', { path: 'a b', version: { data: {} } }, 'SecretPathInvalidCharacter'],
    ['CreateDomainSecret', { path: 'a', version: { data: 1 } }, 'SecretDataInvalidKeyValueJson'],
    [
      'CreateDomainSecret', { path: 'a', version: { data: {} }, metadata: { maxVersions: 24_001 } },
      'SecretMaxVersionsMaxExceeded'
    ]
  ])('of %s %j ends with %s', (operationId, body, reason) => {
    expect(classOf(operationId, body)).toBe(`${bad}::${reason}`)
  })

  it('is the general one where the operation has no other, whatever the member is called', () => {
    for (const name of ['colour', '[', ')', '.*', 'name)|(', '__proto__x', '']) {
      expect(classOf('CreateDomainServiceKey', { ...key, [name]: 'red' }), name).toBe(bad)
    }
  })
})
