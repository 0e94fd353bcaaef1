// Applying a seed: what it creates, what it leaves as it is, what it refuses, and that a refusal writes nothing.

import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { DomainError } from '../../../src/domain/errors/domain-error.js'
import { domainSpelling } from '../../../src/domain/errors/wording.js'
import { keyStates } from '../../../src/domain/keys/key-state.js'
import { seedText } from '../../../src/services/seeds/export.js'
import { everyKey } from '../../../src/services/seeds/present.js'
import { contentOf, keyId, okmsId, start, startSeeding, whole, type Seeding } from './seeding.js'

const day = 86_400_000

const apply = async (seeding: Seeding, content: string) => await seeding.apply({ name: 'seed.yaml', content })

async function refusalOf (seeding: Seeding, content: string): Promise<readonly string[]> {
  const before = contentOf(seeding)
  const error: unknown = await apply(seeding, content).catch((thrown: unknown) => thrown)
  expect(contentOf(seeding)).toEqual(before)
  expect(error).toBeInstanceOf(DomainError)
  return error instanceof DomainError ? error.spelled(domainSpelling).map(({ line }) => line) : []
}

describe('applying a seed', () => {
  it('creates everything in it', async () => {
    const seeding = startSeeding()
    const items = await apply(seeding, whole)
    expect(items.every(({ outcome }) => outcome === 'created')).toBe(true)
    expect(items.map(({ kind }) => kind)).toEqual([
      'domain', 'secretConfiguration', 'credential', 'serviceKey', 'serviceKey', 'serviceKey', 'serviceKey', 'secret',
      'secret', 'serviceAccount', 'serviceAccount', 'group', 'user', 'user', 'token', 'token', 'policy'
    ])
    expect(seeding.changed).toContain(okmsId)

    const { store } = seeding
    const keys = everyKey(store.serviceKeys, okmsId)
    const k = 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE'
    expect(store.serviceKeys.material(okmsId, keyId)).toEqual({ kty: 'oct', k })
    expect(keys.map(({ name, state }) => [name, state])).toEqual([
      ['orders', 'active'], ['signing', 'active'], ['old', 'deactivated'], ['gone', 'destroyed']
    ])
    expect(keys[2]).toMatchObject({
      createdAt: start - 90 * day,
      activatedAt: start - 90 * day,
      deactivatedAt: start - 30 * day,
      revocationReason: 'superseded'
    })
    expect(store.keyHistories.find(okmsId, keys[3]!.keyId)?.changes)
      .toMatchObject([{ state: 'deactivated' }, { state: 'destroyed' }])
    expect(store.secrets.data(okmsId, 'app/database', 2)).toBe('{"password":"two"}')
    expect(store.secrets.version(okmsId, 'app/database', 1))
      .toMatchObject({ createdAt: Date.parse('2027-01-01T00:00:00Z'), deactivatedAt: start })
    expect(store.secrets.find(okmsId, 'app/database'))
      .toMatchObject({ currentVersion: 2, customMetadata: { owner: 'shop' } })
    expect(store.secrets.configuration(okmsId)).toMatchObject({ maxVersions: 5 })
    const alice = 'urn:v1:eu:identity:user:emulator-ovh/alice'
    expect(store.tokens.list()).toMatchObject([
      { name: 'pipeline', okmsIds: [okmsId], expiresAt: start + 30 * day, user: null },
      { name: 'pipeline', okmsIds: [], everyDomain: true, user: 'alice', identities: [alice] }
    ])
    expect(store.users.list()).toMatchObject([
      { login: 'alice', mainGroup: 'readers', status: 'DISABLED' }, { login: 'bob', type: 'SERVICE', email: null }
    ])
    expect(store.groups.list().map(({ members }) => members)).toEqual([[alice], [alice.replace('alice', 'bob')]])
    expect(store.policies.list()).toMatchObject([{
      exceptions: ['okms:apikms:secret/delete'], denied: ['okms:apikms:serviceKey/*'], expiresAt: start + 90 * day
    }])
    expect(store.serviceAccounts.find('EU.ci')).toMatchObject({ okmsIds: [okmsId] })
  })

  it('returns what exists only now, and where it goes', async () => {
    const made = new Map((await apply(startSeeding(), whole)).map(({ path, made }) => [path, made]))
    const { certificatePem = '', privateKeyPem = '', out } = made.get('domains[0].credentials[0]') ?? {}
    expect(out).toBe('certs')
    expect(privateKeyPem).toContain('EC PRIVATE KEY')
    expect(new X509Certificate(certificatePem).subject).toContain(okmsId)
    expect(made.get('tokens[0]')?.token).toMatch(/^ey/)
    expect(made.get('serviceAccounts[0]')?.clientSecret).toHaveLength(64)
  })

  it('a second time changes nothing', async () => {
    const seeding = startSeeding()
    await apply(seeding, whole)
    const before = contentOf(seeding)
    seeding.clock.advance(day)
    const again = await apply(seeding, whole)
    expect(again.map(({ outcome }) => outcome)).toEqual(again.map(() => 'unchanged'))
    expect(again.every(({ made }) => Object.keys(made).length === 0)).toBe(true)
    expect(contentOf(seeding)).toEqual(before)
  })

  it('twice at the same time creates everything once', async () => {
    const seeding = startSeeding()
    const [one, other] = await Promise.all([apply(seeding, whole), apply(seeding, whole)])
    const created = [one, other].map((items) => items.filter(({ outcome }) => outcome === 'created').length)
    expect(created.sort((a, b) => a - b)).toEqual([0, one.length])
  })

  it('twice at the same time creates a domain without an id once', async () => {
    const seeding = startSeeding()
    const content = 'domains: [{ name: shop, keys: [{ name: a, type: EC }], credentials: [{ name: b }] }]'
    const [one, other] = await Promise.all([apply(seeding, content), apply(seeding, content)])
    expect(one.map(({ id }) => id)).toEqual(other.map(({ id }) => id))
    expect(contentOf(seeding)).toMatchObject({ domains: [{ name: 'first' }, { name: 'shop' }], keys: [{ name: 'a' }] })
  })

  it('keeps no data of a deleted version', async () => {
    const seeding = startSeeding()
    await apply(seeding, `domains: [{ okmsId: ${okmsId}, secrets: [{ path: a, versions: [
      { data: { b: 1 }, state: deleted }, { data: { b: 2 } }
    ] }] }]`)
    expect([1, 2].map((number) => seeding.store.secrets.data(okmsId, 'a', number))).toEqual([undefined, '{"b":2}'])
    expect(seeding.store.secrets.version(okmsId, 'a', 1)).toMatchObject({ isDeleted: true })
  })

  it('leaves alone what the API changed since', async () => {
    const seeding = startSeeding()
    await apply(seeding, whole)
    const { store } = seeding
    store.serviceKeys.update(okmsId, keyId, (key) => ({ ...key, name: 'renamed', state: 'deactivated' }))
    store.groups.put({ ...store.groups.list()[0]!, members: [] })
    const again = await apply(seeding, whole)
    expect(again.every(({ outcome }) => outcome === 'unchanged')).toBe(true)
    expect(store.serviceKeys.find(okmsId, keyId)).toMatchObject({ name: 'renamed', state: 'deactivated' })
  })

  it('creates again what was removed since', async () => {
    const seeding = startSeeding()
    await apply(seeding, whole)
    seeding.store.secrets.update({ okmsId, path: 'app/flags', change: () => 'removed' })
    const again = await apply(seeding, whole)
    expect(again.filter(({ outcome }) => outcome === 'created').map(({ id }) => id)).toEqual(['app/flags'])
  })

  it('puts a domain without id and name into the first one of the server', async () => {
    const seeding = startSeeding()
    const [domain] = await apply(seeding, '{"domains": [{"secrets": [{"path": "a", "data": {"b": 1}}]}]}')
    expect(domain).toMatchObject({ outcome: 'unchanged', name: 'first', id: '11111111-1111-4111-8111-111111111111' })
    expect(seeding.store.secrets.data(domain!.id, 'a', 1)).toBe('{"b":1}')
  })

  it('accepts an empty one', async () => {
    expect(await apply(startSeeding(), '')).toEqual([])
    expect(await apply(startSeeding(), '# nothing yet\n')).toEqual([])
    expect(await apply(startSeeding(), '{}')).toEqual([])
  })

  it('is undone when its delivery fails', async () => {
    const seeding = startSeeding()
    const before = contentOf(seeding)
    const delivery = seeding.apply({ content: whole }, () => { throw new Error('no such folder') })
    await expect(delivery).rejects.toThrow('no such folder')
    expect(contentOf(seeding)).toEqual(before)
    expect(await apply(seeding, whole)).toHaveLength(17)
  })
})

