// The life cycle of service keys: create, import, list, get, rename, activate, deactivate, delete (service.md 4).

import { setImmediate as nextTurn } from 'node:timers/promises'
import { generateKeyMaterial, type GeneratedKey, type KeySpec } from '../../crypto/keys/generate-key.js'
import type { Clocks } from '../../domain/clock.js'
import { withExtractable } from '../../domain/keys/extractability.js'
import { keyErrors } from '../../domain/errors/keys.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { Caller } from '../../domain/access/identity.js'
import { keyFor, keyUses, type KeyUse } from '../../domain/keys/key-operations.js'
import {
  isDestroyed, requireUsable, stateAfter, transitionFor, type KeyState, type KeyTransition, type RevocationReason
} from '../../domain/keys/key-state.js'
import type { Page, PageRequest } from '../../domain/page.js'
import type { NewKey, ServiceKeyStore } from '../../domain/ports.js'
import type { ServiceKey } from '../../domain/keys/service-key.js'
import { unusedId } from '../../domain/random.js'
import { quotedOrLength } from '../../domain/text/quoted-text.js'
import { uuidPattern } from '../../domain/uuid.js'
import { noProgress, type Progress } from '../../domain/progress.js'
import { systemSource } from '../../crypto/random/system-random.js'
import { batched } from '../batch.js'
import { createKey, type KeySource } from './key-creation.js'
import { newServiceKey } from './new-service-key.js'
import type { WrappedExport, WrappedKey, WrappedKeys } from './wrapped-keys.js'

export interface NewServiceKey extends KeySource {
  /** Chosen by the client; otherwise a new UUID. */
  readonly id?: string | undefined
  readonly name: string
  readonly context?: string | undefined
  /** Whether the material can be exported wrapped; by default only for a public key alone. */
  readonly extractable?: boolean | undefined
}

/** The members that an update can change; undefined members do not change. */
export interface KeyEdit {
  readonly name?: string | undefined
  readonly extractable?: boolean | undefined
  /** A change of state together with the others: all of them are stored, or none. */
  readonly transition?: 'activate' | RevocationReason | undefined
}

export interface ServiceKeys {
  create (caller: Caller, request: NewServiceKey): Promise<ServiceKey>
  /**
   * @param maySee Leaves out keys that the caller may not see. A page may then be shorter than requested, but never
   * empty while more follows, because clients stop at an empty page. A long search lets other requests run meanwhile.
   */
  list (
    caller: Caller, states: readonly KeyState[], page: PageRequest, maySee?: (key: ServiceKey) => boolean
  ): Page<ServiceKey> | Promise<Page<ServiceKey>>
  get (caller: Caller, keyId: string): ServiceKey
  /** The key, if it is active and allows this operation: the first check of every cryptographic operation. */
  usable (caller: Caller, keyId: string, use: KeyUse): ServiceKey
  /**
   * The material under a transport key of the domain, in the form of an import. The key may be in any state: a key that
   * cannot be used can still be backed up.
   */
  exportWrapped (caller: Caller, keyId: string, request: WrappedExport): WrappedKey
  edit (caller: Caller, keyId: string, edit: KeyEdit): ServiceKey
  activate (caller: Caller, keyId: string): void
  deactivate (caller: Caller, keyId: string, reason: RevocationReason): void
  /** Erases the material permanently; a tombstone keeps the id from being used again. */
  destroy (caller: Caller, keyId: string): void
}

/** Generates the material of a key. */
export type GenerateServiceKey = (spec: KeySpec, key: Pick<ServiceKey, 'okmsId' | 'keyId'>) => Promise<GeneratedKey>

