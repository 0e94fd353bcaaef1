// Routes of the cryptographic operations of service keys.

import type { RouteOptions } from 'fastify'
import type { CryptographicOperations } from '../../services/keys/cryptographic-operations.js'
import { fromBase64 } from './base64-field.js'
import { unescapedJson } from '../../http/reply/written-json.js'
import { operation } from '../operation.js'

export function serviceKeyOperationRoutes (operations: CryptographicOperations): readonly RouteOptions[] {
  return [
    operation('Encrypt', ({ caller, params, body }) => {
      const plaintext = fromBase64(body.plaintext, 'plaintext')
      const ciphertext = operations.encrypt(caller, params.keyId, { plaintext, context: body.context ?? undefined })
      return { body: unescapedJson({ ciphertext }) }
    }),

    operation('Decrypt', ({ caller, params, body: { ciphertext, context } }) => {
      const plaintext = operations.decrypt(caller, params.keyId, { ciphertext, context: context ?? undefined })
      return { body: unescapedJson({ plaintext: plaintext.toString('base64') }) }
    }),

    operation('GenerateDataKey', ({ caller, params, body }) => {
      const { key, plaintext } = operations.generateDataKey(caller, params.keyId, body.size)
      return { body: unescapedJson({ key, plaintext: plaintext.toString('base64') }) }
    }),

    operation('DecryptDataKey', ({ caller, params, body }) => {
      const plaintext = operations.decryptDataKey(caller, params.keyId, body.key)
      return { body: unescapedJson({ plaintext: plaintext.toString('base64') }) }
    }),

    operation('Sign', async ({ caller, params, query, body }) => {
      const request = { message: fromBase64(body.message, 'message'), alg: body.alg, isDigest: body.isdigest ?? false }
      const { format = 'raw' } = query
      const signature = format === 'raw'
        ? (await operations.sign(caller, params.keyId, request)).toString('base64')
        : await operations.signToken(caller, params.keyId, request, format)
      return { body: unescapedJson({ signature }) }
    }),

    operation('Verify', async ({ caller, params, body }) => {
      const result = await operations.verify(caller, params.keyId, {
        signature: body.signature,
        message: body.message == null ? undefined : fromBase64(body.message, 'message'),
        alg: body.alg,
        isDigest: body.isdigest ?? false
      })
      return { body: { result } }
    }),

    operation('GenerateRandomBytes', ({ caller, query }) => ({
      body: unescapedJson({ bytes: operations.random(caller, query.length ?? 1).toString('base64') })
    }))
  ]
}