describe('a seed that contradicts what is there', () => {
  it('is refused with every difference', async () => {
    const seeding = startSeeding()
    await apply(seeding, whole)
    const problems = await refusalOf(seeding, whole
      .replace('MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=', 'MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=')
      .replace('curve: P-256', 'curve: P-384')
      .replace('identity:user:emulator-ovh/backend', 'identity:user:emulator-ovh/other')
      .replace('okms:apikms:secret/get', 'okms:apikms:secret/delete'))
    expect(problems.map((line) => line.split(':').slice(0, 4).join(':').split(': ')[0])).toEqual([
      'seed.yaml:9:23 domains[0].credentials[0].identityURNs',
      'seed.yaml:15:14 domains[0].keys[0].key',
      'seed.yaml:19:16 domains[0].keys[1].curve',
      'seed.yaml:57:13 policies[0].action'
    ])
    expect(problems[2]).toContain('with the curve P-256; it is not changed')
  })

  it('is refused for the id of a destroyed key', async () => {
    const seeding = startSeeding()
    await apply(seeding, whole)
    seeding.store.serviceKeys.update(okmsId, keyId, (key) => ({ ...key, state: 'destroyed', destroyedAt: start }))
    expect(await refusalOf(seeding, whole)).toEqual([
      expect.stringContaining('domains[0].keys[0]: key 79b66eba-273e-4f7a-b954-78ed7e70b85d is there already, with the state destroyed')
    ])
  })
})

