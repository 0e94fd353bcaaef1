// Checks requests against the contract.

import { Ajv, type ErrorObject } from 'ajv'
import type { FastifySchemaCompiler } from 'fastify'
import { errors, refusal } from '../domain/errors.js'
import { uuidPattern } from '../domain/uuid.js'

export function createValidatorCompiler (): FastifySchemaCompiler<unknown> {
  const options = { allErrors: true, strict: false, removeAdditional: false, useDefaults: false }
  const formats = { uuid: uuidPattern, byte: true, base64url: true, 'jwe-token': true, uint32: true, int32: true, string: true } as const
  const bodies = new Ajv({ ...options, coerceTypes: false, formats })
  const parameters = new Ajv({ ...options, coerceTypes: true, formats })
  return ({ schema, httpPart }) => {
    const validate = (httpPart === 'body' ? bodies : parameters).compile(schema as object)
    return (data) => validate(data) ? { value: data } : { error: refusal(errors.RequestInvalid, (validate.errors ?? []).map((error: ErrorObject) => `${httpPart ?? ''}${error.instancePath.replaceAll('/', '.')}: ${error.message ?? 'invalid'}`)) }
  }
}
