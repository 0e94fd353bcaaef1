// The URN of every kind of resource, as policies and the log spell it (service.md 2.5).

import { describe, expect, it } from 'vitest'
import { resourceKindNames, resourceOf, type ResourceKind } from '../../src/domain/resource.js'
import { resourceUrn } from '../../src/domain/urn.js'

const okmsId = '11111111-1111-4111-8111-111111111111'
const domain = `urn:v1:eu:resource:okms:${okmsId}`

/** Kinds with a URN of their own; the others go by that of their domain. */
const own: Partial<Record<ResourceKind, string>> = {
  serviceKey: `${domain}/serviceKey/ab`,
  transportKey: `${domain}/serviceKey/ab`,
  secret: `${domain}/secret/ab`,
  domain: 'urn:v1:eu:resource:okms:ab',
  account: 'urn:v1:eu:resource:account:emulator-ovh'
}

describe('the URN of a resource', () => {
  it.each(resourceKindNames)('of the kind %s', (kind) => {
    expect(resourceUrn(okmsId, { kind, id: 'ab' })).toBe(own[kind] ?? domain)
  })

  it('of what is in no domain is that of the account', () => {
    expect(resourceUrn(null, { kind: 'policy', id: 'ab' })).toBe('urn:v1:eu:resource:account:emulator-ovh')
  })

  it('of a secret ends with its path', () => {
    expect(resourceUrn(okmsId, resourceOf('secret', 'Prod/db/'))).toBe(`${domain}/secret/Prod/db`)
  })
})

describe('an id as a caller writes it', () => {
  it('counts in either case where it is a UUID, otherwise as it is written', () => {
    expect(resourceOf('serviceKey', 'AB-cd')).toEqual({ kind: 'serviceKey', id: 'ab-cd' })
    expect(resourceOf('group', 'Ops')).toEqual({ kind: 'group', id: 'Ops' })
  })
})
