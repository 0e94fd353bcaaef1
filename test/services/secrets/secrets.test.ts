// What the secrets decide themselves, without HTTP around them: the order of checks, check-and-set, time, states.

import { beforeEach, describe, expect, it } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import type { Caller } from '../../../src/domain/access/identity.js'
import { secretErrors } from '../../../src/domain/errors/secrets.js'
import { createSecrets, type Secrets } from '../../../src/services/secrets/secrets.js'
import { okmsId, otherOkmsId } from '../../store/builders.js'
import { newStore } from '../../store/temporary.js'

const caller: Caller = { okmsId, credentialId: null, identities: [] }
const path = 'a/secret'
const day = 86_400_000

let now: number
let secrets: Secrets
let told: string[]
beforeEach(() => {
  now = 1_700_000_000_000
  told = []
  secrets = createSecrets({
    store: newStore().secrets,
    clocks: oneClock(() => now),
    changed: (id, changedPath) => { told.push(`${id}/${changedPath}`) }
  })
})

const kind = (row: keyof typeof secretErrors) => expect.objectContaining({ kind: secretErrors[row] }) as unknown

const write = async (data: object | null = { a: 1 }, cas?: number) => await secrets.write(caller, path, { data, cas })
const stateOf = (number?: number) => secrets.get(caller, path, number).version?.state
const dataOf = (number?: number) => {
  const { version } = secrets.get(caller, path, number)
  return version && secrets.data(caller, path, version)
}

describe('a path that is none of a secret', () => {
  const wrong = 'a//b'

  it('is refused by every use case', async () => {
    expect(() => secrets.get(caller, wrong)).toThrow(kind('SecretPathInvalid'))
    const uses = [
      secrets.create(caller, wrong, {}, { data: {} }), secrets.edit(caller, wrong, {}, { data: {} }),
      secrets.write(caller, wrong, { data: {} }),
      secrets.patch(caller, wrong, { patch: {} }, () => new Error('not asked')),
      secrets.editMetadata(caller, wrong, {}, true), secrets.moveVersion(caller, wrong, 1, 'delete'),
      secrets.moveVersions(caller, wrong, [1], 'delete'), secrets.remove(caller, wrong)
    ]
    for (const outcome of await Promise.allSettled(uses)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { kind: secretErrors.SecretPathInvalid } })
    }
  })
})

describe('a new secret', () => {
  it('has its metadata and its first version', async () => {
    const edit = { maxVersions: 3, deactivateVersionAfter: '1d', customMetadata: { replaceBy: { team: 'a' } } }
    expect(await secrets.create(caller, path, edit, { data: { a: 1 } })).toEqual({
      okmsId,
      path,
      casRequired: false,
      maxVersions: 3,
      deactivateVersionAfter: '1d',
      customMetadata: { team: 'a' },
      currentVersion: 1,
      oldestVersion: 0,
      createdAt: now,
      updatedAt: now
    })
    expect(secrets.get(caller, path).version)
      .toEqual({ number: 1, createdAt: now, deactivatedAt: now + day, isDeleted: false, state: 'active' })
    expect(dataOf()).toBe('{"a":1}')
  })

  it('is refused where one is, also one without a version', async () => {
    await secrets.editMetadata(caller, path, { maxVersions: 3 }, true)
    await expect(secrets.create(caller, path, {}, { data: {} })).rejects.toThrow(kind('SecretExists'))
  })

  it('needs no check-and-set parameter, whatever the domain requires: it says 0 by itself', async () => {
    secrets.configure(caller, { casRequired: true })
    expect((await secrets.create(caller, path, { casRequired: true }, { data: {} })).currentVersion).toBe(1)
  })

  it('belongs to its domain', async () => {
    await write()
    const other = { ...caller, okmsId: otherOkmsId }
    expect(() => secrets.get(other, path)).toThrow(kind('SecretNotFound'))
    await secrets.write(other, path, { data: { b: 2 } })
    expect(dataOf()).toBe('{"a":1}')
  })
})

describe('a read', () => {
  it('refuses what is not there', async () => {
    expect(() => secrets.get(caller, path)).toThrow(kind('SecretNotFound'))
    await write()
    expect(() => secrets.get(caller, path, 2)).toThrow(kind('VersionNotFound'))
  })

  it('gives a secret without a version', async () => {
    await secrets.editMetadata(caller, path, { maxVersions: 2 }, true)
    expect(secrets.get(caller, path).version).toBeUndefined()
    expect(() => secrets.get(caller, path, 1)).toThrow(kind('VersionNotFound'))
  })
})

