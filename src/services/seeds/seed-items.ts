// The items of a seed, in the order in which they are created.

import type { Seed } from '../../domain/seeds/seed-format.js'
import { readUuid } from '../../domain/uuid.js'
import {
  groupItem, policyItem, serviceAccountItem, tokenItem, userItem, type ReachedDomains
} from './items/access-items.js'
import { credentialItem } from './items/credential-item.js'
import { configurationItem, domainPlace, type DomainPlace } from './items/domain-item.js'
import { fault, type ItemContext, type SeedItem } from './items/item.js'
import { keyItem } from './items/key-item.js'
import { secretItem } from './items/secret-item.js'

export function itemsOf (seed: Seed, context: ItemContext): readonly SeedItem[] {
  const { domains = [], serviceAccounts = [], tokens = [], groups = [], users = [], policies = [] } = seed
  const places = domains.map((domain, index) => domainPlace(context, `domains[${index}]`, domain))
  const reached = createReached(context, places)
  return [
    // All of them first: what follows looks for their ids.
    ...places.map(({ item }) => item),
    ...domains.flatMap((domain, index) => {
      const place = places[index]
      if (place === undefined) return []
      const { path } = place.item
      const { secretConfiguration, credentials = [], keys = [], secrets = [] } = domain
      return [
        ...secretConfiguration === undefined
          ? []
          : [configurationItem(context, `${path}.secretConfiguration`, place, secretConfiguration)],
        ...credentials.map((one, at) => credentialItem(context, `${path}.credentials[${at}]`, place, one)),
        ...keys.map((one, at) => keyItem(context, `${path}.keys[${at}]`, place, one)),
        ...secrets.map((one, at) => secretItem(context, `${path}.secrets[${at}]`, place, one, secretConfiguration))
      ]
    }),
    ...serviceAccounts.map((one, at) => serviceAccountItem(context, `serviceAccounts[${at}]`, one, reached)),
    ...groups.map((one, at) => groupItem(context, `groups[${at}]`, one)),
    // In groups, and with tokens.
    ...users.map((one, at) => userItem(context, `users[${at}]`, one)),
    ...tokens.map((one, at) => tokenItem(context, `tokens[${at}]`, one, reached)),
    ...policies.map((one, at) => policyItem(context, `policies[${at}]`, one))
  ]
}

/** Domains by id or name: first those of the seed, then those of the server. */
function createReached ({ store }: ItemContext, places: readonly DomainPlace[]): ReachedDomains {
  return (path, references) => {
    if (references === undefined) {
      return places.length > 0
        ? places.map(({ okmsId }) => okmsId())
        : store.domains.list().slice(0, 1).map(({ okmsId }) => okmsId)
    }
    return references.map((reference, index) => {
      const id = readUuid(reference)
      const candidates = [...places.map(({ okmsId, name }) => ({ okmsId: okmsId(), name })), ...store.domains.list()]
        .filter(({ okmsId, name }) => okmsId === id || name === reference)
      const ids = [...new Set(candidates.map(({ okmsId }) => okmsId))]
      const [found, other] = ids
      if (found === undefined) throw fault(`${path}[${index}]`, 'no domain of this file or of the server has this id or name')
      if (other !== undefined) throw fault(`${path}[${index}]`, 'several domains have this name; give the okmsId')
      return found
    })
  }
}
