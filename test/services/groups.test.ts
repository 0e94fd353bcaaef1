// Groups: who may be a member, and what is reported when one changes.

import { describe, expect, it } from 'vitest'
import { accessErrors } from '../../src/domain/errors/access.js'
import { groupUrn } from '../../src/domain/urn.js'
import { createGroups } from '../../src/services/access/policies.js'
import { newStore } from '../store/temporary.js'

const user = (name: string) => `urn:v1:eu:identity:user:emulator-ovh/${name}`

function groups () {
  let changes = 0
  const all = createGroups({ store: newStore().groups, clock: () => 1, changing: () => { changes++ } })
  return { all, changes: () => changes }
}

describe('a group', () => {
  it('takes users, service accounts and accounts, each once', () => {
    const { all } = groups()
    const members = [user('alice'), 'urn:v1:eu:identity:credential:emulator-ovh/oauth2-EU.0123', 'urn:v1:eu:identity:account:emulator-ovh']
    all.put('ops', [...members, user('alice')])
    expect(all.get('ops')).toMatchObject({ urn: groupUrn('ops'), members })
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
    const { all, changes } = groups()
    expect(() => { all.put('ops', members) }).toThrow(expect.objectContaining({
      kind: accessErrors.AccessRequestInvalid, message: expect.stringContaining(text) as string
    }) as Error)
    expect([all.list(), changes()]).toEqual([[], 0])
  })

  it('tells of each change, and keeps its date', () => {
    const { all, changes } = groups()
    all.put('ops', [user('alice')])
    all.put('ops', [user('bob')])
    expect([all.get('ops').members, all.get('ops').createdAt, changes()]).toEqual([[user('bob')], 1, 2])
    all.remove('ops')
    expect(changes()).toBe(3)
    expect(() => { all.remove('ops') }).toThrow(expect.objectContaining({ kind: accessErrors.GroupNotFound }) as Error)
    expect(changes()).toBe(3)
  })
})
