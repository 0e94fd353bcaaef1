// Credentials: access certificates and the identities they stand for (service.md 2.4, 10.3).

import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Clock } from '../domain/clock.js'
import type { Credential } from '../domain/credential.js'
import { errors, refusal } from '../domain/errors.js'
import { credentialLimits } from '../domain/limits.js'
import type { CredentialStore } from '../domain/ports.js'
import { isIdentityUrn } from '../domain/urn.js'
import { issueAccessCertificate } from '../pki/access-certificate.js'
import type { CertifiedKey } from '../pki/certificate.js'

export interface CredentialRequest {
  readonly okmsId: string
  readonly name: string
  readonly description?: string
  /** Identity URNs. */
  readonly identities: readonly string[]
  /** 365 when left out. */
  readonly validityDays?: number
}

export interface IssuedCredential {
  readonly credential: Credential
  /** SEC1 PEM. Kept nowhere else: whoever asked must keep it. */
  readonly privateKeyPem: string
}

export interface Credentials {
  /** Issues a credential over a new key. Refuses CredentialRequestInvalid with every problem at once. */
  issue (request: CredentialRequest): IssuedCredential
  /** Takes up a credential that was issued here but that the store has lost. Gives what the store knows when it knows it. */
  adopt (credential: Credential): Credential
  find (credentialId: string): Credential | undefined
  /** Oldest first. */
  list (okmsId: string): readonly Credential[]
  /** Takes effect on the next request. Refuses CredentialNotFound; revoking twice keeps the first time. */
  revoke (credentialId: string): void
}

export interface CredentialsOptions {
  readonly store: CredentialStore
  readonly clock: Clock
  readonly ca: CertifiedKey
  /** Makes a new lower case UUID. */
  readonly newId: () => string
}

const day = 24 * 3600 * 1000

/** A certificate made now is valid in the eyes of a clock that is a little slow. */
const backdated = 5 * 60 * 1000

export function createCredentials ({ store, clock, ca, newId }: CredentialsOptions): Credentials {
  function certify (request: CredentialRequest, publicKey: KeyObject): Credential {
    const createdAt = clock()
    const credentialId = newId()
    const notBefore = wholeSecond(createdAt - backdated)
    const notAfter = wholeSecond(createdAt + (request.validityDays ?? credentialLimits.validityDays.max) * day)
    const certificatePem = issueAccessCertificate({ ca, okmsId: request.okmsId, credentialId, notBefore, notAfter, publicKey })
    return {
      credentialId,
      okmsId: request.okmsId,
      name: request.name,
      description: request.description ?? '',
      identities: [...request.identities],
      certificateType: 'ECDSA',
      fromCsr: false,
      certificatePem,
      createdAt,
      notBefore,
      notAfter,
      revokedAt: null
    }
  }

  return {
    issue (request) {
      const problems = problemsOf(request)
      if (problems.length > 0) throw refusal(errors.CredentialRequestInvalid, problems)
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const credential = certify(request, publicKey)
      store.insert(credential)
      return { credential, privateKeyPem: privateKey.export({ type: 'sec1', format: 'pem' }).toString() }
    },

    adopt (credential) {
      const known = store.find(credential.credentialId)
      if (known === undefined) store.insert(credential)
      return known ?? credential
    },

    find: (credentialId) => store.find(credentialId),

    list: (okmsId) => store.list(okmsId),

    revoke (credentialId) {
      if (store.find(credentialId) === undefined) throw refusal(errors.CredentialNotFound, credentialId)
      store.revoke(credentialId, clock())
    }
  }
}

/** Certificates hold whole seconds, and the credential says what its certificate says. */
const wholeSecond = (epochMs: number) => Math.floor(epochMs / 1000) * 1000

function problemsOf (request: CredentialRequest): string[] {
  const { name, description, identities, validityDays: days } = credentialLimits
  const { validityDays = days.max } = request
  const foreign = request.identities.filter((urn) => !isIdentityUrn(urn))
  const rules: readonly (readonly [boolean, string])[] = [
    [/^[ -~]+$/.test(request.name) && request.name.length <= name.maxLength, `name: 1 to ${name.maxLength} printable ASCII characters are accepted`],
    [[...request.description ?? ''].length <= description.maxLength, `description: at most ${description.maxLength} characters are accepted`],
    [request.identities.length >= 1 && request.identities.length <= identities.max, `identityURNs: got ${request.identities.length}; 1 to ${identities.max} are accepted`],
    [foreign.length === 0, `identityURNs: ${foreign.join(', ')}: not an identity URN such as urn:v1:eu:identity:user:xx1111-ovh/somebody`],
    [Number.isInteger(validityDays) && validityDays >= days.min && validityDays <= days.max, `validity: got ${validityDays} days; ${days.min} to ${days.max} are accepted`]
  ]
  return rules.filter(([holds]) => !holds).map(([, problem]) => problem)
}
