// Policies: every action of the contract against every shape of policy, judged by a second
// evaluator that shares no code.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accessErrors } from '../../../src/domain/errors/access/access.js'
import { DomainError } from '../../../src/domain/errors/domain-error.js'
import type { IamMode } from '../../../src/domain/access/iam-mode.js'
import type { Caller } from '../../../src/domain/access/identity.js'
import { groupRoles, type Group, type GroupRole } from '../../../src/domain/access/group.js'
import type { Policy } from '../../../src/domain/access/policy.js'
import type { Resource } from '../../../src/domain/resource.js'
import { domainUrn, resourceUrn, rootIdentity } from '../../../src/domain/urn.js'
import { contract } from '../../../src/rest/operation.js'
import { createAuthorisation, type Denial } from '../../../src/services/access/authorisation.js'

const okmsId = '11111111-1111-4111-8111-111111111111'
const otherOkmsId = '22222222-2222-4222-8222-222222222222'
const keyId = '33333333-3333-4333-8333-333333333333'
const otherKeyId = '44444444-4444-4444-8444-444444444444'

const users = ['alice', 'bob'].map((name) => `urn:v1:eu:identity:user:emulator-ovh/${name}`)
const groupNames = ['ops', 'developers'].map((name) => `urn:v1:eu:identity:group:emulator-ovh/${name}`)
const account = 'urn:v1:eu:identity:credential:emulator-ovh/oauth2-EU.0123'
const everyIdentity = [...users, ...groupNames, account]

/** All of the contract, and names of the other front doors. */
const actions = [
  ...new Set([...contract.operations.values()].flatMap(({ iamActions }) => iamActions.map(({ action }) => action)))
]
const asked = [...actions, 'okms:apiovh:serviceKey/encrypt', 'okms:kmip:encrypt']

/** Every shape in which an action can be granted. */
const actionShapes = [
  ...asked, ...asked.map((action) => action.replace(/[^/:]+$/, '*')), '*', 'okms:*', 'okms:apikms:*', 'okms:apiovh:*',
  'okms:kmip:*', 'okms:apikms:serviceKey/*',
  'okms:*/encrypt', 'okms:*:serviceKey/get', 'okms:apikms:serviceKey', 'okms:apikms:serviceKey/e',
  'okms:apikms:secret/*'
]

interface Target {
  /** The domain that is called. */
  readonly okmsId: string
  readonly resource: Resource
  readonly urn: string
}

const target = (called: string, resource: Resource): Target => ({
  okmsId: called, resource, urn: resourceUrn(called, resource)
})
const ofDomain = (id: string) => target(id, { kind: 'domain', id })
const ofKey = (called: string, id: string) => target(called, { kind: 'serviceKey', id })
const domainTarget = ofDomain(okmsId)
const keyTarget = ofKey(okmsId, keyId)
const targets = [domainTarget, ofDomain(otherOkmsId), keyTarget, ofKey(okmsId, otherKeyId), ofKey(otherOkmsId, keyId)]
const urns = targets.map(({ urn }) => urn)
const resourceShapes = [
  ...urns, '*', 'urn:v1:eu:resource:okms:*', `${domainUrn(okmsId)}/*`, `${domainUrn(okmsId)}/serviceKey`,
  `${domainUrn(okmsId)}/serviceKey/*`,
  `${domainUrn(okmsId)}/serviceKey/3*`, 'urn:v1:*:resource:okms:1*', domainUrn(okmsId).slice(0, -1),
  `${domainUrn(okmsId)}/secret/*`
]

/** Character by character, without expressions, sets or caches. */
function globs (pattern: string, text: string): boolean {
  if (pattern === '') return text === ''
  if (pattern[0] !== '*') return text !== '' && pattern[0] === text[0] && globs(pattern.slice(1), text.slice(1))
  return Array.from({ length: text.length + 1 }, (_, skipped) => skipped)
    .some((skipped) => globs(pattern.slice(1), text.slice(skipped)))
}

function covers (pattern: string, urn: string): boolean {
  const parts = urn.split('/')
  return parts.some((_, index) => globs(pattern, parts.slice(0, index + 1).join('/')))
}

