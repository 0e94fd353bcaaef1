// The life of service keys: create, import, list, get, rename, activate, deactivate, delete (service.md 4).

import { randomUUID } from 'node:crypto'
import type { Clock } from '../domain/clock.js'
import { errors, refusal } from '../domain/errors.js'
import type { Caller } from '../domain/identity.js'
import type { KeyClass } from '../domain/key-class.js'
import type { KeyOperation } from '../domain/key-operations.js'
import { isDestroyed, nextState, transitionFor, type KeyState, type KeyTransition, type RevocationReason } from '../domain/key-state.js'
import type { Page, PageRequest } from '../domain/page.js'
import type { ServiceKeyStore } from '../domain/ports.js'
import type { KeyMaterial, ProtectionLevel, PublicJwk, ServiceKey } from '../domain/service-key.js'
import { uuidPattern } from '../domain/uuid.js'
import { generateKeyMaterial } from '../crypto/generate-key.js'
import { importJwk, type JwkInput } from '../crypto/jwk-import.js'
import type { KeyMaterials } from './key-materials.js'
import { planGeneration, planImport, type KeyWish } from './key-plan.js'

export interface NewServiceKey extends KeyWish {
  /** Chosen by the client; otherwise a new UUID. */
  readonly id?: string | undefined
  readonly name: string
  readonly context?: string | undefined
  readonly protectionLevel: ProtectionLevel
  /** JWKs to import instead of generating; exactly one. */
  readonly keys?: readonly (JwkInput & { readonly key_ops?: readonly KeyOperation[] | null | undefined })[] | undefined
}

export interface ServiceKeys {
  create (caller: Caller, request: NewServiceKey): Promise<ServiceKey>
  /**
   * @param maySee Leaves out keys that the caller may not see. A page may then be shorter than asked, but never empty while more follows
   * (clients stop at an empty one).
   */
  list (caller: Caller, states: readonly KeyState[], page: PageRequest, maySee?: (key: ServiceKey) => boolean): Page<ServiceKey>
  get (caller: Caller, keyId: string): ServiceKey
  /** The key, when it is active and may do this: what every cryptographic operation asks first. */
  usable (caller: Caller, keyId: string, operation: KeyOperation): ServiceKey
  rename (caller: Caller, keyId: string, name: string): ServiceKey
  activate (caller: Caller, keyId: string): void
  deactivate (caller: Caller, keyId: string, reason: RevocationReason): void
  /** Erases the material for good; a tombstone keeps the id from being used again. */
  destroy (caller: Caller, keyId: string): void
}

export function createServiceKeys ({ store, materials, clock, newId = randomUUID }: {
  store: ServiceKeyStore
  materials: Pick<KeyMaterials, 'forget'>
  clock: Clock
  newId?: () => string
}): ServiceKeys {
  /** Destroyed keys are not found: only lists show their tombstones (choices.md 12). */
  function found (key: ServiceKey | undefined, keyId: string): ServiceKey {
    if (key === undefined || isDestroyed(key.state)) throw refusal(errors.KeyNotFound, keyId)
    return key
  }

  const get = (caller: Caller, keyId: string) => found(store.find(caller.okmsId, keyId), keyId)

  function change (caller: Caller, keyId: string, edit: (key: ServiceKey) => ServiceKey): ServiceKey {
    return found(store.update(caller.okmsId, keyId, (key) => edit(found(key, keyId))) ?? undefined, keyId)
  }

  /** The key after a transition, with the dates that go with it (choices.md 10). */
  function moved (key: ServiceKey, transition: KeyTransition, reason: RevocationReason | null): ServiceKey {
    const state = nextState(key.state, transition)
    if (state === 'unchanged') return key
    if (state === 'refused') throw refusal(errors.KeyStillActive, key.keyId, key.state)
    const now = clock()
    return { ...key, state, ...datesOf[transition](key, now), revocationReason: transition === 'destroy' ? key.revocationReason : reason }
  }

  return {
    async create (caller, request) {
      // A string in the contract, a UUID in every client: the Go SDK cannot even list a domain that has another id in it.
      if (request.id !== undefined && !uuidPattern.test(request.id)) throw refusal(errors.KeyRequestInvalid, `id: got ${JSON.stringify(request.id)}; a UUID is accepted, such as 4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11`)
      if (request.id !== undefined && store.find(caller.okmsId, request.id) !== undefined) throw refusal(errors.KeyIdTaken, request.id)
      const made = request.keys === undefined ? await generated(request) : imported(request, request.keys)
      const now = clock()
      const key: ServiceKey = {
        okmsId: caller.okmsId,
        keyId: request.id ?? newId(),
        name: request.name,
        context: request.context ?? null,
        protectionLevel: request.protectionLevel,
        ...made.description,
        ...(made.generatedHere ? protection.generated : protection.imported)[made.description.class],
        state: 'active',
        revocationReason: null,
        createdAt: now,
        activatedAt: now,
        deactivatedAt: null,
        compromisedAt: null,
        destroyedAt: null
      }
      store.insert(key, made.material)
      return key
    },

    list (caller, states, { after, limit }, maySee) {
      let page = store.list(caller.okmsId, states, { after, limit })
      if (maySee === undefined) return page
      for (;;) {
        const items = page.items.filter(maySee)
        if (items.length > 0 || page.next === null) return { items, next: page.next }
        page = store.list(caller.okmsId, states, { after: page.next, limit })
      }
    },

    get,

    usable (caller, keyId, operation) {
      const key = get(caller, keyId)
      if (key.state !== 'active') throw refusal(errors.KeyNotActive, keyId, key.state)
      if (!key.operations.includes(operation)) throw refusal(errors.UsageNotGranted, keyId, operation, key.operations)
      return key
    },

    rename: (caller, keyId, name) => change(caller, keyId, (key) => ({ ...key, name })),

    activate (caller, keyId) {
      change(caller, keyId, (key) => moved(key, 'activate', null))
    },

    deactivate (caller, keyId, reason) {
      change(caller, keyId, (key) => moved(key, transitionFor(reason), reason))
    },

    destroy (caller, keyId) {
      const key = store.update(caller.okmsId, keyId, (key) => moved(found(key, keyId), 'destroy', null))
      if (key === undefined) throw refusal(errors.KeyNotFound, keyId)
      materials.forget(key)
    }
  }
}

