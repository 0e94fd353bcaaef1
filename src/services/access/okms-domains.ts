// Creates, lists and removes okms domains. They share nothing but the CA.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clocks } from '../../domain/clock.js'
import { accessErrors } from '../../domain/errors/access.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { OkmsDomain } from '../../domain/access/okms-domain.js'
import type { OkmsDomainStore, ServiceKeyStore } from '../../domain/ports.js'
import { uuidPattern } from '../../domain/uuid.js'
import { violations, nameRules } from './name-rules.js'

export interface OkmsDomains {
  /**
   * Refuses AccessRequestInvalid, and DomainExists for an id that is in use. The id of a
   * removed domain can be used again.
   */
  add (request: { readonly okmsId?: string | undefined, readonly name: string }): Promise<OkmsDomain>
  /** Refuses DomainNotFound, as `remove`. */
  get (okmsId: string): OkmsDomain
  /** Oldest first. */
  list (): readonly OkmsDomain[]
  /** Keys that are not destroyed. */
  countKeys (okmsId: string): number
  /**
   * Removes the domain: revokes its credentials, removes it from every token and erases its keys. Callers are refused
   * from the first moment; the keys are erased in slices, between which other requests run. Refuses DomainNotEmpty
   * while there are keys, unless forced, and ErasureFailed when a slice cannot be stored.
   */
  remove (okmsId: string, options: { readonly force: boolean }): Promise<void>
}

export function createOkmsDomains ({ store, serviceKeys, clocks, newId, removed = () => {} }: {
  readonly store: OkmsDomainStore
  readonly serviceKeys: Pick<ServiceKeyStore, 'count'>
  readonly clocks: Pick<Clocks, 'of'>
  /** Makes a new lower case UUID. */
  readonly newId: () => string
  /** Called when a domain is no longer found. */
  readonly removed?: (okmsId: string) => void
}): OkmsDomains {
  function found (okmsId: string): OkmsDomain {
    const domain = store.find(okmsId)
    if (domain === undefined) throw refusal(accessErrors.DomainNotFound, okmsId)
    return domain
  }

  async function eraseKeys (okmsId: string): Promise<void> {
    while (store.eraseKeys(okmsId)) await nextTurn()
  }

  return {
    async add ({ okmsId = newId(), name }) {
      const problems = violations([...nameRules(name, ''), [uuidPattern.test(okmsId), 'okmsId', 'a UUID is accepted, such as 4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11']])
      if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
      const id = okmsId.toLowerCase()
      // The keys of a domain with this id may still be being erased.
      await eraseKeys(id)
      if (store.find(id) !== undefined) throw refusal(accessErrors.DomainExists, id)
      const domain = { okmsId: id, name, createdAt: clocks.of(id)() }
      store.insert(domain)
      return domain
    },

    get: found,

    list: () => store.list(),

    countKeys: (okmsId) => serviceKeys.count(okmsId),

    async remove (okmsId, { force }) {
      found(okmsId)
      const keys = force ? 0 : serviceKeys.count(okmsId)
      if (keys > 0) throw refusal(accessErrors.DomainNotEmpty, okmsId, keys)
      store.remove(okmsId, clocks.of(okmsId)())
      removed(okmsId)
      await eraseKeys(okmsId)
    }
  }
}