function reference (
  identities: readonly string[], action: string, urn: string, policies: readonly Policy[], groups: readonly Group[],
  now = 0
): boolean {
  for (const identity of identities) {
    if (identity.includes(':identity:account:')) return true
    if (groups.some((group) => group.role === 'ADMIN' && group.members.includes(identity))) return true
  }
  const names = (patterns: readonly string[]) => patterns.some((pattern) => globs(pattern, action))
  let isAllowed = false
  for (const policy of policies) {
    const isMeant = identities.some((identity) => policy.identities.includes(identity) ||
      groups.some((group) => group.members.includes(identity) && policy.identities.includes(group.urn)))
    const counts = policy.expiresAt === null || now < policy.expiresAt
    if (!isMeant || !counts || !policy.resources.some((pattern) => covers(pattern, urn))) continue
    if (names(policy.denied)) return false
    if (names(policy.actions) && !names(policy.exceptions)) isAllowed = true
  }
  return isAllowed
}

let count = 0
const policy = (fields: Partial<Policy>): Policy => ({
  policyId: String(count++),
  name: 'p',
  description: '',
  identities: users,
  resources: ['*'],
  actions: ['*'],
  exceptions: [],
  denied: [],
  createdAt: 0,
  updatedAt: null,
  expiresAt: null,
  ...fields
})
const group = (urn: string, members: readonly string[], role: GroupRole = 'NONE'): Group =>
  ({ urn, description: '', role, members, createdAt: 0, updatedAt: 0 })
const caller = (identities: readonly string[], called = okmsId): Caller => ({
  okmsId: called, credentialId: null, identities
})

function authorisation (
  policies: readonly Policy[], { groups = [], mode = 'enforce' }: { groups?: readonly Group[], mode?: IamMode } = {}
) {
  const denials: Denial[] = []
  const known = { policies, now: 0 }
  const made = createAuthorisation({
    mode,
    policies: { list: () => known.policies },
    groups: { list: () => groups },
    clock: () => known.now,
    onDenial: (_, denial) => denials.push(denial)
  })
  return { ...made, denials, known }
}

describe('policies', () => {
  it.each(asked)('%s: every shape of action and resource decides as the reference does', (action) => {
    for (const actionShape of actionShapes) {
      for (const resourceShape of resourceShapes) {
        const policies = [policy({ identities: [account], actions: [actionShape], resources: [resourceShape] })]
        const made = authorisation(policies)
        for (const { okmsId: called, resource, urn } of targets) {
          const expected = reference([account], action, urn, policies, [])
          if (made.allows(caller([account], called), action, resource) !== expected) expect.fail(`${action} on ${urn} by [${actionShape}] on [${resourceShape}]: expected ${expected}`)
        }
      }
    }
  })

  const some = <T>(items: readonly T[], most = 3) =>
    fc.uniqueArray(fc.constantFrom(...items), { minLength: 1, maxLength: most })
  const policies = fc.array(
    fc.record({
      identities: some(everyIdentity),
      actions: some(actionShapes),
      resources: some(resourceShapes),
      exceptions: fc.oneof(fc.constant([]), some(actionShapes)),
      denied: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some(actionShapes) }),
      expiresAt: fc.constantFrom(null, null, 5, 15)
    }).map(policy),
    { maxLength: 6 }
  )
  const groups = fc.tuple(
    ...groupNames.map((urn) => fc.tuple(
      some([...users, account]), fc.constantFrom<GroupRole>('NONE', 'NONE', 'NONE', 'REGULAR', 'ADMIN')
    ).map(([members, role]) => group(urn, members, role)))
  )

  it('of any number, with groups, decide as the reference does', () => {
    fc.assert(
      fc.property(
        policies, groups, some([...everyIdentity, rootIdentity], 2), fc.constantFrom(...asked),
        fc.constantFrom(...targets), fc.array(fc.constantFrom(0, 10, 20), { minLength: 1, maxLength: 4 }),
        (list, members, identities, action, { okmsId: called, resource, urn }, times) => {
          const made = authorisation(list, { groups: members })
          for (const now of times) {
            made.known.now = now
            // Asked twice: the second answer comes from what was kept.
            for (const answer of [0, 1].map(() => made.allows(caller(identities, called), action, resource))) {
              expect(answer).toBe(reference(identities, action, urn, list, members, now))
            }
          }
        }
      ),
      { numRuns: 500 }
    )
  })

  it('take an expression apart literally: a dot is a dot', () => {
    const made = authorisation([policy({ identities: users, resources: ['urn:v1:eu:resource:okms:a.c*'] })])
    const allowsOn = (called: string) =>
      made.allows(caller(users, called), 'okms:apikms:random/get', { kind: 'domain', id: called })
    expect(allowsOn('abc')).toBe(false)
    expect(allowsOn('a.c')).toBe(true)
  })

  it('that name a domain cover its keys, and no domain whose id merely begins the same', () => {
    const made = authorisation([policy({ identities: users, resources: [domainUrn(okmsId).slice(0, -1)] })])
    expect(made.allows(caller(users), 'okms:apikms:random/get', domainTarget.resource)).toBe(false)
  })

  it('refuse with a text that names action, resource and identity', () => {
    const refuse = () => {
      authorisation([]).authorise(caller([account]), 'okms:apikms:serviceKey/encrypt', keyTarget.resource)
    }
    expect(refuse).toThrow(DomainError)
    expect(refuse).toThrow(`policy: no policy allows okms:apikms:serviceKey/encrypt on ${keyTarget.urn} to ${account}`)
    expect(accessErrors.ActionNotAllowed.category).toBe('Authorization')
  })

  it('hold from the moment they are changed', () => {
    const made = authorisation([])
    const ask = () => made.allows(caller(users), 'okms:apikms:random/get', domainTarget.resource)
    expect(ask()).toBe(false)
    made.known.policies = [policy({})]
    made.forget()
    expect(ask()).toBe(true)
    made.known.policies = []
    made.forget()
    expect(ask()).toBe(false)
  })
})