/** Which dates a transition sets and clears. */
const datesOf: Record<KeyTransition, (key: ServiceKey, now: number) => Partial<ServiceKey>> = {
  activate: (_key, now) => ({ activatedAt: now, deactivatedAt: null, compromisedAt: null }),
  deactivate: (_key, now) => ({ deactivatedAt: now }),
  compromise: (_key, now) => ({ compromisedAt: now }),
  destroy: (_key, now) => ({ destroyedAt: now })
}

/** Whether material may leave, and whether it ever could (service.md 6.5, 6.6). */
const secret = { extractable: false, sensitive: true, alwaysSensitive: true } as const
const open = { extractable: true, neverExtractable: false, sensitive: false, alwaysSensitive: false } as const
const protection = {
  generated: { SECRET_KEY: { ...secret, neverExtractable: true }, KEY_PAIR: { ...secret, neverExtractable: true }, PUBLIC_KEY: open },
  imported: { SECRET_KEY: { ...secret, neverExtractable: false }, KEY_PAIR: { ...secret, neverExtractable: false }, PUBLIC_KEY: open }
} satisfies Record<string, Record<KeyClass, Pick<ServiceKey, 'extractable' | 'neverExtractable' | 'sensitive' | 'alwaysSensitive'>>>

interface MadeKey {
  readonly description: Pick<ServiceKey, 'type' | 'size' | 'curve' | 'class' | 'operations'> & { readonly publicJwk: PublicJwk | null }
  readonly material: KeyMaterial | null
  readonly generatedHere: boolean
}

async function generated (wish: KeyWish): Promise<MadeKey> {
  const { spec, operations } = planGeneration(wish)
  const { material, publicJwk } = await generateKeyMaterial(spec)
  return {
    description: {
      type: spec.type,
      size: spec.type === 'EC' ? null : spec.size,
      curve: spec.type === 'EC' ? spec.curve : null,
      class: spec.type === 'oct' ? 'SECRET_KEY' : 'KEY_PAIR',
      operations,
      publicJwk
    },
    material,
    generatedHere: true
  }
}

function imported (wish: KeyWish, keys: NonNullable<NewServiceKey['keys']>): MadeKey {
  const [jwk, ...others] = keys
  if (jwk === undefined || others.length > 0) throw refusal(errors.KeyRequestInvalid, `keys: got ${keys.length} entries; exactly one key is imported at a time`)
  const { material, ...description } = importJwk(jwk, 'keys[0]')
  return { description: { ...description, ...planImport(wish, { material, ...description }, jwk) }, material, generatedHere: false }
}
