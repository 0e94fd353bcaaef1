// What one seed describes twice: then only the first would be there, or they would contradict each other.

import type { Seed } from '../../domain/seeds/seed-format.js'
import type { SeedPath, SeedProblem } from './seed-problems.js'

export function duplicatesIn (seed: Seed): readonly SeedProblem[] {
  const { domains = [], serviceAccounts = [], tokens = [], groups = [], users = [], policies = [] } = seed
  const own = domains.filter(({ okmsId, name }) => okmsId === undefined && name === undefined).length
  return [
    ...repeated(domains, 'domains', 'okmsId', ({ okmsId }) => okmsId?.toLowerCase()),
    ...repeated(domains, 'domains', 'name', ({ okmsId, name }) => okmsId === undefined ? name : undefined),
    ...own > 1 ? [{ path: 'domains', text: 'more than one domain without okmsId and name; each of them is the first domain of the server' }] : [],
    ...domains.flatMap(({ credentials = [], keys = [], secrets = [] }, index) => {
      const path = `domains[${index}]`
      return [
        ...repeated(credentials, `${path}.credentials`, 'name', ({ name }) => name),
        ...repeated(keys, `${path}.keys`, 'id', ({ id }) => id?.toLowerCase()),
        ...repeated(keys, `${path}.keys`, 'name', ({ id, name }) => id === undefined ? name : undefined),
        ...repeated(secrets, `${path}.secrets`, 'path', (secret) => secret.path)
      ]
    }),
    ...repeated(placesOf(seed), ({ path }) => path, 'out', ({ out }) => out),
    ...repeated(serviceAccounts, 'serviceAccounts', 'name', ({ name }) => name),
    ...repeated(serviceAccounts, 'serviceAccounts', 'clientId', ({ clientId }) => clientId),
    // No login and no name has a line break.
    ...repeated(tokens, 'tokens', 'name', ({ name, user = '' }) => `${user}\n${name}`),
    ...repeated(groups, 'groups', 'name', ({ name }) => name),
    ...repeated(users, 'users', 'login', ({ login }) => login),
    ...repeated(policies, 'policies', 'name', ({ name }) => name)
  ]
}

/** What is written to files: two of the same name would replace each other. */
function placesOf ({ domains = [], serviceAccounts = [], tokens = [] }: Seed) {
  const placed = (list: SeedPath, items: ReadonlyArray<{ readonly out?: string | undefined }>) =>
    items.map(({ out }, index) => ({ out, path: `${list}[${index}]` }))
  return [
    ...domains.flatMap(({ credentials = [] }, index) => placed(`domains[${index}].credentials`, credentials)),
    ...placed('serviceAccounts', serviceAccounts),
    ...placed('tokens', tokens)
  ]
}

function repeated<Item> (
  items: readonly Item[], list: SeedPath | ((item: Item) => SeedPath), member: string,
  nameOf: (item: Item) => string | undefined
): readonly SeedProblem[] {
  const first = new Map<string, SeedPath>()
  return items.flatMap((item, index) => {
    const name = nameOf(item)
    const path = typeof list === 'string' ? `${list}[${index}]` : list(item)
    if (name === undefined) return []
    const earlier = first.get(name)
    if (earlier === undefined) first.set(name, path)
    return earlier === undefined ? [] : [{ path: `${path}.${member}`, text: `the same as ${earlier}.${member}` }]
  })
}
