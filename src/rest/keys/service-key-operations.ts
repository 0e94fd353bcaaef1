// Routes of what a service key does.

import type { RouteOptions } from 'fastify'
import type { CryptographicOperations } from '../../services/keys/cryptographic-operations.js'
import { fromBase64 } from './base64-field.js'
import { operation } from '../operation.js'

/**
 * What these operations answer is base64, base64url or a compact token, none of which has a character that JSON escapes: JSON.stringify
 * would look at each of up to 5,000.
 */
const plainMember = <Name extends string>(name: Name) => (reply: Readonly<Record<Name, string>>): string => `{"${name}":"${reply[name]}"}`

export function serviceKeyOperationRoutes (operations: CryptographicOperations): readonly RouteOptions[] {
  return [
    operation('Encrypt', ({ caller, params, body }) => ({
      ciphertext: operations.encrypt(caller, params.keyId, { plaintext: fromBase64(body.plaintext, 'plaintext'), context: body.context ?? undefined })
    }), plainMember('ciphertext')),

    operation('Decrypt', ({ caller, params, body }) => ({
      plaintext: operations.decrypt(caller, params.keyId, { ciphertext: body.ciphertext, context: body.context ?? undefined }).toString('base64')
    }), plainMember('plaintext')),

    operation('GenerateDataKey', ({ caller, params, body }) => {
      const { key, plaintext } = operations.generateDataKey(caller, params.keyId, body.size)
      return { key, plaintext: plaintext.toString('base64') }
    }, ({ key, plaintext }) => `{"key":"${key}","plaintext":"${plaintext}"}`),

    operation('DecryptDataKey', ({ caller, params, body }) => ({
      plaintext: operations.decryptDataKey(caller, params.keyId, body.key).toString('base64')
    }), plainMember('plaintext')),

    operation('Sign', async ({ caller, params, query, body }) => {
      const request = { message: fromBase64(body.message, 'message'), alg: body.alg, isDigest: body.isdigest ?? false }
      const { format = 'raw' } = query
      if (format !== 'raw') return { signature: await operations.signToken(caller, params.keyId, request, format) }
      return { signature: (await operations.sign(caller, params.keyId, request)).toString('base64') }
    }, plainMember('signature')),

    operation('Verify', async ({ caller, params, body }) => ({
      result: await operations.verify(caller, params.keyId, {
        signature: body.signature,
        message: body.message == null ? undefined : fromBase64(body.message, 'message'),
        alg: body.alg,
        isDigest: body.isdigest ?? false
      })
    })),

    operation('GenerateRandomBytes', ({ caller, query }) => ({
      bytes: operations.random(caller, query.length ?? 1).toString('base64')
    }), plainMember('bytes'))
  ]
}
