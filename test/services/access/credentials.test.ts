// Credentials: what is issued, what is refused, what revoking does.

import { createPrivateKey, X509Certificate } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import { accessErrors } from '../../../src/domain/errors/access/access.js'
import { rootIdentity } from '../../../src/domain/urn.js'
import { createCa } from '../../../src/pki/ca.js'
import { createCredentials, type CredentialRequest } from '../../../src/services/access/credentials.js'
import { openssl } from '../../pki/openssl.js'
import { memoryCredentials } from '../memory-stores.js'

const day = 86_400_000
const start = Date.UTC(2026, 10, 25, 12, 0, 0, 250)
const okmsId = '1b4e28ba-2fa1-41d2-883f-0016d3cca427'
const ca = createCa({ now: start })

const refusalOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

describe('credentials', () => {
  let now = start
  let count = 0
  const newId = () => `f18b5e0d-75b8-40a3-9b0e-${String(count++).padStart(12, '0')}`
  let credentials = createCredentials({ store: memoryCredentials(), clocks: oneClock(() => now), ca, newId })
  beforeEach(() => {
    now = start
    count = 0
    credentials = createCredentials({ store: memoryCredentials(), clocks: oneClock(() => now), ca, newId })
  })

  const issue = (change: Partial<CredentialRequest> = {}) =>
    credentials.issue({ okmsId, name: 'ci', identities: [rootIdentity], ...change })

  it('issues a certificate for the credential, and hands out its SEC1 key once', () => {
    const { credential, privateKeyPem } = issue({ description: 'for the pipeline' })
    const certificate = new X509Certificate(credential.certificatePem)
    expect(certificate.serialNumber.toLowerCase()).toBe(credential.credentialId.replaceAll('-', ''))
    expect(privateKeyPem).toMatch(/^-----BEGIN EC PRIVATE KEY-----\n/)
    expect(openssl(['pkey', '-pubout'], privateKeyPem))
      .toBe(openssl(['x509', '-noout', '-pubkey'], credential.certificatePem))
    expect(credentials.find(credential.credentialId)).toEqual(credential)
    expect(JSON.stringify(credential)).not.toContain('PRIVATE')
    expect(credential).toMatchObject({
      okmsId,
      name: 'ci',
      description: 'for the pipeline',
      identities: [rootIdentity],
      certificateType: 'ECDSA',
      fromCsr: false,
      createdAt: start,
      revokedAt: null
    })
  })

  it('gives each credential a key of its own', () => {
    const [one, other] = [issue(), issue()].map(({ privateKeyPem }) => createPrivateKey(privateKeyPem))
    expect(one!.equals(other!)).toBe(false)
  })

  it.each([[undefined, 365], [1, 1], [30, 30], [365, 365]])('validity %s gives %s days from now, already begun', (validityDays, days) => {
    const { credential } = issue(validityDays === undefined ? {} : { validityDays })
    expect(credential.notAfter).toBe(Math.floor(start / 1000) * 1000 + days * day)
    // Five minutes, for clients whose clock is slow.
    expect(credential.notBefore).toBe(Math.floor(start / 1000) * 1000 - 300_000)
    const { validFrom, validTo } = new X509Certificate(credential.certificatePem)
    expect([Date.parse(validFrom), Date.parse(validTo)]).toEqual([credential.notBefore, credential.notAfter])
  })

  const many = (length: number) => Array.from({ length }, (_, index) => `urn:v1:eu:identity:user:xx1111-ovh/${index}`)

  it.each<[string, Partial<CredentialRequest>]>([
    ['a name of 50 characters', { name: 'x'.repeat(50) }],
    ['a description of 200 characters', { description: '\u{1f511}'.repeat(200) }],
    ['25 identities', { identities: many(25) }],
    ['every kind of identity', { identities: ['urn:v1:eu:identity:group:xx1111-ovh/ops', 'urn:v1:eu:identity:credential:xx1111-ovh/oauth2-EU.0123'] }]
  ])('accepts %s', (_, change) => {
    expect(refusalOf(() => issue(change))).toBeUndefined()
  })

  it.each<[string, Partial<CredentialRequest>, RegExp]>([
    ['an empty name', { name: '' }, /^name: 1 to 50/],
    ['a name of 51 characters', { name: 'x'.repeat(51) }, /^name:/],
    ['a name that is not printable ASCII', { name: 'é' }, /^name:/],
    ['a name with a line break', { name: 'a\nb' }, /^name:/],
    ['a description of 201 characters', { description: 'x'.repeat(201) }, /^description: at most 200/],
    ['no identity', { identities: [] }, /^identities: got 0; 1 to 25/],
    ['26 identities', { identities: many(26) }, /^identities: got 26/],
    ['an identity that is a resource', { identities: [`urn:v1:eu:resource:okms:${okmsId}`] }, /^identities: got "urn:v1:eu:resource:okms/],
    ['0 days', { validityDays: 0 }, /^validityDays: got 0 days; 1 to 365/],
    ['366 days', { validityDays: 366 }, /^validityDays: got 366/],
    ['half a day', { validityDays: 0.5 }, /^validityDays: got 0.5/]
  ])('refuses %s', (_, change, text) => {
    expect(refusalOf(() => issue(change)))
      .toMatchObject({ kind: accessErrors.CredentialRequestInvalid, message: expect.stringMatching(text) as string })
    expect(credentials.list(okmsId)).toEqual([])
  })

  it('names every problem at once', () => {
    expect(refusalOf(() => issue({ name: '', validityDays: 0, identities: [] })))
      .toMatchObject({ problems: { length: 3 } })
  })

  it('revokes once and for all: a second time changes nothing', () => {
    const { credential: { credentialId } } = issue()
    now += 1000
    credentials.revoke(credentialId)
    now += 1000
    credentials.revoke(credentialId)
    expect(credentials.find(credentialId)?.revokedAt).toBe(start + 1000)
  })

  it('refuses to revoke what it never issued', () => {
    expect(refusalOf(() => credentials.revoke(newId()))).toMatchObject({ kind: accessErrors.CredentialNotFound })
  })

  it('adopts a credential that the store has lost, and keeps what it knows of others', () => {
    const { credential } = issue()
    const empty = createCredentials({ store: memoryCredentials(), clocks: oneClock(() => now), ca, newId })
    expect(empty.adopt(credential)).toEqual(credential)
    expect(empty.find(credential.credentialId)).toEqual(credential)
    expect(credentials.adopt({ ...credential, name: 'other' })).toEqual(credential)
  })
})
