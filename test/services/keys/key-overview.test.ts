// Lists of keys as people search in them, and which keys are counted for a caller.

import { describe, expect, it } from 'vitest'
import { createKeyOverview, type KeyFilter } from '../../../src/services/keys/key-overview.js'
import { aKey, okmsId, secret } from '../../store/builders.js'
import { newStore } from '../../store/temporary.js'

const everything: KeyFilter = { search: '', state: undefined, type: undefined }

function overviewOf (...fields: ReadonlyArray<Parameters<typeof aKey>[0]>) {
  const { serviceKeys, keyHistories } = newStore()
  const keys = fields.map((one) => aKey(one))
  serviceKeys.insert(...keys.map((key) => ({ key, material: secret })))
  const overview = createKeyOverview(serviceKeys, keyHistories)
  const names = async (filter: Partial<KeyFilter>, maySee?: (keyId: string) => boolean) =>
    (await overview.page(okmsId, { ...everything, ...filter }, undefined, 10, maySee))
      .histories.map(({ key }) => key.name)
  return { keys, overview, names }
}

describe('a search', () => {
  it.each([
    ['a part of the name', 'nvoi', ['invoices']],
    ['any case', 'INVOICES', ['invoices']],
    ['letters with accents in any case', 'CLÉ', ['clé de test']],
    ['an accent typed as a letter of its own', 'cle\u0301', ['clé de test']],
    ['what SQL would take for a wildcard', '%', ['100%']],
    ['a line separator', 'a\u2028b', ['a\u2028b']],
    ['nothing that is there', 'x_x', []]
  ])('finds %s', async (_, search, found) => {
    const { names } = overviewOf(
      { name: 'invoices' }, { name: 'clé de test' }, { name: '100%' }, { name: 'a\u2028b' }, { name: 'xyx' }
    )
    expect(await names({ search })).toEqual(found)
  })

  it('finds a part of the id, in any case', async () => {
    const { keys, names } = overviewOf({ name: 'one' }, { name: 'other' })
    expect(await names({ search: keys[0]?.keyId.slice(4, 20).toUpperCase() ?? '' })).toEqual(['one'])
  })
})

describe('filters', () => {
  it('by state and by type are both kept, with the search', async () => {
    const { names } = overviewOf(
      { name: 'zz1', type: 'EC', size: null, curve: 'P-256', state: 'deactivated' },
      { name: 'zz2', state: 'deactivated' },
      { name: 'zz3', type: 'EC', size: null, curve: 'P-256' },
      { name: 'b', type: 'EC', size: null, curve: 'P-256', state: 'deactivated' }
    )
    expect(await names({ state: 'deactivated' })).toEqual(['b', 'zz2', 'zz1'])
    expect(await names({ type: 'EC' })).toEqual(['b', 'zz3', 'zz1'])
    expect(await names({ type: 'EC', state: 'deactivated', search: 'zz' })).toEqual(['zz1'])
    expect(await names({ state: 'destroyed' })).toEqual([])
  })
})

describe('pages', () => {
  it('follow each other without a gap, and end', async () => {
    const { keys, overview } = overviewOf(...Array.from({ length: 25 }, (_, index) => ({ name: `${index}` })))
    const seen: string[] = []
    let after: string | undefined
    for (;;) {
      const { histories, next } = await overview.page(okmsId, everything, after, 10, undefined)
      seen.push(...histories.map(({ key }) => key.name))
      if (next === null) break
      after = next
    }
    expect(seen).toEqual(keys.map(({ name }) => name).reverse())
  })

  it('of exactly one page have no next', async () => {
    const { overview } = overviewOf(...Array.from({ length: 10 }, () => ({})))
    expect((await overview.page(okmsId, everything, undefined, 10, undefined)).next).toBeNull()
  })

  it('leave out what may not be seen, and go on past it', async () => {
    const { keys, names } = overviewOf({ name: 'seen' }, ...Array.from({ length: 6000 }, () => ({ name: 'hidden' })))
    const allowed = keys[0]?.keyId
    expect(await names({}, (keyId) => keyId === allowed)).toEqual(['seen'])
  })
})

describe('counts', () => {
  it('are those of the part that may be seen', () => {
    const { keys, overview } = overviewOf({ state: 'active' }, { state: 'active' }, { state: 'deactivated' })
    expect(overview.counts(okmsId, undefined)).toMatchObject({ active: 2, deactivated: 1 })
    expect(overview.counts(okmsId, (keyId) => keyId === keys[0]?.keyId)).toMatchObject({ active: 1, deactivated: 0 })
    expect(overview.counts(okmsId, () => false)).toMatchObject({ active: 0, deactivated: 0 })
  })

  it('are not given where a part of very many would have to be counted', () => {
    const { overview } = overviewOf(...Array.from({ length: 5001 }, () => ({})))
    expect(overview.counts(okmsId, () => true)).toBeUndefined()
    expect(overview.counts(okmsId, undefined)?.active).toBe(5001)
  })
})
