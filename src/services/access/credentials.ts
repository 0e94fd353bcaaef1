// Credentials: access certificates and the identities they stand for (service.md 2.4, 10.3).

import { generateKeyPair, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { Clocks } from '../../domain/clock.js'
import type { Credential } from '../../domain/access/credential.js'
import { accessErrors } from '../../domain/errors/access/access.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { Problem } from '../../domain/errors/wording.js'
import { credentialLimits } from '../../domain/limits.js'
import type { CredentialStore } from '../../domain/ports.js'
import { quotedOrLength } from '../../domain/text/quoted-text.js'
import { isIdentityUrn } from '../../domain/urn.js'
import { issueAccessCertificate } from '../../pki/access-certificate.js'
import type { CertifiedKey } from '../../pki/certificate.js'
import { CsrFault, publicKeyOfCsr } from '../../pki/csr.js'
import { violations, nameRules, type Rule } from './name-rules.js'

const generate = promisify(generateKeyPair)

export interface CredentialRequest {
  readonly okmsId: string
  readonly name: string
  readonly description?: string | undefined
  /** Identity URNs. */
  readonly identities: readonly string[]
  /** 365 by default. */
  readonly validityDays?: number | undefined
  /** Epoch milliseconds; now by default. */
  readonly createdAt?: number | undefined
}

export interface CredentialOrder extends CredentialRequest {
  /** Type of the generated key; ECDSA by default. */
  readonly certificateType?: Credential['certificateType'] | undefined
  /** PEM of a certificate signing request, instead of a key made here. */
  readonly csr?: string | undefined
  /** Usable at once, where new credentials are not. */
  readonly ready?: boolean | undefined
}

export interface IssuedCredential {
  readonly credential: Credential
  /** PEM, SEC1 or PKCS#1. It is not stored here: the caller must keep it. */
  readonly privateKeyPem: string
}

export interface OrderedCredential {
  readonly credential: Credential
  /** Undefined for the key of a signing request. */
  readonly privateKeyPem: string | undefined
}

export interface Credentials {
  /** Issues a credential over a new key. Refuses CredentialRequestInvalid with every problem at once. */
  issue (request: CredentialRequest): IssuedCredential
  /**
   * Issues a credential over a new key, or over that of a signing request, which gives no private key.
   * Refuses CredentialRequestInvalid.
   */
  order (request: CredentialOrder): Promise<OrderedCredential>
  /** The same, without storing the credential, which `keep` does. */
  prepare (request: CredentialOrder): Promise<OrderedCredential>
  keep (credential: Credential): void
  /** Refuses CredentialRequestInvalid, as `order` does. */
  check (request: CredentialOrder): void
  /** Adds a credential that was issued here but is missing from the store. Returns the stored one if there is one. */
  adopt (credential: Credential): Credential
  find (credentialId: string): Credential | undefined
  /** Oldest first. */
  list (okmsId: string): readonly Credential[]
  /** Takes effect on the next request. Refuses CredentialNotFound; revoking twice keeps the first time. */
  revoke (credentialId: string): void
}

export interface CredentialsOptions {
  readonly store: CredentialStore
  readonly clocks: Pick<Clocks, 'of'>
  readonly ca: CertifiedKey
  /** Makes a new lower case UUID. */
  readonly newId: () => string
  /** Whether private keys of this domain are made by its clients alone; never by default. */
  readonly needsCsr?: (okmsId: string) => boolean
  /** Called after a credential was ordered, unless it is to be ready at once. */
  readonly ordered?: ((credential: Credential) => void) | undefined
  /** Called after a credential was revoked. */
  readonly revoked?: (credential: Credential) => void
}

const day = 24 * 3600 * 1000

/** A new certificate is valid also for a clock that is slightly slow. */
const backdated = 5 * 60 * 1000

export function createCredentials ({
  store, clocks, ca, newId, needsCsr = () => false, ordered = () => {}, revoked = () => {}
}: CredentialsOptions): Credentials {
  function certify (request: CredentialRequest, publicKey: KeyObject, fromCsr = false): Credential {
    const { createdAt = clocks.of(request.okmsId)() } = request
    const credentialId = newId()
    const notBefore = wholeSecond(createdAt - backdated)
    const notAfter = wholeSecond(createdAt + (request.validityDays ?? credentialLimits.validityDays.max) * day)
    const certificatePem = issueAccessCertificate({
      ca, okmsId: request.okmsId, credentialId, notBefore, notAfter, publicKey
    })
    return {
      credentialId,
      okmsId: request.okmsId,
      name: request.name,
      description: request.description ?? '',
      identities: [...request.identities],
      certificateType: publicKey.asymmetricKeyType === 'rsa' ? 'RSA' : 'ECDSA',
      fromCsr,
      certificatePem,
      createdAt,
      notBefore,
      notAfter,
      revokedAt: null
    }
  }

  /** The key of its signing request, if it has one. */
  function check (request: CredentialOrder): KeyObject | undefined {
    const publicKey = request.csr === undefined ? undefined : publicKeyIn(request.csr)
    const faultOfCsr = publicKey === undefined && needsCsr(request.okmsId)
      ? 'missing; in a domain that follows PCI DSS the private key stays with the client: send a PEM certificate request'
      : publicKey
    const problems: Problem[] = [
      ...problemsOf(request), ...(typeof faultOfCsr === 'string' ? [{ place: 'csr' as const, text: faultOfCsr }] : [])
    ]
    if (problems.length > 0 || typeof publicKey === 'string') {
      throw refusal(accessErrors.CredentialRequestInvalid, problems)
    }
    return publicKey
  }

  async function prepare (request: CredentialOrder): Promise<OrderedCredential> {
    const publicKey = check(request)
    if (publicKey !== undefined) return { credential: certify(request, publicKey, true), privateKeyPem: undefined }
    const generated = await generators[request.certificateType ?? 'ECDSA']()
    return { credential: certify(request, generated.publicKey), privateKeyPem: generated.privateKeyPem }
  }

  return {
    issue (request) {
      const problems = problemsOf(request)
      if (problems.length > 0) throw refusal(accessErrors.CredentialRequestInvalid, problems)
      const { publicKey, privateKeyPem } = newEcKey()
      const credential = certify(request, publicKey)
      store.insert(credential)
      return { credential, privateKeyPem }
    },

    async order (request) {
      const made = await prepare(request)
      store.insert(made.credential)
      if (request.ready !== true) ordered(made.credential)
      return made
    },

    prepare,

    keep: (credential) => { store.insert(credential) },

    check: (request) => { check(request) },

    adopt (credential) {
      const known = store.find(credential.credentialId)
      if (known === undefined) store.insert(credential)
      return known ?? credential
    },

    find: (credentialId) => store.find(credentialId),

    list: (okmsId) => store.list(okmsId),

    revoke (credentialId) {
      const credential = store.find(credentialId)
      if (credential === undefined) throw refusal(accessErrors.CredentialNotFound, credentialId)
      store.revoke(credentialId, clocks.of(credential.okmsId)())
      revoked(credential)
    }
  }
}

interface GeneratedKey {
  readonly publicKey: KeyObject
  readonly privateKeyPem: string
}

function newEcKey (): GeneratedKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { publicKey, privateKeyPem: privateKey.export({ type: 'sec1', format: 'pem' }).toString() }
}

