// An okms domain that a test can use at once: with a client of its own, made in the same call.

import type { Credential } from '../../domain/access/credential.js'
import type { OkmsDomain } from '../../domain/access/okms-domain.js'
import type { OkmsDomainStore, Store } from '../../domain/ports.js'
import { rootIdentity } from '../../domain/urn.js'
import type { Credentials, OrderedCredential } from './credentials.js'
import type { NewDomainRequest, OkmsDomains } from './okms-domains.js'
import type { Tokens } from './tokens/tokens.js'

export interface ClientRequest {
  /** Identity URNs; the root identity by default. */
  readonly identities?: readonly string[] | undefined
  /** 365 by default. */
  readonly validityDays?: number | undefined
  readonly certificateType?: Credential['certificateType'] | undefined
}

export interface DomainOrder extends NewDomainRequest {
  /** Issues a credential; none by default. */
  readonly client?: ClientRequest | undefined
  /** Issues a personal access token for the domain. */
  readonly token?: boolean | undefined
}

export interface OrderedDomain {
  readonly domain: OkmsDomain
  readonly client?: OrderedCredential | undefined
  /** The value for `Authorization: Bearer`. */
  readonly token?: string | undefined
}

/**
 * Adds a domain with what was ordered, all of it or nothing. Refuses as `OkmsDomains.add` and `Credentials.order`.
 * @param insert By default an empty domain.
 */
export type OrderDomain = (order: DomainOrder, insert?: OkmsDomainStore['insert']) => Promise<OrderedDomain>

export function createDomainOrders ({ store, domains, credentials, tokens, newId }: {
  readonly store: Pick<Store, 'atomically' | 'domains'>
  readonly domains: Pick<OkmsDomains, 'add'>
  readonly credentials: Pick<Credentials, 'prepare' | 'keep'>
  readonly tokens: Pick<Tokens, 'issue'>
  /** Makes a new lower case UUID. */
  readonly newId: () => string
}): OrderDomain {
  return async ({
    okmsId = newId(), name = okmsId, region, client: wanted, token: isTokenWanted = false
  }, insert) => {
    const { identities = [rootIdentity] } = wanted ?? {}
    const client = wanted && await credentials.prepare({ ...wanted, okmsId: okmsId.toLowerCase(), name, identities })
    let token: string | undefined
    const domain = await domains.add({ okmsId, name, region }, (added) => {
      store.atomically(() => {
        if (insert === undefined) store.domains.insert(added)
        else insert(added)
        if (client !== undefined) credentials.keep(client.credential)
        if (isTokenWanted) token = tokens.issue({ name, identities: [rootIdentity], okmsIds: [added.okmsId] }).text
      })
    })
    return { domain, client, token }
  }
}
