// Secrets as people look for them on a page: pages, searches, counts and versions, for callers that see all or a part.

import { beforeEach, describe, expect, it } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import type { Store } from '../../../src/domain/ports.js'
import { createSecretOverview, type SecretOverview } from '../../../src/services/secrets/secret-overview.js'
import type { MaySee } from '../../../src/services/secrets/secret-lists.js'
import { createSecrets, type Secrets } from '../../../src/services/secrets/secrets.js'
import { aSecret, okmsId, otherOkmsId } from '../../store/builders.js'
import { newStore } from '../../store/temporary.js'

const day = 86_400_000
const caller = { okmsId, identities: [], credentialId: 'c' } as const

let now: number
let store: Store
let secrets: Secrets
let overview: SecretOverview
beforeEach(() => {
  now = 1_700_000_000_000
  store = newStore()
  const clocks = oneClock(() => now)
  secrets = createSecrets({ store: store.secrets, clocks })
  overview = createSecretOverview({ store: store.secrets, clocks })
})

const create = (path: string, metadata = {}) => secrets.create(caller, path, metadata, { data: { a: 'known value' } })
const write = (path: string) => secrets.write(caller, path, { data: {} })

/** Straight into the store, all in one transaction, which is faster. */
function createMany (count: number): void {
  const paths = Array.from({ length: count }, (_, index) => `f${String(index % 200).padStart(3, '0')}/s${index}`)
  store.secrets.update(...paths.map((path) => ({ okmsId, path, change: () => ({ secret: aSecret({ path }) }) })))
}

const pathsOf = async (search: string, maySee?: MaySee, after = '') =>
  (await overview.page(okmsId, search, after, 10, maySee)).secrets.map(({ secret }) => secret.path)

describe('a search', () => {
  it.each([
    ['all of them, by path', '', ['Billing/db', 'billing/db', 'ci/token']],
    ['a part of the path', 'ci/t', ['ci/token']],
    ['any case', 'BILL', ['Billing/db', 'billing/db']],
    ['nothing that is there', '%', []]
  ])('finds %s', async (_, search, found) => {
    for (const path of ['ci/token', 'billing/db', 'Billing/db']) await create(path)
    expect(await pathsOf(search)).toEqual(found)
  })

  it('finds nothing of another domain, and nothing that was removed', async () => {
    await create('one')
    await create('gone')
    await secrets.create({ ...caller, okmsId: otherOkmsId }, 'other', {}, { data: null })
    await secrets.remove(caller, 'gone')
    expect(await pathsOf('')).toEqual(['one'])
    expect(overview.count(okmsId, undefined)).toBe(1)
  })
})

describe('pages', () => {
  it('follow each other without a gap, and end', async () => {
    createMany(25)
    const seen: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const page = await overview.page(okmsId, '', after, 10, undefined)
      seen.push(...page.secrets.map(({ secret }) => secret.path))
      after = page.next
    }
    expect(new Set(seen).size).toBe(25)
    expect(seen).toEqual([...seen].sort())
  })

  it('of exactly one page have no next', async () => {
    createMany(10)
    expect((await overview.page(okmsId, '', '', 10, undefined)).next).toBeNull()
  })

  it('leave out what may not be seen, and go on past it', async () => {
    createMany(1200)
    expect(await pathsOf('', (path) => path === 'f199/s1199')).toEqual(['f199/s1199'])
    expect(await pathsOf('s1199')).toEqual(['f199/s1199'])
  })

  it('have the state that each current version has now', async () => {
    await create('planned', { deactivateVersionAfter: '1d' })
    await secrets.editMetadata(caller, 'without', {}, true)
    await secrets.editMetadata(caller, 'without', { maxVersions: 3 }, true)
    const states = async () => (await overview.page(okmsId, '', '', 10, undefined)).secrets
      .map(({ secret, version }) => [secret.path, version?.state])
    expect(await states()).toEqual([['planned', 'active'], ['without', undefined]])
    now += day
    expect(await states()).toEqual([['planned', 'deactivated'], ['without', undefined]])
  })
})

describe('counts', () => {
  it('are those of the part that may be seen', async () => {
    for (const path of ['a', 'b', 'c']) await create(path)
    expect(overview.count(okmsId, undefined)).toBe(3)
    expect(overview.count(okmsId, (path) => path === 'b')).toBe(1)
    expect(overview.count(okmsId, () => false)).toBe(0)
  })

  it('are not given where a part of very many would have to be counted', () => {
    createMany(5001)
    expect(overview.count(okmsId, () => true)).toBeUndefined()
    expect(overview.count(okmsId, undefined)).toBe(5001)
  })
})

describe('one secret', () => {
  it('has its versions, newest first, each as it is now', async () => {
    await create('one', { deactivateVersionAfter: '1d', customMetadata: { replaceBy: { team: 'billing' } } })
    await write('one')
    await write('one')
    await secrets.moveVersion(caller, 'one', 2, 'delete')
    await secrets.moveVersion(caller, 'one', 1, 'deactivate')
    const states = () => overview.history(okmsId, 'one')?.versions.map(({ number, state }) => `${number} ${state}`)
    expect(states()).toEqual(['3 active', '2 deleted', '1 deactivated'])
    expect(overview.history(okmsId, 'one')?.versions[0]?.deactivatedAt).toBe(now + day)
    now += day
    expect(states()).toEqual(['3 deactivated', '2 deleted', '1 deactivated'])
    expect(overview.history(okmsId, 'one')?.secret.customMetadata).toEqual({ team: 'billing' })
    expect(JSON.stringify(overview.history(okmsId, 'one'))).not.toContain('known value')
  })

  it('lists the latest 50 versions and counts the others that are kept', async () => {
    await create('one', { maxVersions: 70 })
    for (let version = 2; version <= 60; version++) await write('one')
    const before = overview.history(okmsId, 'one')
    const numbers = before?.versions.map(({ number }) => number)
    expect([numbers?.at(0), numbers?.at(-1), numbers?.length]).toEqual([60, 11, 50])
    expect(before).toMatchObject({ moreVersions: 10, keptVersions: 70 })
    await secrets.editMetadata(caller, 'one', { maxVersions: 55 }, false)
    await write('one')
    expect(overview.history(okmsId, 'one')).toMatchObject({ moreVersions: 5, keptVersions: 55 })
  })

  it('keeps as many versions as it says, or its domain, or 10', async () => {
    await create('one')
    await create('own', { maxVersions: 3 })
    const kept = () => ['one', 'own'].map((path) => overview.history(okmsId, path)?.keptVersions)
    expect(kept()).toEqual([10, 3])
    secrets.configure(caller, { maxVersions: 5 })
    expect(kept()).toEqual([5, 3])
    expect(overview.configuration(okmsId).maxVersions).toBe(5)
    expect(overview.configuration(otherOkmsId).maxVersions).toBe(0)
  })

  it('is undefined where there is none', () => {
    expect(overview.history(okmsId, 'none')).toBeUndefined()
  })
})
