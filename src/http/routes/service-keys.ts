// Routes of the life of a service key.

import type { RouteOptions } from 'fastify'
import { errors, refusal } from '../../domain/errors.js'
import { isDestroyed, keyStates, type KeyState } from '../../domain/key-state.js'
import type { ServiceKey } from '../../domain/service-key.js'
import { serviceKeyUrn } from '../../domain/urn.js'
import type { ServiceKeys } from '../../services/service-keys.js'
import { decodeContinuationToken, encodeContinuationToken } from '../continuation-token.js'
import { operation } from '../operation.js'
import { encodeServiceKey } from '../service-key-reply.js'

/** What a list shows when it is not told which state: everything but destroyed keys (choices.md 11). */
const listedByDefault = keyStates.filter((state) => !isDestroyed(state))

function listedStates (state: KeyState | 'all' | undefined): readonly KeyState[] {
  if (state === undefined) return listedByDefault
  return state === 'all' ? keyStates : [state]
}

export function serviceKeyRoutes (keys: ServiceKeys): readonly RouteOptions[] {
  return [
    operation('CreateImportServiceKey', async ({ caller, query, body }) => {
      if (body.wrappedKeys != null) throw refusal(errors.NotYetSupported, 'wrappedKeys')
      if (body.extractable === true) throw refusal(errors.NotYetSupported, 'extractable')
      const key = await keys.create(caller, {
        id: body.id?.toLowerCase(),
        name: body.name,
        context: body.context,
        type: body.type,
        size: body.size,
        curve: body.curve,
        operations: body.operations ?? undefined,
        protectionLevel: body.protectionLevel ?? 'SOFTWARE',
        keys: body.keys ?? undefined
      })
      return encodeServiceKey(key, { withKeys: query.format === 'jwk' })
    }),

    operation('ListServiceKeys', ({ caller, may, query }) => {
      const maySee = may && ((key: ServiceKey) => may(serviceKeyUrn(key.okmsId, key.keyId)))
      const page = keys.list(caller, listedStates(query.state), { after: decodeContinuationToken(query['continuation-token']), limit: query.max ?? 100 }, maySee)
      return {
        objects_list: page.items.map((key) => encodeServiceKey(key)),
        continuation_token: encodeContinuationToken(page.next),
        is_truncated: page.next !== null
      }
    }),

    operation('GetServiceKey', ({ caller, params, query }) => {
      for (const field of ['wrappingKeyId', 'wrappedKeyFormat', 'wrappingAlgorithm'] as const) {
        if (query[field] !== undefined) throw refusal(errors.NotYetSupported, field)
      }
      return encodeServiceKey(keys.get(caller, params.keyId), { withKeys: query.format === 'jwk' })
    }),

    operation('PatchServiceKey', ({ caller, params, body }) => {
      if (body.extractable === true) throw refusal(errors.NotYetSupported, 'extractable')
      if (body.name === undefined && body.extractable == null) throw refusal(errors.RequestInvalid, ['body: nothing to change; accepted members: name, extractable'])
      return encodeServiceKey(body.name === undefined ? keys.get(caller, params.keyId) : keys.rename(caller, params.keyId, body.name))
    }),

    operation('DeleteServiceKey', ({ caller, params }) => { keys.destroy(caller, params.keyId) }),

    operation('ActivateServiceKey', ({ caller, params }) => { keys.activate(caller, params.keyId) }),

    operation('DeactivateServiceKey', ({ caller, params, body }) => { keys.deactivate(caller, params.keyId, body.reason) })
  ]
}
