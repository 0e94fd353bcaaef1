// okms domains of a seed, each with its configuration of secrets.

import type { SeedDomain } from '../../../domain/seeds/seed-format.js'
import { unsetSettings } from '../../../domain/secrets/secret.js'
import { editedSettings } from '../../secrets/secret-edits.js'
import type { Present } from '../present.js'
import type { SeedPath } from '../seed-problems.js'
import { fault, stopped, timeOf, type ItemContext, type SeedItem } from './item.js'

/** A domain of the seed, which may not exist yet. */
export interface DomainPlace {
  readonly item: SeedItem
  /** Given, that of the domain that is there, or a new one. Once `item.find` was called. */
  readonly okmsId: () => string
  readonly name: string
  /** The clock of the domain, stopped. */
  readonly now: () => number
}

const defaultName = 'okms-emulator'

export function domainPlace (context: ItemContext, path: SeedPath, seed: SeedDomain): DomainPlace {
  const { store, clocks, newOkmsId } = context
  const { name = defaultName } = seed
  let made: string | undefined
  let now: (() => number) | undefined
  let createdAt: number | undefined

  function recognised (present: Present): string | undefined {
    if (seed.okmsId !== undefined) return seed.okmsId.toLowerCase()
    if (seed.name === undefined) return present.domains()[0]?.okmsId
    const [found, other] = present.domains().filter((domain) => domain.name === seed.name)
    if (other !== undefined) throw fault(`${path}.name`, 'several domains have this name; give the okmsId')
    return found?.okmsId
  }

  const okmsId = () => {
    made ??= newOkmsId()
    return made
  }
  const place = { name, okmsId, now: () => (now ??= stopped(clocks.of(okmsId())))() }
  const item: SeedItem = {
    path,
    kind: 'domain',
    name,
    okmsId,
    check () { createdAt = timeOf(`${path}.createdAt`, seed.createdAt, place.now()) },
    find (present) {
      const found = recognised(present)
      made ??= found
      // A domain of this name may have been added since the first look.
      return store.domains.find(found ?? okmsId())?.okmsId
    },
    prepare: () => () => {
      store.domains.insert({ okmsId: okmsId(), name, region: seed.region, createdAt: createdAt ?? place.now() })
      return { id: okmsId() }
    }
  }
  return { ...place, item }
}

/** A domain that has a configuration of its own keeps it. */
export function configurationItem (
  { store }: ItemContext, path: SeedPath, { name, okmsId }: DomainPlace,
  seed: NonNullable<SeedDomain['secretConfiguration']>
): SeedItem {
  return {
    path,
    kind: 'secretConfiguration',
    name,
    okmsId,
    find: () => store.secrets.configuration(okmsId()) === undefined ? undefined : okmsId(),
    prepare: () => () => {
      store.secrets.configure(okmsId(), editedSettings(unsetSettings, seed))
      return { id: okmsId() }
    }
  }
}
