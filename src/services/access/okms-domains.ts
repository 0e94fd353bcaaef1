// Creates, lists and removes okms domains. They share nothing but the CA.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clocks } from '../../domain/clock.js'
import { accessErrors } from '../../domain/errors/access/access.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { NewDomain, OkmsDomain } from '../../domain/access/okms-domain.js'
import { regions, type Region } from '../../domain/access/region.js'
import type { OkmsDomainStore, SecretStore, ServiceKeyStore } from '../../domain/ports.js'
import { uuidPattern } from '../../domain/uuid.js'
import { violations, nameRules } from './name-rules.js'

/** What a domain holds. */
export interface DomainContent {
  readonly keys: number
  readonly secrets: number
}

export interface NewDomainRequest {
  readonly okmsId?: string | undefined
  readonly name?: string | undefined
  readonly region?: Region | undefined
}

export interface OkmsDomains {
  /**
   * Refuses AccessRequestInvalid, and DomainExists for an id that is in use. The id of a
   * removed domain can be used again.
   * @param request The id of the domain is its name by default.
   * @param insert Inserts the domain, with more than it alone.
   */
  add (request: NewDomainRequest, insert?: OkmsDomainStore['insert']): Promise<OkmsDomain>
  /** As the first part of `add`: the domain can be inserted until the event loop turns. */
  prepare (request: NewDomainRequest): Promise<NewDomain>
  /** Refuses DomainNotFound, as `remove`. */
  get (okmsId: string): OkmsDomain
  /** Oldest first. */
  list (): readonly OkmsDomain[]
  /** Refuses AccessRequestInvalid, and DomainNotFound. */
  rename (okmsId: string, name: string): void
  /**
   * Enables PCI DSS, which cannot be disabled again. Refuses DomainNotFound, and AccessRequestInvalid in a region
   * without it.
   */
  enablePciDss (okmsId: string): OkmsDomain
  /** Keys that are not destroyed, and secrets. */
  count (okmsId: string): DomainContent
  /**
   * Removes the domain: revokes its credentials, removes it from every token and erases its keys and secrets. Callers
   * are refused from the first moment; the erasure is done in slices, between which other requests run. Refuses
   * DomainNotEmpty while there are keys or secrets, unless forced, and ErasureFailed when a slice cannot be stored.
   */
  remove (okmsId: string, options: { readonly force: boolean }): Promise<void>
}

export function createOkmsDomains ({ store, serviceKeys, secrets, clocks, newId, removed = () => {} }: {
  readonly store: OkmsDomainStore
  readonly serviceKeys: Pick<ServiceKeyStore, 'count'>
  readonly secrets: Pick<SecretStore, 'count'>
  readonly clocks: Pick<Clocks, 'of'>
  /** Makes a new lower case UUID, not the id of a domain. */
  readonly newId: () => string
  /** Called when a domain is no longer found. */
  readonly removed?: (okmsId: string) => void
}): OkmsDomains {
  function found (okmsId: string): OkmsDomain {
    const domain = store.find(okmsId)
    if (domain === undefined) throw refusal(accessErrors.DomainNotFound, okmsId)
    return domain
  }

  const count = (okmsId: string): DomainContent =>
    ({ keys: serviceKeys.count(okmsId), secrets: secrets.count(okmsId) })

  async function eraseContent (okmsId: string): Promise<void> {
    while (store.eraseContent(okmsId)) await nextTurn()
  }

  async function prepare ({ okmsId = newId(), name = okmsId, region }: NewDomainRequest): Promise<NewDomain> {
    const problems = violations([...nameRules(name, ''), [uuidPattern.test(okmsId), 'okmsId', 'a UUID is accepted, such as 4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11']])
    if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
    const id = okmsId.toLowerCase()
    // What was in a domain with this id may still be being erased.
    await eraseContent(id)
    if (store.find(id) !== undefined) throw refusal(accessErrors.DomainExists, id)
    return { okmsId: id, name, region, createdAt: clocks.of(id)() }
  }

  return {
    prepare,

    async add (request, insert = (domain) => { store.insert(domain) }) {
      const domain = await prepare(request)
      insert(domain)
      return found(domain.okmsId)
    },

    rename (okmsId, name) {
      const problems = violations(nameRules(name, ''))
      if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
      if (!store.rename(okmsId, name)) throw refusal(accessErrors.DomainNotFound, okmsId)
    },

    enablePciDss (okmsId) {
      const { region, pciDssEnabledAt } = found(okmsId)
      const certified = regions.filter(({ certifications }) => certifications.includes('PCI_DSS')).map(({ id }) => id)
      if (!certified.includes(region)) {
        throw refusal(accessErrors.AccessRequestInvalid, [{ place: 'pciDssEnabled', text: `the region ${region} of this domain does not offer it; regions that do: ${certified.join(', ')}` }])
      }
      if (pciDssEnabledAt === null) store.enablePciDss(okmsId, clocks.of(okmsId)())
      return found(okmsId)
    },

    get: found,

    list: () => store.list(),

    count,

    async remove (okmsId, { force }) {
      found(okmsId)
      const { keys, secrets } = count(okmsId)
      if (!force && keys + secrets > 0) throw refusal(accessErrors.DomainNotEmpty, okmsId, keys, secrets)
      store.remove(okmsId, clocks.of(okmsId)())
      removed(okmsId)
      await eraseContent(okmsId)
    }
  }
}
