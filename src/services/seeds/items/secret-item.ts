// Secrets of a seed.

import type { SeedDomain, SeedSecret } from '../../../domain/seeds/seed-format.js'
import { problemsOfMetadata } from '../../../domain/secrets/custom-metadata.js'
import { plannedEnd } from '../../../domain/secrets/duration.js'
import { secretDataOf } from '../../../domain/secrets/secret-data.js'
import { unsetSettings } from '../../../domain/secrets/secret.js'
import { stateAt } from '../../../domain/secrets/version-state.js'
import { insertGivenSecret, type GivenVersion } from '../../secrets/given-secrets.js'
import { editedSettings } from '../../secrets/secret-edits.js'
import { SeedFault, type SeedPath } from '../seed-problems.js'
import type { DomainPlace } from './domain-item.js'
import { attempt, fault, timeOf, type ItemContext, type SeedItem } from './item.js'

type SeedVersion = NonNullable<SeedSecret['versions']>[number]

export function secretItem (
  { store }: ItemContext, path: SeedPath, domain: DomainPlace, seed: SeedSecret,
  configuration: SeedDomain['secretConfiguration']
): SeedItem {
  const { metadata = {} } = seed
  const { customMetadata = {} } = metadata
  const settings = editedSettings(unsetSettings, metadata)
  const name = seed.path
  let createdAt: number | undefined
  const versions: GivenVersion[] = []
  const settingsOfDomain = () =>
    store.secrets.configuration(domain.okmsId()) ?? editedSettings(unsetSettings, configuration ?? {})

  function check (): void {
    const problems = problemsOfMetadata(customMetadata)
      .map(({ text }) => ({ path: `${path}.metadata.customMetadata`, text: String(text) }))
    if (seed.data !== undefined && seed.versions !== undefined) problems.push({ path: `${path}.versions`, text: 'got data as well; accepted: one of them' })
    createdAt = attempt(path, problems, () => timeOf(`${path}.createdAt`, seed.createdAt, domain.now()))
    const given = seed.versions ?? ('data' in seed ? [{ data: seed.data }] : [])
    let last = 0
    for (const [index, version] of given.entries()) {
      const place = seed.versions === undefined ? path : `${path}.versions[${index}]`
      const number = version.id ?? last + 1
      if (index > 0 && number !== last + 1) {
        problems.push({ path: `${place}.id`, text: `got ${number} after ${last}; each version has one more than the one before` })
      }
      const read = attempt(place, problems, () => givenVersion(place, version, number))
      if (read !== undefined) versions.push(read)
      last = number
    }
    if (problems.length > 0) throw new SeedFault(problems)
  }

  /** Refuses DataTooLarge. */
  function givenVersion (place: SeedPath, version: SeedVersion, number: number): GivenVersion {
    const now = domain.now()
    const createdAt = timeOf(`${place}.createdAt`, version.createdAt, now) ?? now
    const times = timesOf({ ...version, deactivatedAt: timeOf(`${place}.deactivatedAt`, version.deactivatedAt, now) }, {
      createdAt, now, ended: (from) => plannedEnd(settings, settingsOfDomain(), from)
    })
    if (version.state !== undefined && stateAt({ number, createdAt, ...times }, now) !== version.state) {
      throw fault(`${place}.deactivatedAt`, `contradicts the state ${version.state}; leave one of them out`)
    }
    const data = secretDataOf(version.data ?? null)
    return { number, createdAt, ...times, data: times.isDeleted ? 'null' : data }
  }

  return {
    path,
    kind: 'secret',
    name,
    okmsId: domain.okmsId,
    check,
    find: () => store.secrets.find(domain.okmsId(), name)?.path,
    prepare: () => () => {
      insertGivenSecret(store.secrets, {
        okmsId: domain.okmsId(),
        path: name,
        ...settings,
        customMetadata: Object.keys(customMetadata).length === 0 ? null : customMetadata,
        createdAt: createdAt ?? versions[0]?.createdAt ?? domain.now(),
        versions
      }, settingsOfDomain())
      return { id: name }
    }
  }
}

/** When a version is deactivated: when the seed says, else when its lifetime ends, else now if it is deactivated. */
function timesOf (
  { state, deactivatedAt }: Pick<SeedVersion, 'state'> & { readonly deactivatedAt: number | null | undefined },
  { createdAt, now, ended }: {
    readonly createdAt: number, readonly now: number, readonly ended: (from: number) => number | null
  }
): { readonly deactivatedAt: number | null, readonly isDeleted: boolean } {
  const isDeleted = state === 'deleted'
  if (deactivatedAt !== undefined) return { deactivatedAt, isDeleted }
  const end = ended(createdAt)
  const isOver = end !== null && end <= now
  if (state === 'deactivated') return { deactivatedAt: isOver ? end : now, isDeleted }
  return { deactivatedAt: state === 'active' && isOver ? ended(now) : end, isDeleted }
}
