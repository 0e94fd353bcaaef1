// What decisions go by while changes of access are pending.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Credential } from '../../../src/domain/access/credential.js'
import type { Group } from '../../../src/domain/access/group.js'
import type { Policy } from '../../../src/domain/access/policy.js'
import { oneClock } from '../../../src/domain/clock.js'
import { authenticationErrors } from '../../../src/domain/errors/access/authentication.js'
import type { Store } from '../../../src/domain/ports.js'
import { groupUrn } from '../../../src/domain/urn.js'
import { createAuthentication } from '../../../src/services/access/authentication.js'
import { createAuthorisation, type Authorisation } from '../../../src/services/access/authorisation.js'
import { createDelayedAccess, type DelayedAccess } from '../../../src/services/access/delayed-access.js'
import { newStore } from '../../store/temporary.js'

const okmsId = '11111111-1111-4111-8111-111111111111'
const credentialId = '22222222-2222-4222-8222-222222222222'
const alice = 'urn:v1:eu:identity:user:emulator-ovh/alice'
const developers = groupUrn('developers')

const policy: Policy = {
  policyId: '33333333-3333-4333-8333-333333333333',
  name: 'everything',
  description: '',
  identities: [alice, developers],
  resources: ['*'],
  actions: ['*'],
  exceptions: [],
  denied: [],
  createdAt: 0,
  updatedAt: null,
  expiresAt: null
}
const group: Group = { urn: developers, description: '', role: 'NONE', members: [], createdAt: 0, updatedAt: 0 }

let now: number
let store: Store
let access: DelayedAccess
let authorisation: Authorisation
beforeEach(() => {
  now = 1000
  store = newStore()
  access = createDelayedAccess({
    store, clocks: oneClock(() => now), delays: { iam: () => 50, credential: () => 20 }
  })
  authorisation = createAuthorisation({ mode: 'enforce', ...access, clock: () => now, onDenial: () => {} })
})

const isAllowed = (identity = alice) => authorisation.allows(
  { okmsId, credentialId: null, identities: [identity] }, 'okms:apikms:random/get', { kind: 'domain', id: okmsId }
)

const isAllowedAt = (time: number) => {
  now = time
  return isAllowed()
}

function addPolicy (identities: readonly string[] = policy.identities): void {
  access.policyChanging(policy.policyId)
  store.policies.insert({ ...policy, identities })
}

describe('authorisation', () => {
  it('goes by the policies of before until their change applies, although it has decided before', () => {
    expect(isAllowed()).toBe(false)
    addPolicy()
    expect([isAllowedAt(1049), isAllowedAt(1050)]).toEqual([false, true])
    access.policyChanging(policy.policyId)
    store.policies.remove(policy.policyId)
    expect([isAllowedAt(1099), isAllowedAt(1100)]).toEqual([true, false])
  })

  it('goes by the groups of before', () => {
    store.policies.insert({ ...policy, identities: [developers] })
    access.groupChanging(developers)
    store.groups.put({ ...group, members: [alice] })
    expect([isAllowedAt(1049), isAllowedAt(1050)]).toEqual([false, true])
    access.groupChanging(developers)
    store.groups.put(group)
    expect([isAllowedAt(1099), isAllowedAt(1100)]).toEqual([true, false])
  })

  it('goes by what is there once everything is applied', () => {
    addPolicy()
    expect(isAllowed()).toBe(false)
    access.apply()
    authorisation.forget()
    expect(isAllowed()).toBe(true)
  })

  it('goes by what is there after a change that failed', () => {
    access.policyChanging(policy.policyId)
    addPolicy()
    expect([isAllowedAt(1049), isAllowedAt(1050)]).toEqual([false, true])
  })
})

describe('authentication', () => {
  const credential: Credential = {
    credentialId,
    okmsId,
    name: 'new',
    description: '',
    identities: [alice],
    certificateType: 'ECDSA',
    fromCsr: false,
    certificatePem: '',
    createdAt: 0,
    notBefore: 0,
    notAfter: 10_000,
    revokedAt: null
  }
  const presented = { ...credential, issuedByUs: true, issuer: 'us', serialHex: '22' }

  beforeEach(() => {
    store.domains.insert({ okmsId, name: 'd', createdAt: 0 })
    store.credentials.insert(credential)
    access.credentialAdded(credential)
  })

  const found = () => {
    const { tokens, users } = store
    return createAuthentication({ credentials: access.credentials, tokens, users, clocks: oneClock(() => now) })
      .byCertificate(presented)
  }

  it('does not know a credential that is CREATING', () => {
    now = 1019
    expect(access.isCreating(credentialId)).toBe(true)
    expect(found).toThrow(expect.objectContaining({ kind: authenticationErrors.CertificateUnknown }) as Error)
    now = 1020
    expect([access.isCreating(credentialId), found()]).toEqual([false, credential])
  })

  it('knows it once the changes of its domain are applied, and leaves policies pending', () => {
    addPolicy()
    access.apply(okmsId)
    expect([found(), isAllowed()]).toEqual([credential, false])
  })
})
