// Personal access tokens of users: known by name, good for every domain, and gone with their user.

import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { accessErrors } from '../../../../src/domain/errors/access/access.js'
import { authenticationErrors } from '../../../../src/domain/errors/access/authentication.js'
import { identityErrors } from '../../../../src/domain/errors/access/identity.js'
import { userUrn } from '../../../../src/domain/urn.js'
import { refusalOf } from '../../../crypto/refusal-of.js'
import { okmsId } from '../../../store/builders.js'
import { newIdentity } from './identity.js'

let identity: ReturnType<typeof newIdentity>
beforeEach(() => {
  identity = newIdentity()
  identity.users.add({ login: 'alice' })
  identity.users.add({ login: 'bob' })
})

const issue = (name = 'ci', fields: { readonly expiresAt?: number } = {}) =>
  identity.userTokens.issue('alice', { name, ...fields })

const caller = (text: string, domain: string) => identity.callers.byToken(text, domain)

describe('a token of a user', () => {
  it('has the identity of the user, and is among the personal access tokens', () => {
    const { token } = issue()
    expect(token).toMatchObject({ user: 'alice', identities: [userUrn('alice')], everyDomain: true, okmsIds: [] })
    expect(identity.tokens.list()).toEqual([token])
    expect(identity.userTokens.get('alice', 'ci')).toEqual(token)
    expect(identity.userTokens.list('bob')).toEqual([])
  })

  it('reaches every domain, later ones too, and none that is not there or was removed', () => {
    const { store } = identity
    const { text, token: { tokenId, identities } } = issue()
    const [one, other] = [randomUUID(), randomUUID()]
    for (const id of [one, other]) {
      expect(refusalOf(() => caller(text, id)).kind).toBe(accessErrors.DomainNotFound)
      store.domains.insert({ okmsId: id, name: 'd', createdAt: 1 })
      expect(caller(text, id)).toEqual({ okmsId: id, credentialId: null, tokenId, identities })
    }
    store.domains.remove(one, 2)
    expect(refusalOf(() => caller(text, one)).kind).toBe(accessErrors.DomainNotFound)
    expect(caller(text, other)).toMatchObject({ okmsId: other })
  })

  it('has a name that no other token of the user has', () => {
    issue()
    expect(refusalOf(() => issue()).kind).toBe(identityErrors.UserTokenExists)
    identity.userTokens.issue('bob', { name: 'ci' })
    identity.tokens.issue({ name: 'ci', identities: [userUrn('alice')], okmsIds: [], everyDomain: true })
    expect(identity.tokens.list().map(({ user }) => user)).toEqual(['alice', 'bob', null])
  })

  it('takes the names that the guides give: with the id of a domain', () => {
    expect(issue(`pat-secretmanager-${okmsId}`).token.name).toHaveLength(54)
    expect(refusalOf(() => issue('x'.repeat(101))).kind).toBe(accessErrors.AccessRequestInvalid)
    expect(refusalOf(() => issue('é')).kind).toBe(accessErrors.AccessRequestInvalid)
  })

  it('ends at once when it is removed, and when its user is', () => {
    const [one, other] = [issue('one'), issue('other')]
    for (const { text } of [one, other]) caller(text, okmsId)
    identity.userTokens.remove('alice', 'one')
    expect(refusalOf(() => caller(one.text, okmsId)).kind).toBe(authenticationErrors.TokenInvalid)
    expect(refusalOf(() => { identity.userTokens.remove('alice', 'one') }).kind)
      .toBe(identityErrors.UserTokenNotFound)
    identity.users.remove('alice')
    expect(refusalOf(() => caller(other.text, okmsId)).kind).toBe(authenticationErrors.TokenInvalid)
    expect(identity.tokens.list()).toEqual([])
    expect(refusalOf(() => identity.userTokens.list('alice')).kind).toBe(identityErrors.UserNotFound)
  })

  it('does not work while its user is disabled', () => {
    const { text } = issue()
    caller(text, okmsId)
    identity.users.setStatus('alice', 'DISABLED')
    expect(refusalOf(() => caller(text, okmsId)).kind).toBe(authenticationErrors.UserDisabled)
    identity.users.setStatus('alice', 'OK')
    expect(caller(text, okmsId)).toMatchObject({ okmsId })
  })

  it('says when it was last used, and only a use that was accepted counts', () => {
    const { text, token } = issue()
    const lastUse = () => identity.userTokens.lastUse(token)
    expect(lastUse()).toBeNull()
    identity.users.setStatus('alice', 'DISABLED')
    refusalOf(() => caller(text, okmsId))
    expect(lastUse()).toBeNull()
    identity.users.setStatus('alice', 'OK')
    caller(text, okmsId)
    expect(lastUse()).toBe(identity.time.now)
  })

  it('gets another description and another end, or none', () => {
    const { now } = identity.time
    const { text } = issue('ci', { expiresAt: now + 1000 })
    caller(text, okmsId)
    const edited = identity.userTokens.edit('alice', 'ci', { description: 'd', expiresAt: now + 500 })
    expect(edited).toMatchObject({ description: 'd', expiresAt: now + 500 })
    identity.time.now += 500
    expect(refusalOf(() => caller(text, okmsId)).kind).toBe(authenticationErrors.TokenExpired)
    identity.userTokens.edit('alice', 'ci', { expiresAt: null })
    expect(caller(text, okmsId)).toMatchObject({ okmsId })
    expect(identity.userTokens.get('alice', 'ci')).toMatchObject({ description: 'd', expiresAt: null })
    expect(refusalOf(() => identity.userTokens.edit('alice', 'ci', { expiresAt: now })).kind)
      .toBe(accessErrors.AccessRequestInvalid)
    expect(refusalOf(() => identity.userTokens.edit('alice', 'other', {})).kind)
      .toBe(identityErrors.UserTokenNotFound)
  })
})
