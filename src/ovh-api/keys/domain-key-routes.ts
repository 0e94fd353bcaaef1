// Routes of service keys in API v2.

import type { RouteOptions } from 'fastify'
import { refusal } from '../../domain/errors/domain-error.js'
import {
  isDestroyed, keyStates, transitionFor, type KeyState, type RevocationReason
} from '../../domain/keys/key-state.js'
import type { ServiceKey } from '../../domain/keys/service-key.js'
import type { components } from '../../http/contract/generated/ovh-api-v2.js'
import { httpErrors } from '../../http/reply/http-errors.js'
import type { Cursors } from '../../http/paging/page-headers.js'
import type { KeySource } from '../../services/keys/key-creation.js'
import type { ServiceKeys } from '../../services/keys/service-keys.js'
import { tagFilter } from '../iam.js'
import { keyStateNames, reasonNames } from '../names.js'
import { domainOperation } from '../operation.js'
import { encodeKey, encodeKeyWithIam, tagsOf } from './domain-key-reply.js'

type Schemas = components['schemas']
type ImportedJwk = NonNullable<KeySource['jwk']>

/** As in the service's own API (choices.md 11). */
const listedByDefault = keyStates.filter((state) => !isDestroyed(state))

function listedStates (state: Schemas['okms.KeyStateEnum'] | undefined): readonly KeyState[] {
  if (state === undefined) return listedByDefault
  return state === 'ALL' ? keyStates : [keyStateNames.decode(state)]
}

/** Terraform sends null for every member that is not set, and a placeholder as `kid`. */
function jwkOf ({ kid: _, ...jwk }: Schemas['okms.serviceKey.JsonWebKeyRequest']): ImportedJwk {
  return Object.fromEntries(Object.entries(jwk).filter(([, value]) => value !== null)) as unknown as ImportedJwk
}

const placeOfReason = { name: 'deactivationReason', path: 'body.deactivationReason' }

/** A state change of an update. Refuses RequestInvalid where state and reason contradict each other. */
function transitionOf (
  { state, deactivationReason }: Schemas['okms.serviceKey.Update']
): 'activate' | RevocationReason | undefined {
  const invalid = (text: string, keyword?: 'required') =>
    refusal(httpErrors.RequestInvalid, [{ place: placeOfReason, text, keyword }])
  const reason = deactivationReason == null ? undefined : reasonNames.decode(deactivationReason)
  if (state == null || state === 'ACTIVE') {
    if (reason !== undefined) throw invalid('accepted only with the state DEACTIVATED or COMPROMISED')
    return state == null ? undefined : 'activate'
  }
  const isCompromise = state === 'COMPROMISED'
  if (reason === undefined) {
    if (isCompromise) throw invalid('missing; accepted with the state COMPROMISED: KEY_COMPROMISE, CA_COMPROMISE', 'required')
    throw invalid('missing; accepted with the state DEACTIVATED: UNSPECIFIED, AFFILIATION_CHANGED, SUPERSEDED, CESSATION_OF_OPERATION, PRIVILEGE_WITHDRAWN', 'required')
  }
  if ((transitionFor(reason) === 'compromise') !== isCompromise) throw invalid(`does not fit the state ${state}`)
  return reason
}

export function domainKeyRoutes (keys: ServiceKeys, cursors: Cursors): readonly RouteOptions[] {
  return [
    domainOperation('CreateDomainServiceKey', async ({ caller, body }) => {
      const [jwk] = body.keys ?? []
      const key = await keys.create(caller, {
        name: body.name,
        context: body.context ?? undefined,
        type: body.type ?? undefined,
        size: body.size ?? undefined,
        curve: body.curve ?? undefined,
        operations: body.operations ?? undefined,
        protectionLevel: body.protectionLevel == null || body.protectionLevel === 'SOFTWARE' ? 'SOFTWARE' : 'HSM',
        ...(jwk === undefined ? {} : { jwk: jwkOf(jwk) })
      })
      return { body: encodeKey(key) }
    }),

    domainOperation('ListDomainServiceKeys', async ({ caller, isVisible, query: { state, iamTags }, headers }) => {
      const states = listedStates(state)
      const hasTags = tagFilter(iamTags)
      const list = `service keys of API v2/${caller.okmsId}/${states.join()}`
      const { after, limit } = cursors.wanted(list, headers)
      const maySee = (key: ServiceKey) => (isVisible?.({ kind: 'serviceKey', id: key.keyId }) ?? true) &&
        (hasTags?.(tagsOf(key)) ?? true)
      const { items, next } = await keys.list(caller, states, { after: Number(after), limit }, maySee)
      return {
        headers: cursors.next(list, { next: next === null ? null : String(next) }),
        body: items.map((key) => encodeKeyWithIam(key))
      }
    }),

    domainOperation('GetDomainServiceKey', ({ caller, params: { keyId }, query: { format } }) => ({
      body: encodeKeyWithIam(keys.get(caller, keyId), format)
    })),

    domainOperation('UpdateDomainServiceKey', ({ caller, params: { keyId }, body }) => {
      const transition = transitionOf(body)
      if (transition === undefined && body.name == null) {
        throw refusal(httpErrors.RequestInvalid, ['body: nothing to change; accepted members: name, state'])
      }
      return { body: encodeKey(keys.edit(caller, keyId, { name: body.name ?? undefined, transition })) }
    }),

    domainOperation('DeleteDomainServiceKey', ({ caller, params: { keyId } }) => {
      keys.destroy(caller, keyId)
      return { body: null }
    })
  ]
}