describe('what policies allow', () => {
  const action = 'okms:apikms:serviceKey/encrypt'
  const asks = (made: ReturnType<typeof authorisation>, asked = action) =>
    made.allows(caller(users), asked, keyTarget.resource)

  it('is without the exceptions of the same policy, which another can allow', () => {
    const excepting = policy({ exceptions: ['okms:apikms:serviceKey/*'] })
    expect(asks(authorisation([excepting]))).toBe(false)
    expect(asks(authorisation([excepting]), 'okms:apikms:random/get')).toBe(true)
    expect(asks(authorisation([excepting, policy({ actions: [action] })]))).toBe(true)
  })

  it('is without what any of them denies, on the resources of that one', () => {
    const denying = policy({ actions: [], denied: [action], resources: [keyTarget.urn] })
    const made = authorisation([policy({}), denying])
    expect(asks(made)).toBe(false)
    expect(made.allows(caller(users), action, { kind: 'serviceKey', id: otherKeyId })).toBe(true)
    expect(made.allows(caller([rootIdentity]), action, keyTarget.resource)).toBe(true)
  })

  it('ends when a policy expires, without a change, and begins again on a clock that is set back', () => {
    let reads = 0
    const made = authorisation([policy({ expiresAt: 10 }), policy({ actions: ['okms:apikms:random/get'] })])
    const policies = made.known.policies
    Object.defineProperty(made.known, 'policies', { get: () => { reads++; return policies } })
    const at = (now: number, asked?: string) => {
      made.known.now = now
      return asks(made, asked)
    }
    expect([at(0), at(9), at(10), at(11), at(9)]).toEqual([true, true, false, false, true])
    expect(at(20, 'okms:apikms:random/get')).toBe(true)
    // Compiled once for each time at which something else counts.
    expect(reads).toBe(4)
  })

  it('is everything for a member of a group with the role ADMIN, and nothing more with another role', () => {
    const [ops = ''] = groupNames
    for (const role of groupRoles) {
      const made = authorisation([], { groups: [group(ops, users, role)] })
      expect(asks(made)).toBe(role === 'ADMIN')
      expect(made.isUnrestricted(caller(users))).toBe(role === 'ADMIN')
    }
  })
})

describe('the mode', () => {
  const ask = (made: ReturnType<typeof authorisation>) => {
    made.authorise(caller(users), 'okms:apikms:random/get', domainTarget.resource)
    return made.allows(caller(users), 'okms:apikms:serviceKey/get', keyTarget.resource)
  }

  it('off asks no policy', () => {
    const made = authorisation([], { mode: 'off' })
    expect([ask(made), made.denials]).toEqual([true, []])
  })

  it('report allows, and tells what would have been refused', () => {
    const made = authorisation([], { mode: 'report' })
    expect([ask(made), made.denials]).toEqual([true, [
      { action: 'okms:apikms:random/get', urn: domainTarget.urn },
      { action: 'okms:apikms:serviceKey/get', urn: keyTarget.urn }
    ]])
  })

  it('report tells nothing of what a policy allows', () => {
    const made = authorisation([policy({})], { mode: 'report' })
    expect([ask(made), made.denials]).toEqual([true, []])
  })
})