/** The service's format for EC keys is SEC1 (service.md 2.4); PKCS#1 is its counterpart for RSA. */
const generators: Record<Credential['certificateType'], () => GeneratedKey | Promise<GeneratedKey>> = {
  // Faster than the way to another thread and back.
  ECDSA: newEcKey,
  async RSA () {
    const { publicKey, privateKey } = await generate('rsa', { modulusLength: 2048 })
    return { publicKey, privateKeyPem: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString() }
  }
}

/** The key, or what is wrong with it. */
function publicKeyIn (csr: string): KeyObject | string {
  try {
    return publicKeyOfCsr(csr)
  } catch (error) {
    if (error instanceof CsrFault) return error.message
    throw error
  }
}

/** Certificates have whole seconds, and the credential has the same times as its certificate. */
const wholeSecond = (epochMs: number) => Math.floor(epochMs / 1000) * 1000

function problemsOf ({
  name, description = '', identities, validityDays = credentialLimits.validityDays.max
}: CredentialRequest): Problem[] {
  const { identities: { max }, validityDays: days } = credentialLimits
  const foreign = identities.filter((urn) => !isIdentityUrn(urn))
  const rules: readonly Rule[] = [
    ...nameRules(name, description),
    [identities.length >= 1 && identities.length <= max, 'identities', `got ${identities.length}; 1 to ${max} are accepted`],
    [foreign.length === 0, 'identities', `got ${foreign.map(quotedOrLength).join(', ')}; accepted: identity URNs such as urn:v1:eu:identity:user:xx1111-ovh/alice`],
    [Number.isInteger(validityDays) && validityDays >= days.min && validityDays <= days.max, 'validityDays', `got ${validityDays} days; ${days.min} to ${days.max} are accepted`]
  ]
  return violations(rules)
}