describe('a seed that contradicts itself', () => {
  const keyWith = (members: string) => `domains: [{ keys: [{ name: a, ${members} }] }]`

  it.each([
    ['a key without type', 'domains: [{ keys: [{ name: a }] }]', 'domains[0].keys[0].type: missing'],
    ['a size of another type', keyWith('type: RSA, size: 256'), 'domains[0].keys[0].size: got 256; a key of type RSA accepts'],
    ['operations of another type', keyWith('type: EC, operations: [encrypt]'), 'domains[0].keys[0].operations'],
    ['material twice', keyWith('jwk: {}, key: abc'), 'domains[0].keys[0].key: got jwk as well'],
    ['a JWK that is none', keyWith('jwk: { kty: oct, k: "??" }'), 'domains[0].keys[0].jwk.k'],
    ['bytes of another length', keyWith('key: YWJj'), 'domains[0].keys[0].key: got 3 bytes'],
    ['a text that is no PEM', keyWith('pem: hello'), 'domains[0].keys[0].pem: not a key'],
    ['a date of another state', keyWith('type: oct, deactivatedAt: -1d'), 'domains[0].keys[0].deactivatedAt: a key that is active was not deactivated'],
    ['dates in the wrong order', keyWith('type: oct, state: deactivated, createdAt: -1d, deactivatedAt: -2d'), 'domains[0].keys[0].deactivatedAt: before'],
    ['a reason of another state', keyWith('type: oct, state: compromised, reason: superseded'), 'domains[0].keys[0].reason: got superseded'],
    ['the id of a key twice', `domains: [{ keys: [{ id: ${keyId}, name: a, type: oct }, { id: ${keyId.toUpperCase()}, name: b, type: oct }] }]`, 'domains[0].keys[1].id: the same as domains[0].keys[0].id'],
    ['a path twice', 'domains: [{ secrets: [{ path: a }, { path: a }] }]', 'domains[0].secrets[1].path: the same as'],
    ['one domain twice', 'domains: [{ name: first }, { }]', 'domains[1]: the same domain as domains[0]'],
    ['data twice', 'domains: [{ secrets: [{ path: a, data: {}, versions: [] }] }]', 'domains[0].secrets[0].versions: got data as well'],
    ['versions with a gap', 'domains: [{ secrets: [{ path: a, versions: [{ id: 3 }, { id: 5 }] }] }]', 'domains[0].secrets[0].versions[1].id: got 5 after 3'],
    ['a version whose times contradict its state', 'domains: [{ secrets: [{ path: a, versions: [{ state: active, deactivatedAt: -1d }] }] }]', 'contradicts the state active'],
    ['data that is too large', `domains: [{ secrets: [{ path: a, data: { b: ${'x'.repeat(70_000)} } }] }]`, 'domains[0].secrets[0].data: '],
    ['a domain that is not there', 'tokens: [{ name: a, domains: [nowhere] }]', 'tokens[0].domains[0]: no domain'],
    ['a token that has expired', 'tokens: [{ name: a, expiresAt: -1d }]', 'tokens[0].expiresAt: in the past'],
    ['a signing request that is none', 'domains: [{ credentials: [{ name: a, csr: hello }] }]', 'domains[0].credentials[0].csr'],
    ['domains of a token of a user', 'users: [{ login: a }]\ntokens: [{ name: b, user: a, domains: [first] }]', 'tokens[0].domains: it reaches every domain'],
    ['a token of a user twice', 'users: [{ login: a }]\ntokens: [{ name: b, user: a }, { name: b }, { name: b, user: a }]', 'tokens[2].name: the same as tokens[0].name'],
    ['a user twice', 'users: [{ login: a }, { login: a }]', 'users[1].login: the same as'],
    ['a token of a user that is not there', 'tokens: [{ name: b, user: a }]', 'tokens[0].user: no user'],
    ['a group that is not there', 'users: [{ login: a, group: b }]', 'users[0].group: no group'],
    ['the role of a group of every account', 'groups: [{ name: ADMIN, role: NONE, members: [] }]', 'groups[0].role: ADMIN is a group of every account'],
    ['a policy that says nothing', 'policies: [{ name: a, action: [], identities: [urn:v1:eu:identity:user:x/a], resources: [{ urn: "*" }] }]', 'policies[0].action: got 0 entries'],
    ['a time before 1970', keyWith('type: oct, createdAt: -P30000D'), 'domains[0].keys[0].createdAt: a time before 1970']
  ])('is refused for %s', async (_what, content, problem) => {
    expect(await refusalOf(startSeeding(), content)).toEqual([expect.stringContaining(problem)])
  })
})

