// Lists of secrets with and without what the caller may not see.

import { beforeEach, describe, expect, it } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import type { Caller } from '../../../src/domain/access/identity.js'
import { secretErrors } from '../../../src/domain/errors/secrets.js'
import { createSecretLists, type MaySee, type SecretLists } from '../../../src/services/secrets/secret-lists.js'
import { createSecrets, type Secrets } from '../../../src/services/secrets/secrets.js'
import { okmsId } from '../../store/builders.js'
import { newStore } from '../../store/temporary.js'

const caller: Caller = { okmsId, credentialId: null, identities: [] }
const paths = ['a', 'a/b', 'a/b/c', 'a/d', 'a.1', 'a0', 'data/config', 'z']

let secrets: Secrets
let lists: SecretLists
beforeEach(async () => {
  const { secrets: store } = newStore()
  secrets = createSecrets({ store, clocks: oneClock(() => 1000) })
  lists = createSecretLists({ store, secrets })
  for (const path of paths) await secrets.write(caller, path, { data: {} })
})

const all = { after: '', limit: 100 }
const names = async (folder: string, maySee?: MaySee) => (await lists.children(caller, folder, all, maySee)).items
const empty = expect.objectContaining({ kind: secretErrors.FolderEmpty }) as unknown

describe('the names in a folder', () => {
  it('are relative, in the order of their bytes, folders with a slash', async () => {
    expect(await names('')).toEqual(['a', 'a.1', 'a/', 'a0', 'data/', 'z'])
    expect(await names('a')).toEqual(['b', 'b/', 'd'])
    expect(await names('a/b')).toEqual(['c'])
  })

  it('are those that the caller may see, and folders with one', async () => {
    expect(await names('', (path) => path === 'a/b/c')).toEqual(['a/'])
    expect(await names('a', (path) => path.startsWith('a/b'))).toEqual(['b', 'b/'])
    await expect(names('', () => false)).rejects.toThrow(empty)
    await expect(names('a', (path) => path === 'a')).rejects.toThrow(empty)
  })

  it.each(['nothing', 'a/b/c', 'dat'])('of %s are none', async (folder) => {
    await expect(names(folder)).rejects.toThrow(empty)
  })

  it('of what is no path are refused', async () => {
    await expect(names('a//b')).rejects.toThrow(expect.objectContaining({ kind: secretErrors.SecretPathInvalid }))
  })

  it.each([undefined, () => true])('come page by page, an empty one behind the last', async (maySee) => {
    const seen: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const { items, next }: Awaited<ReturnType<SecretLists['children']>> =
        await lists.children(caller, '', { after, limit: 2 }, maySee)
      seen.push(...items)
      after = next
    }
    expect(seen).toEqual(['a', 'a.1', 'a/', 'a0', 'data/', 'z'])
    expect(await lists.children(caller, '', { after: 'z', limit: 2 }, maySee)).toEqual({ items: [], next: null })
  })

  it('are found behind hundreds that the caller may not see', async () => {
    for (let index = 0; index < 250; index++) await secrets.write(caller, `deep/${1000 + index}/x`, { data: {} })
    expect(await names('', (path) => path === 'deep/1249/x' || path === 'z')).toEqual(['deep/', 'z'])
    expect((await lists.children(caller, 'deep', { after: '', limit: 10 }, (path) => path === 'deep/1249/x')))
      .toEqual({ items: ['1249/'], next: null })
  })
})

describe('the list of a domain', () => {
  it('has every secret with its current version', async () => {
    const { items, next } = await lists.list(caller, all, undefined)
    expect(items.map(({ secret, version }) => [secret.path, version?.number, version?.state]))
      .toEqual([...paths].sort().map((path) => [path, 1, 'active']))
    expect(next).toBeNull()
  })

  it('has no page without an item before the last', async () => {
    const page = await lists.list(caller, { after: '', limit: 2 }, (path) => path === 'z')
    expect(page).toMatchObject({ items: [{ secret: { path: 'z' } }], next: null })
    expect(await lists.list(caller, { after: '', limit: 2 }, () => false)).toEqual({ items: [], next: null })
  })
})

describe('the versions of a secret', () => {
  it('are listed by number, page by page', async () => {
    for (let count = 0; count < 4; count++) await secrets.write(caller, 'a', { data: {} })
    const pages = [0, 3].map((after) => lists.versions(caller, 'a', { after, limit: 3 }))
    expect(pages.map(({ items, next }) => [items.map(({ number }) => number), next]))
      .toEqual([[[1, 2, 3], 3], [[4, 5], null]])
  })

  it('of a secret that is not there are refused', () => {
    expect(() => lists.versions(caller, 'b', { after: 0, limit: 3 }))
      .toThrow(expect.objectContaining({ kind: secretErrors.SecretNotFound }))
  })
})
