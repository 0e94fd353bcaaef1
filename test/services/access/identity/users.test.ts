// Users: what they are, and that users and groups never disagree about who is where.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accessErrors } from '../../../../src/domain/errors/access/access.js'
import { identityErrors } from '../../../../src/domain/errors/access/identity.js'
import { userUrn } from '../../../../src/domain/urn.js'
import { refusalOf } from '../../../crypto/refusal-of.js'
import { newIdentity } from './identity.js'

const alice = userUrn('alice')

describe('a user', () => {
  it('is in the group DEFAULT unless it names another, which lists it', () => {
    const { users, groups, membersOf } = newIdentity()
    groups.add({ name: 'ops' })
    expect(users.add({ login: 'alice' }).groups).toEqual(['DEFAULT'])
    expect(users.add({ login: 'bob', group: 'ops' }).groups).toEqual(['ops'])
    expect([membersOf('DEFAULT'), membersOf('ops')]).toEqual([[alice], [userUrn('bob')]])
  })

  it('is OK and has the times of its creation, and that of its password, which is not kept', () => {
    const { users, time: { now }, store } = newIdentity()
    users.add({ login: 'alice', email: 'alice@example.com', description: 'd', type: 'SERVICE', hasPassword: true })
    expect(store.users.list()).toEqual([{
      login: 'alice',
      email: 'alice@example.com',
      description: 'd',
      mainGroup: 'DEFAULT',
      type: 'SERVICE',
      status: 'OK',
      createdAt: now,
      updatedAt: now,
      passwordUpdatedAt: now
    }])
    expect(users.add({ login: 'bob' }).user).toMatchObject({ email: null, type: 'USER', passwordUpdatedAt: null })
  })

  it.each([
    [{ login: 'a b' }, 'login: '], [{ login: '' }, 'login: '], [{ login: 'x'.repeat(101) }, 'login: '],
    [{ login: '../x' }, 'login: '], [{ login: 'a', email: 'no-address' }, 'email: '],
    [{ login: 'a', email: 'a\n@b' }, 'email: '], [{ login: 'a', description: 'x'.repeat(501) }, 'description: ']
  ])('is not %j', (request, text) => {
    const { users } = newIdentity()
    const refused = refusalOf(() => users.add(request))
    expect([refused.kind, refused.message]).toEqual([
      accessErrors.AccessRequestInvalid, expect.stringContaining(text)
    ])
    expect(users.list()).toEqual([])
  })

  it('is added once, and to a group that is there', () => {
    const { users, membersOf } = newIdentity()
    expect(refusalOf(() => users.add({ login: 'alice', group: 'ops' })).kind).toBe(accessErrors.GroupNotFound)
    users.add({ login: 'alice' })
    expect(refusalOf(() => users.add({ login: 'alice' })).kind).toBe(identityErrors.UserExists)
    expect([users.list().length, membersOf('DEFAULT')]).toEqual([1, [alice]])
  })

  it('moves to another main group, and keeps what an edit does not name', () => {
    const { users, groups, time, membersOf } = newIdentity()
    for (const name of ['ops', 'developers']) groups.add({ name })
    users.add({ login: 'alice', email: 'a@b', description: 'd', group: 'ops' })
    groups.join('developers', alice)
    time.now += 1000
    const { user, groups: names } = users.edit('alice', { group: 'DEFAULT' })
    expect(user).toMatchObject({ email: 'a@b', description: 'd', updatedAt: time.now, createdAt: time.now - 1000 })
    expect(names).toEqual(['DEFAULT', 'developers'])
    expect(membersOf('ops')).toEqual([])
    users.edit('alice', { email: null, description: '' })
    expect(users.get('alice')).toMatchObject({ user: { email: null, description: '' }, groups: names })
    expect(refusalOf(() => users.edit('alice', { group: 'none' })).kind).toBe(accessErrors.GroupNotFound)
    expect(refusalOf(() => users.edit('bob', {})).kind).toBe(identityErrors.UserNotFound)
  })

  it('is in DEFAULT once it is in no other group, whatever removed it', () => {
    const { users, groups } = newIdentity()
    const groupsOfAlice = () => users.get('alice').groups
    for (const name of ['ops', 'developers']) groups.add({ name })
    users.add({ login: 'alice', group: 'ops' })
    groups.join('developers', alice)
    groups.remove('ops')
    expect(groupsOfAlice()).toEqual(['developers'])
    groups.put('developers', [])
    expect(groupsOfAlice()).toEqual(['DEFAULT'])
    groups.put('DEFAULT', [userUrn('not-a-user')])
    expect([groupsOfAlice(), groups.get('DEFAULT').members]).toEqual([['DEFAULT'], [userUrn('not-a-user'), alice]])
    groups.leave('DEFAULT', alice)
    expect(groupsOfAlice()).toEqual(['DEFAULT'])
  })

  it('leaves its groups when it is removed', () => {
    const { users, groups, membersOf } = newIdentity()
    groups.add({ name: 'ops' })
    users.add({ login: 'alice', group: 'ops' })
    groups.join('DEFAULT', alice)
    users.remove('alice')
    expect([membersOf('ops'), membersOf('DEFAULT'), users.list()]).toEqual([[], [], []])
    expect(refusalOf(() => { users.remove('alice') }).kind).toBe(identityErrors.UserNotFound)
  })

  it('does not come to a group that is full, and is not there then', () => {
    const { users, groups } = newIdentity()
    groups.put('ops', Array.from({ length: 1000 }, (_, index) => userUrn(`u${index}`)))
    expect(refusalOf(() => users.add({ login: 'alice', group: 'ops' })).kind).toBe(accessErrors.AccessRequestInvalid)
    expect(users.list()).toEqual([])
  })
})

it('users and groups agree after any changes: a user is in the groups that list it, and in one at least', () => {
  const login = fc.constantFrom('alice', 'bob', 'carol')
  const name = fc.constantFrom('DEFAULT', 'ADMIN', 'ops', 'developers')
  const change = fc.oneof(
    fc.tuple(fc.constant('add'), login, name), fc.tuple(fc.constant('edit'), login, name),
    fc.tuple(fc.constant('remove'), login, name), fc.tuple(fc.constant('join'), login, name),
    fc.tuple(fc.constant('leave'), login, name), fc.tuple(fc.constant('put'), login, name),
    fc.tuple(fc.constant('remove group'), login, name)
  )
  fc.assert(fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
    const { users, groups } = newIdentity()
    const calls: Record<string, (login: string, name: string) => void> = {
      add: (login, group) => { users.add({ login, group }) },
      edit: (login, group) => { users.edit(login, { group }) },
      remove: (login) => { users.remove(login) },
      join: (login, group) => { groups.join(group, userUrn(login)) },
      leave: (login, group) => { groups.leave(group, userUrn(login)) },
      put: (login, group) => { groups.put(group, [userUrn(login)]) },
      'remove group': (_login, group) => { groups.remove(group) }
    }
    for (const [kind, login, name] of changes) {
      try {
        calls[kind]?.(login, name)
      } catch (error) {
        expect(error).toHaveProperty('kind')
      }
      for (const { login } of users.list()) {
        expect([...users.get(login).groups].sort()).toEqual([...groups.of(userUrn(login))].sort())
      }
    }
  }), { numRuns: 60 })
})