export function createServiceKeys ({
  store, wrapped, clocks, generate = (spec) => generateKeyMaterial(spec), newId = systemSource.uuid,
  changed = () => {}, waiting = noProgress
}: {
  store: ServiceKeyStore
  wrapped: WrappedKeys
  clocks: Pick<Clocks, 'of'>
  generate?: GenerateServiceKey
  newId?: (okmsId: string) => string
  /** Called for every key that was created or changed, after the change is stored. */
  changed?: (key: ServiceKey) => void
  /** For progress: generating an RSA-4096 key takes seconds. */
  waiting?: Progress
}): ServiceKeys {
  const freshId = (okmsId: string) =>
    unusedId(() => newId(okmsId), (keyId) => store.find(okmsId, keyId) !== undefined)

  const keep = batched((entries: readonly NewKey[]) => store.insert(...entries))

  function existing (key: ServiceKey | undefined, keyId: string): ServiceKey {
    if (key === undefined) throw refusal(keyErrors.KeyNotFound, keyId)
    return key
  }

  /** Destroyed keys are not found: only lists show their tombstones (choices.md 12). */
  function found (key: ServiceKey | undefined, keyId: string): ServiceKey {
    const stored = existing(key, keyId)
    if (isDestroyed(stored.state)) throw refusal(keyErrors.KeyDestroyed, keyId)
    return stored
  }

  const get = (caller: Caller, keyId: string) => found(store.find(caller.okmsId, keyId), keyId)

  function change (caller: Caller, keyId: string, edit: (key: ServiceKey) => ServiceKey): ServiceKey {
    const key = found(store.update(caller.okmsId, keyId, (key) => edit(found(key, keyId))), keyId)
    changed(key)
    return key
  }

  /** The key after a transition, with the dates that go with it (choices.md 10). */
  function moved (key: ServiceKey, transition: KeyTransition, reason: RevocationReason | null): ServiceKey {
    const state = stateAfter(transition, key)
    if (state === key.state) return key
    const revocationReason = transition === 'destroy' ? key.revocationReason : reason
    return { ...key, state, ...datesOf[transition](key, clocks.of(key.okmsId)()), revocationReason }
  }

  const movedBy = (key: ServiceKey, transition: 'activate' | RevocationReason) =>
    transition === 'activate' ? moved(key, 'activate', null) : moved(key, transitionFor(transition), transition)

  function move (caller: Caller, keyId: string, transition: KeyTransition, reason: RevocationReason | null): void {
    changed(existing(store.update(caller.okmsId, keyId, (key) => moved(key, transition, reason)), keyId))
  }

  const seen = ({ items, next }: Page<ServiceKey>, maySee: (key: ServiceKey) => boolean): Page<ServiceKey> => ({
    items: items.filter(maySee), next
  })

  /** The first page with a key that the caller may see, or the last page. */
  async function nextVisible (
    caller: Caller, states: readonly KeyState[], { after, limit }: PageRequest, maySee: (key: ServiceKey) => boolean
  ): Promise<Page<ServiceKey>> {
    let from = after
    let looked = limit
    for (;;) {
      if (looked >= keysATurn) {
        await nextTurn()
        looked = 0
      }
      const { items, next } = seen(store.list(caller.okmsId, states, { after: from, limit }), maySee)
      if (items.length > 0 || next === null) return { items, next }
      from = next
      looked += limit
    }
  }

  return {
    async create (caller, request) {
      // A string in the contract, a UUID in every client: the Go SDK cannot list a domain that contains any other id.
      if (request.id !== undefined && !uuidPattern.test(request.id)) {
        throw refusal(keyErrors.KeyRequestInvalid, 'chosenKeyId', `got ${quotedOrLength(request.id)}; a UUID is accepted, such as 4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11, or leave it out to get a new one`)
      }
      if (request.id !== undefined && store.find(caller.okmsId, request.id) !== undefined) {
        throw refusal(keyErrors.KeyIdTaken, request.id)
      }
      const keyId = request.id ?? freshId(caller.okmsId)
      const making = { wrapped, generate: (spec: KeySpec) => generate(spec, { okmsId: caller.okmsId, keyId }) }
      const created = await waiting(`making a key (${[request.type, request.size, request.curve].filter(Boolean).join(' ')})`, createKey(caller, request, making))
      const now = clocks.of(caller.okmsId)()
      const { name, context = null, protectionLevel, extractable } = request
      const { okmsId } = caller
      const key = newServiceKey({
        okmsId, keyId, name, context, protectionLevel, created, extractable, createdAt: now, activatedAt: now
      })
      const refused = await keep({ key, material: created.material })
      if (refused !== undefined) throw refused
      changed(key)
      return key
    },

    list (caller, states, request, maySee) {
      const first = store.list(caller.okmsId, states, request)
      if (maySee === undefined) return first
      const { items, next } = seen(first, maySee)
      return items.length > 0 || next === null
        ? { items, next }
        : nextVisible(caller, states, { after: next, limit: request.limit }, maySee)
    },

    get,

    usable (caller, keyId, use) {
      const key = existing(store.find(caller.okmsId, keyId), keyId)
      const { words, operation } = keyUses[use]
      requireUsable(key)
      if (!key.operations.includes(operation)) {
        throw refusal(keyErrors.UsageNotGranted, keyId, words, operation, key.operations, keyFor(use))
      }
      return key
    },

    exportWrapped: (caller, keyId, request) => wrapped.wrap(caller, get(caller, keyId), request),

    edit: (caller, keyId, { name, extractable, transition }) => change(caller, keyId, (before) => {
      const key = transition === undefined ? before : movedBy(before, transition)
      return {
        ...key,
        name: name ?? key.name,
        ...(extractable === undefined ? {} : withExtractable(key, extractable))
      }
    }),

    activate: (caller, keyId) => { move(caller, keyId, 'activate', null) },

    deactivate: (caller, keyId, reason) => { move(caller, keyId, transitionFor(reason), reason) },

    destroy: (caller, keyId) => { move(caller, keyId, 'destroy', null) }
  }
}

/** Keys that a filtered list reads before it lets other requests run; about half a millisecond. */
const keysATurn = 100

/** Which dates a transition sets and clears. */
const datesOf: Record<KeyTransition, (key: ServiceKey, now: number) => Partial<ServiceKey>> = {
  activate: (_key, now) => ({ activatedAt: now, deactivatedAt: null, compromisedAt: null }),
  deactivate: (_key, now) => ({ deactivatedAt: now }),
  compromise: (_key, now) => ({ compromisedAt: now }),
  destroy: (_key, now) => ({ destroyedAt: now })
}
