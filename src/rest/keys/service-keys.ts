// Routes of the life cycle of service keys.

import { types } from 'node:util'
import type { RouteOptions } from 'fastify'
import { errors, refusal } from '../../domain/errors/errors.js'
import { isDestroyed, keyStates, type KeyState } from '../../domain/keys/key-state.js'
import type { ServiceKey } from '../../domain/keys/service-key.js'
import { serviceKeyUrn } from '../../domain/urn.js'
import type { ServiceKeys } from '../../services/keys/service-keys.js'
import { decodeContinuationToken } from '../continuation-token.js'
import { operation } from '../operation.js'
import { encodeServiceKey, encodeServiceKeyList, encodeServiceKeyWithJwk, writeServiceKey, writeServiceKeyList } from './service-key-reply.js'
import { decodeWrappedKey, encodeWrappedKey, wrappedExport } from './wrapped-key-fields.js'

/** The states in a list without `state`: all but destroyed keys (choices.md 11). */
const listedByDefault = keyStates.filter((state) => !isDestroyed(state))

function listedStates (state: KeyState | 'all' | undefined): readonly KeyState[] {
  if (state === undefined) return listedByDefault
  return state === 'all' ? keyStates : [state]
}

export function serviceKeyRoutes (keys: ServiceKeys): readonly RouteOptions[] {
  return [
    operation('CreateImportServiceKey', async ({ caller, query, body }) => {
      const key = await keys.create(caller, {
        id: body.id?.toLowerCase(),
        name: body.name,
        context: body.context,
        type: body.type,
        size: body.size,
        curve: body.curve,
        operations: body.operations ?? undefined,
        protectionLevel: body.protectionLevel ?? 'SOFTWARE',
        extractable: body.extractable ?? undefined,
        keys: body.keys ?? undefined,
        wrappedKeys: body.wrappedKeys?.map(decodeWrappedKey)
      })
      return query.format === 'jwk' ? encodeServiceKeyWithJwk(key) : encodeServiceKey(key)
    }),

    operation('ListServiceKeys', ({ caller, isVisible, query }) => {
      const maySee = isVisible && ((key: ServiceKey) => isVisible(serviceKeyUrn(key.okmsId, key.keyId)))
      const page = keys.list(caller, listedStates(query.state), { after: decodeContinuationToken(query['continuation-token']), limit: query.max ?? 100 }, maySee)
      return types.isPromise(page) ? page.then(encodeServiceKeyList) : encodeServiceKeyList(page)
    }, writeServiceKeyList),

    operation('GetServiceKey', ({ caller, params, query }) => {
      const wanted = wrappedExport(query)
      const key = keys.get(caller, params.keyId)
      if (wanted === undefined) return query.format === 'jwk' ? encodeServiceKeyWithJwk(key) : encodeServiceKey(key)
      return { ...encodeServiceKey(key), wrappedKeys: [encodeWrappedKey(keys.exportWrapped(caller, params.keyId, wanted))] }
    }, writeServiceKey),

    operation('PatchServiceKey', ({ caller, params, body }) => {
      if (body.name === undefined && body.extractable == null) throw refusal(errors.RequestInvalid, ['body: nothing to change; accepted members: name, extractable'])
      return encodeServiceKey(keys.edit(caller, params.keyId, { name: body.name, extractable: body.extractable ?? undefined }))
    }),

    operation('DeleteServiceKey', ({ caller, params }) => { keys.destroy(caller, params.keyId) }),

    operation('ActivateServiceKey', ({ caller, params }) => { keys.activate(caller, params.keyId) }),

    operation('DeactivateServiceKey', ({ caller, params, body }) => { keys.deactivate(caller, params.keyId, body.reason) })
  ]
}