describe('check-and-set', () => {
  it('lets the writer of the current version write', async () => {
    await write({}, 0)
    await write({}, 1)
    await expect(write({}, 1)).rejects.toThrow(kind('CasMismatch'))
    expect(secrets.get(caller, path).secret.currentVersion).toBe(2)
  })

  it.each(['domain', 'secret'])('is required by the %s, for every write', async (by) => {
    await write()
    if (by === 'domain') secrets.configure(caller, { casRequired: true })
    else await secrets.editMetadata(caller, path, { casRequired: true }, false)
    await expect(write()).rejects.toThrow(kind('CasMissing'))
    await expect(secrets.edit(caller, path, {}, { data: {} })).rejects.toThrow(kind('CasMissing'))
    await expect(secrets.patch(caller, path, { patch: {} }, () => new Error('not asked')))
      .rejects.toThrow(kind('CasMissing'))
    await secrets.editMetadata(caller, path, { maxVersions: 9 }, false)
    await secrets.moveVersions(caller, path, [1], 'deactivate')
    expect((await write({}, 1)).secret.currentVersion).toBe(2)
  })

  it('may be lifted by the edit that writes', async () => {
    await secrets.create(caller, path, { casRequired: true }, { data: {} })
    expect((await secrets.edit(caller, path, { casRequired: false }, { data: {} })).secret)
      .toMatchObject({ casRequired: false, currentVersion: 2 })
  })

  it('is checked by an edit of metadata that names a version, and not required of one', async () => {
    await secrets.create(caller, path, { casRequired: true }, { data: {} })
    const edit = (cas?: number) => secrets.edit(caller, path, { maxVersions: 4 }, { data: undefined, cas })
    await expect(edit(2)).rejects.toThrow(kind('CasMismatch'))
    expect((await edit(1)).secret.maxVersions).toBe(4)
    expect((await edit()).version).toBeUndefined()
  })

  it('counts deleted versions, and begins again after a removal', async () => {
    await write()
    await secrets.moveVersion(caller, path, 1, 'delete')
    await expect(write({}, 0)).rejects.toThrow(kind('CasMismatch'))
    await secrets.remove(caller, path)
    expect((await write({}, 0)).version?.number).toBe(1)
  })
})

describe('a merge patch', () => {
  const notActive = () => new Error('not active')
  const patch = async (cas?: number) => await secrets.patch(caller, path, { patch: { a: null, b: 2 }, cas }, notActive)

  it('is made on the current data', async () => {
    await write({ a: 1, c: { d: 3 } })
    expect((await patch()).version?.number).toBe(2)
    expect([dataOf(1), dataOf(2)]).toEqual(['{"a":1,"c":{"d":3}}', '{"c":{"d":3},"b":2}'])
  })

  it('is refused without a secret, without a version, by check-and-set, then by the state', async () => {
    await expect(patch(7)).rejects.toThrow(kind('SecretNotFound'))
    await secrets.editMetadata(caller, path, { maxVersions: 2 }, true)
    await expect(patch(7)).rejects.toThrow(kind('NoVersionYet'))
    await write()
    await secrets.moveVersion(caller, path, 1, 'deactivate')
    await expect(patch(7)).rejects.toThrow(kind('CasMismatch'))
    await expect(patch(1)).rejects.toThrow('not active')
    await secrets.moveVersion(caller, path, 1, 'delete')
    await expect(patch()).rejects.toThrow('not active')
  })

  it('is limited by its result', async () => {
    await write({ big: 'x'.repeat(40_000) })
    await expect(secrets.patch(caller, path, { patch: { more: 'x'.repeat(40_000) } }, notActive))
      .rejects.toThrow(kind('DataTooLarge'))
    expect(secrets.get(caller, path).secret.currentVersion).toBe(1)
  })
})

describe('metadata', () => {
  it('of a secret that is not there is refused, or makes one', async () => {
    await expect(secrets.editMetadata(caller, path, { maxVersions: 2 }, false)).rejects.toThrow(kind('SecretNotFound'))
    await secrets.editMetadata(caller, path, {}, true)
    expect(() => secrets.get(caller, path)).toThrow(kind('SecretNotFound'))
    expect(told).toEqual([])
    await secrets.editMetadata(caller, path, { maxVersions: 2 }, true)
    expect(secrets.get(caller, path).secret).toMatchObject({ currentVersion: 0, maxVersions: 2 })
  })

  it('moves the time of the last change, as a version does and a state does not', async () => {
    await write()
    const updates: number[] = []
    for (const step of [
      () => secrets.moveVersion(caller, path, 1, 'deactivate'),
      () => secrets.editMetadata(caller, path, { maxVersions: 2 }, false),
      () => secrets.editMetadata(caller, path, {}, false),
      () => write()
    ]) {
      now += 1000
      await step()
      updates.push(secrets.get(caller, path).secret.updatedAt - 1_700_000_000_000)
    }
    expect(updates).toEqual([0, 2000, 2000, 4000])
  })
})

