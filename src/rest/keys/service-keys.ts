// Routes of the life cycle of service keys.

import type { RouteOptions } from 'fastify'
import { httpErrors } from '../../http/reply/http-errors.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { isDestroyed, keyStates, type KeyState } from '../../domain/keys/key-state.js'
import type { ServiceKey } from '../../domain/keys/service-key.js'
import type { ServiceKeys } from '../../services/keys/service-keys.js'
import type { ContinuationTokens } from '../continuation-token.js'
import { operation } from '../operation.js'
import { importedKeyOf } from './key-source.js'
import { writeServiceKeyList } from './service-key-list-json.js'
import { encodeServiceKey, encodeServiceKeyWithJwk } from './service-key-reply.js'
import { encodeWrappedKey, wrappedExport } from './wrapped-key-fields.js'

/** The states in a list without `state`: all but destroyed keys (choices.md 11). */
const listedByDefault = keyStates.filter((state) => !isDestroyed(state))

function listedStates (state: KeyState | 'all' | undefined): readonly KeyState[] {
  if (state === undefined) return listedByDefault
  return state === 'all' ? keyStates : [state]
}

export function serviceKeyRoutes (keys: ServiceKeys, tokens: ContinuationTokens): readonly RouteOptions[] {
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
        ...importedKeyOf(body)
      })
      return { body: query.format === 'jwk' ? encodeServiceKeyWithJwk(key) : encodeServiceKey(key) }
    }),

    operation('ListServiceKeys', async ({ caller, isVisible, query }) => {
      const maySee = isVisible && ((key: ServiceKey) => isVisible({ kind: 'serviceKey', id: key.keyId }))
      const list = { okmsId: caller.okmsId, states: listedStates(query.state) }
      const wanted = { after: tokens.decode(list, query['continuation-token']), limit: query.max ?? 100 }
      const page = await keys.list(caller, list.states, wanted, maySee)
      return { body: writeServiceKeyList(page, (position) => tokens.encode(list, position)) }
    }),

    operation('GetServiceKey', ({ caller, params, query }) => {
      const wanted = wrappedExport(query)
      const key = keys.get(caller, params.keyId)
      if (wanted === undefined) {
        return { body: query.format === 'jwk' ? encodeServiceKeyWithJwk(key) : encodeServiceKey(key) }
      }
      const exported = encodeWrappedKey(keys.exportWrapped(caller, params.keyId, wanted))
      return { body: { ...encodeServiceKey(key), wrappedKeys: [exported] } }
    }),

    operation('PatchServiceKey', ({ caller, params, body: { name, extractable } }) => {
      if (name === undefined && extractable == null) {
        throw refusal(httpErrors.RequestInvalid, ['body: nothing to change; accepted members: name, extractable'])
      }
      return {
        body: encodeServiceKey(keys.edit(caller, params.keyId, { name, extractable: extractable ?? undefined }))
      }
    }),

    operation('DeleteServiceKey', ({ caller, params }) => { keys.destroy(caller, params.keyId) }),

    operation('ActivateServiceKey', ({ caller, params }) => { keys.activate(caller, params.keyId) }),

    operation('DeactivateServiceKey', ({ caller, params, body }) => {
      keys.deactivate(caller, params.keyId, body.reason)
    })
  ]
}