it('the problems of duplicates, material, states, times and what is there are all reported at once', async () => {
  const seeding = startSeeding()
  await apply(seeding, `domains: [{ okmsId: ${okmsId}, keys: [{ name: there, type: oct, size: 128 }] }]`)
  const problems = await refusalOf(seeding, `domains:
  - okmsId: ${okmsId}
    keys:
      - { name: there, type: oct, size: 256 }
      - { name: there, type: oct, size: 256, deactivatedAt: -1d, key: YWJj }
      - { name: other, key: YWJj }
    secrets:
      - { path: a, createdAt: -P30000D, versions: [{ id: 3 }, { createdAt: -P30000D }, { id: 4 }] }
  - { name: new, createdAt: -P30000D }
tokens:
  - { name: a, expiresAt: -P30000D }
  - { name: b, expiresAt: P3000000D }
`)
  expect(problems.map((line) => line.replace(/^seed\.yaml:\S+ ([^ ]+): .*/, '$1')).sort()).toEqual([
    'domains[0].keys[0].size',
    'domains[0].keys[1].deactivatedAt',
    'domains[0].keys[1].key',
    'domains[0].keys[1].name',
    'domains[0].keys[1].size',
    'domains[0].keys[2].key',
    'domains[0].secrets[0].createdAt',
    'domains[0].secrets[0].versions[1].createdAt',
    'domains[0].secrets[0].versions[2].id',
    'domains[1].createdAt',
    'tokens[0].expiresAt',
    'tokens[1].expiresAt'
  ])
})

describe('what is exported', () => {
  async function exported (seeding: Seeding, withMaterial: boolean, syntax: 'yaml' | 'json') {
    return await seedText(seeding.seedOf({ withMaterial }), syntax, withMaterial)
  }

  it.each(['yaml', 'json'] as const)('with material, as %s, makes the same in an empty server', async (syntax) => {
    const seeding = startSeeding()
    await apply(seeding, whole)
    for (const state of keyStates) {
      await apply(seeding, `domains: [{ okmsId: ${okmsId}, keys: [{ name: key ${state}, type: oct, state: ${state}, createdAt: -P9D }] }]`)
    }
    const other = startSeeding(seeding.clock)
    await apply(other, await exported(seeding, true, syntax))
    const [one, two] = [contentOf(seeding), contentOf(other)]
    const comparable = (content: ReturnType<typeof contentOf>) => ({
      ...content,
      // Imported material was outside before.
      keys: content.keys.map(({ neverExtractable, ...key }) => key),
      credentials: content.credentials.map(({ name, identities }) => ({ name, identities })),
      tokens: content.tokens.map(({ tokenId, sha256, ...token }) => token),
      accounts: content.accounts.map(({ secretSha256, ...account }) => account),
      policies: content.policies.map(({ policyId, ...policy }) => policy)
    })
    expect(comparable(two)).toEqual(comparable(one))
    for (const { okmsId, keyId } of one.keys) {
      expect(other.store.serviceKeys.material(okmsId, keyId)).toEqual(seeding.store.serviceKeys.material(okmsId, keyId))
    }
    for (const number of [1, 2]) {
      const data = ({ store }: Seeding) => store.secrets.data(okmsId, 'app/database', number)
      expect(data(other)).toBe(data(seeding))
    }
  })

  it('without material has none, and makes the same with other keys', async () => {
    const seeding = startSeeding()
    await apply(seeding, whole)
    const text = await exported(seeding, false, 'yaml')
    expect(text).not.toContain('MDEyMzQ1')
    expect(text).not.toContain('jwk')
    expect(text).not.toContain('password')
    const other = startSeeding(seeding.clock)
    await apply(other, text)
    const states = (of: Seeding) => contentOf(of).keys.map(({ keyId, state }) => [keyId, state])
    expect(states(other)).toEqual(states(seeding))
    expect(other.store.secrets.data(okmsId, 'app/database', 2)).toBe('null')
  })

  it('changes nothing where it comes from', async () => {
    const seeding = startSeeding()
    await apply(seeding, whole)
    const again = await apply(seeding, await exported(seeding, true, 'yaml'))
    expect(again.filter(({ outcome }) => outcome === 'created')).toEqual([])
  })
})