describe('the state of a version', () => {
  it('changes by the clock alone', async () => {
    secrets.configure(caller, { deactivateVersionAfter: '1d' })
    await write()
    now += day - 1
    expect([stateOf(), dataOf()]).toEqual(['active', '{"a":1}'])
    now += 1
    expect([stateOf(), dataOf()]).toEqual(['deactivated', undefined])
    await secrets.moveVersion(caller, path, 1, 'activate')
    expect([stateOf(), dataOf()]).toEqual(['active', '{"a":1}'])
    now += day
    expect(stateOf()).toBe('deactivated')
  })

  it('is planned when the version is written: another duration changes nothing that is there', async () => {
    await write()
    secrets.configure(caller, { deactivateVersionAfter: '1m' })
    await write()
    await secrets.editMetadata(caller, path, { deactivateVersionAfter: '1d' }, false)
    await write()
    now += 60_000
    expect([1, 2, 3].map(stateOf)).toEqual(['active', 'deactivated', 'active'])
  })

  it('is refused from deleted, and of a version that is not there', async () => {
    await expect(secrets.moveVersion(caller, path, 1, 'delete')).rejects.toThrow(kind('SecretNotFound'))
    await write()
    await expect(secrets.moveVersion(caller, path, 2, 'delete')).rejects.toThrow(kind('VersionNotFound'))
    expect((await secrets.moveVersion(caller, path, 1, 'delete')).state).toBe('deleted')
    expect((await secrets.moveVersion(caller, path, 1, 'delete')).state).toBe('deleted')
    await expect(secrets.moveVersion(caller, path, 1, 'activate')).rejects.toThrow(kind('VersionDeleted'))
    await expect(secrets.moveVersion(caller, path, 1, 'deactivate')).rejects.toThrow(kind('VersionDeleted'))
    expect(dataOf()).toBeUndefined()
  })

  it('of several versions changes where it can, and tells of a change alone', async () => {
    await secrets.moveVersions(caller, path, [1], 'delete')
    for (let count = 0; count < 3; count++) await write()
    await secrets.moveVersion(caller, path, 1, 'delete')
    told.length = 0
    await secrets.moveVersions(caller, path, [1, 2, 2, 3, 9], 'deactivate')
    expect([1, 2, 3].map(stateOf)).toEqual(['deleted', 'deactivated', 'deactivated'])
    await secrets.moveVersions(caller, path, [1, 2, 9], 'deactivate')
    expect(told).toEqual([`${okmsId}/${path}`])
    await secrets.moveVersions(caller, path, 'current', 'activate')
    expect([1, 2, 3].map(stateOf)).toEqual(['deleted', 'deactivated', 'active'])
  })
})

describe('versions', () => {
  it('beyond the limit are gone after a write, the oldest first', async () => {
    secrets.configure(caller, { maxVersions: 3 })
    for (let count = 0; count < 5; count++) await write({ count })
    expect(secrets.get(caller, path).secret).toMatchObject({ currentVersion: 5, oldestVersion: 3 })
    expect(() => secrets.get(caller, path, 2)).toThrow(kind('VersionNotFound'))
    expect([3, 4, 5].map(dataOf)).toEqual(['{"count":2}', '{"count":3}', '{"count":4}'])
    await secrets.editMetadata(caller, path, { maxVersions: 1 }, false)
    expect(dataOf(3)).toBe('{"count":2}')
    await write({ count: 5 })
    expect(() => secrets.get(caller, path, 5)).toThrow(kind('VersionNotFound'))
  })
})

it('a removal says whether there was anything', async () => {
  await write()
  told.length = 0
  expect([await secrets.remove(caller, path), await secrets.remove(caller, path)]).toEqual([true, false])
  expect(told).toEqual([`${okmsId}/${path}`])
  expect(() => secrets.get(caller, path)).toThrow(kind('SecretNotFound'))
})

it('the configuration is that of the domain, unset before', () => {
  expect(secrets.configuration(caller)).toEqual({ casRequired: false, maxVersions: 0, deactivateVersionAfter: '0s' })
  secrets.configure(caller, { maxVersions: 7 })
  expect(secrets.configure(caller, { casRequired: true }))
    .toEqual({ casRequired: true, maxVersions: 7, deactivateVersionAfter: '0s' })
  expect(secrets.configuration({ ...caller, okmsId: otherOkmsId }).maxVersions).toBe(0)
})
