// Groups: who may be a member, what every account has, and what is reported when one changes.

import { describe, expect, it } from 'vitest'
import { accessErrors } from '../../../../src/domain/errors/access/access.js'
import { identityErrors } from '../../../../src/domain/errors/access/identity.js'
import { groupUrn, nameInUrn } from '../../../../src/domain/urn.js'
import { createGroups } from '../../../../src/services/access/identity/groups.js'
import { refusalOf } from '../../../crypto/refusal-of.js'
import { newStore } from '../../../store/temporary.js'

const user = (name: string) => `urn:v1:eu:identity:user:emulator-ovh/${name}`

function groups () {
  let changes = 0
  let now = 1
  const store = newStore()
  const all = createGroups({ store, clock: () => now++, changing: () => { changes++ } })
  return { all, store, changes: () => changes, names: () => all.list().map(({ urn }) => nameInUrn(urn)) }
}

describe('a group', () => {
  it('takes users, service accounts and accounts, each once', () => {
    const { all } = groups()
    const members = [user('alice'), 'urn:v1:eu:identity:credential:emulator-ovh/oauth2-EU.0123', 'urn:v1:eu:identity:account:emulator-ovh']
    all.put('ops', [...members, user('alice')])
    expect(all.get('ops')).toMatchObject({ urn: groupUrn('ops'), members, role: 'NONE' })
  })

  it.each([
    ['another group', [user('alice'), groupUrn('admins')], `members: got "${groupUrn('admins')}"`],
    ['itself', [groupUrn('ops')], `members: got "${groupUrn('ops')}"`],
    ['what is no identity', ['alice'], 'members: got "alice"'],
    [
      'more members than a group may have', Array.from({ length: 1001 }, (_, index) => user(`u${index}`)),
      'members: got 1001; at most 1000'
    ]
  ])('does not take %s', (_what, members, text) => {
    const { all, store, changes } = groups()
    expect(() => { all.put('ops', members) }).toThrow(expect.objectContaining({
      kind: accessErrors.AccessRequestInvalid, message: expect.stringContaining(text) as string
    }) as Error)
    expect([store.groups.list(), changes()]).toEqual([[], 0])
  })

  it('tells of each change, and keeps its dates', () => {
    const { all, changes } = groups()
    all.put('ops', [user('alice')])
    all.put('ops', [user('bob')])
    const { members, createdAt, updatedAt } = all.get('ops')
    expect([members, createdAt < updatedAt, changes()]).toEqual([[user('bob')], true, 2])
    all.remove('ops')
    expect(changes()).toBe(3)
    expect(refusalOf(() => { all.remove('ops') }).kind).toBe(accessErrors.GroupNotFound)
    expect(changes()).toBe(3)
  })

  it('is added once, with a role and a description, which only an edit changes', () => {
    const { all } = groups()
    all.add({ name: 'ops', description: 'on call', role: 'ADMIN' })
    expect(refusalOf(() => { all.add({ name: 'ops' }) }).kind).toBe(identityErrors.GroupExists)
    all.put('ops', [user('alice')])
    expect(all.get('ops')).toMatchObject({ description: 'on call', role: 'ADMIN', members: [user('alice')] })
    all.edit('ops', { role: 'NONE' })
    expect(all.get('ops')).toMatchObject({ description: 'on call', role: 'NONE', members: [user('alice')] })
    expect(refusalOf(() => { all.edit('ops', { description: 'x'.repeat(501) }) }).kind)
      .toBe(accessErrors.AccessRequestInvalid)
    expect(refusalOf(() => { all.edit('other', { role: 'NONE' }) }).kind).toBe(accessErrors.GroupNotFound)
  })

  it.each(['', 'a/b', 'a b', 'é', 'x'.repeat(51), '../DEFAULT'])('is not named %j', (name) => {
    const { all } = groups()
    for (const call of [() => all.add({ name }), () => all.put(name, [])]) {
      expect(refusalOf(call).kind).toBe(accessErrors.AccessRequestInvalid)
    }
    expect(refusalOf(() => all.get(name)).kind).toBe(accessErrors.GroupNotFound)
  })
})

describe('the groups that every account has', () => {
  it('are there before any other, as old as the first domain', () => {
    const { all, store, names } = groups()
    const [first] = store.domains.list()
    all.put('ops', [])
    expect(names()).toEqual(['ADMIN', 'DEFAULT', 'UNPRIVILEGED', 'ops'])
    expect(all.list().map(({ role }) => role)).toEqual(['ADMIN', 'REGULAR', 'UNPRIVILEGED', 'NONE'])
    expect(all.get('DEFAULT')).toMatchObject({ members: [], createdAt: first?.createdAt })
  })

  it('take members, and keep their role', () => {
    const { all, names } = groups()
    all.put('ADMIN', [user('alice')])
    expect(all.get('ADMIN')).toMatchObject({ role: 'ADMIN', members: [user('alice')] })
    expect(names()).toEqual(['ADMIN', 'DEFAULT', 'UNPRIVILEGED'])
  })

  it('are not removed, changed or added again', () => {
    const { all } = groups()
    for (const call of [() => { all.remove('ADMIN') }, () => { all.edit('ADMIN', { role: 'NONE' }) }]) {
      expect(refusalOf(call).kind).toBe(identityErrors.DefaultGroupFixed)
    }
    expect(refusalOf(() => all.add({ name: 'DEFAULT' })).kind).toBe(identityErrors.GroupExists)
  })
})
