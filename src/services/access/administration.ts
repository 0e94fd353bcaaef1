// The certificates of the admin API. One is in the pki folder: created at the first start, renewed before it expires,
// and ended as soon as another takes its place there. Others are added and revoked through the admin API itself. The
// folder always gets a valid one, so its owner cannot be locked out.

import { generateKeyPairSync } from 'node:crypto'
import type { AdminCertificate } from '../../domain/access/admin-certificate.js'
import { rfc3339, type Clock } from '../../domain/clock.js'
import { accessErrors } from '../../domain/errors/access/access.js'
import { authenticationErrors } from '../../domain/errors/access/authentication.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { StartFailure } from '../../domain/errors/start-failures.js'
import { credentialLimits } from '../../domain/limits.js'
import type { AdminCertificateStore, CertificateFolder } from '../../domain/ports.js'
import { issueAdminCertificate } from '../../pki/admin-certificate.js'
import { describePeerCertificate } from '../../pki/peer-certificate.js'
import { keyState, readCertificate } from '../../pki/read-certificate.js'
import type { PresentedCertificate } from './authentication.js'
import { pkiFiles } from '../certificates/certificate-files.js'
import { renewalTime, type LocalPki } from '../certificates/local-pki.js'
import { nameRules, violations } from './name-rules.js'

export interface AdministrationOptions {
  readonly pkiFolder: CertificateFolder
  readonly pki: Pick<LocalPki, 'ca' | 'caCertificate'>
  readonly store: AdminCertificateStore
  readonly clock: Clock
  /** Makes a new lower case UUID. */
  readonly newId: () => string
}

/** A certificate that says whether it bears the mark of an admin certificate. */
export type AdminCandidate = PresentedCertificate & { readonly isAdmin: boolean }

export interface IssuedAdminCertificate {
  readonly certificate: AdminCertificate
  readonly certificatePem: string
  /** PEM, SEC1. It is not stored here: the caller must keep it. */
  readonly privateKeyPem: string
}

export interface Administration {
  /** Ensures that the pki folder has an admin certificate that is valid for another 30 days. */
  ensure (): void
  /**
   * Rejects callers without a valid admin certificate of this store: 403 for another certificate of this CA,
   * otherwise 401.
   */
  refuseAllButAdmin (certificate: AdminCandidate): void
  /** Refuses AccessRequestInvalid. @param validityDays 365 by default. */
  add (request: { readonly name: string, readonly validityDays?: number | undefined }): IssuedAdminCertificate
  /** Oldest first, with those that were revoked or have expired. */
  list (): readonly AdminCertificate[]
  /** Refuses AdminCertificateNotFound, as `revoke`. */
  get (certificateId: string): AdminCertificate
  /**
   * Takes effect on the next request. The one in the pki folder is replaced there by a new one first; refuses
   * AdminCertificateNotReplaced where it cannot be.
   */
  revoke (certificateId: string): void
}

const day = 24 * 3600 * 1000

/** As for access certificates: valid also for a clock that is slightly slow. */
const backdated = 5 * 60 * 1000

const { validityDays: { max: longest } } = credentialLimits

export function createAdministration (
  { pkiFolder, pki, store, clock, newId }: AdministrationOptions
): Administration {
  function issue (name: string, validityDays: number, fromFolder: boolean): IssuedAdminCertificate {
    const certificateId = newId()
    const now = clock()
    const notAfter = Math.floor((now + validityDays * day) / 1000) * 1000
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const certificatePem = issueAdminCertificate({
      ca: pki.ca, certificateId, notBefore: now - backdated, notAfter, publicKey
    })
    return {
      certificate: { certificateId, name, fromFolder, createdAt: now, notAfter, revokedAt: null },
      certificatePem,
      privateKeyPem: privateKey.export({ type: 'sec1', format: 'pem' }).toString()
    }
  }

  function issueIntoFolder (): void {
    const { certificate, certificatePem, privateKeyPem } = issue(pkiFiles.adminCertificate, longest, true)
    pkiFolder.write(pkiFiles.adminPrivateKey, privateKeyPem, { secret: true })
    pkiFolder.write(pkiFiles.adminCertificate, certificatePem, { secret: false })
    store.insert(certificate)
    adoptFolder()
  }

  /**
   * Undefined unless the pki folder has an admin certificate of this CA with its key. Another server on the folder may
   * have renewed it, or its owner may have replaced it: then it is known from now on, and the one before it ends.
   */
  function adoptFolder (): ReturnType<typeof describePeerCertificate> | undefined {
    const kept = readAdminCertificate(pkiFolder, pki)
    if (kept === undefined) return undefined
    const { credentialId: certificateId, notBefore, notAfter } = kept
    if (store.find(certificateId) === undefined) {
      const name = pkiFiles.adminCertificate
      store.insert({ certificateId, name, fromFolder: true, createdAt: notBefore, notAfter, revokedAt: null })
    }
    for (const other of store.list()) {
      if (other.fromFolder && other.certificateId !== certificateId) store.revoke(other.certificateId, clock())
    }
    return kept
  }

  /** A file that cannot be read stops a start, not the requests of a server that runs. */
  function adoptIfReadable (): ReturnType<typeof adoptFolder> {
    try {
      return adoptFolder()
    } catch (error) {
      if (error instanceof StartFailure) return undefined
      throw error
    }
  }

  function get (certificateId: string): AdminCertificate {
    const found = store.find(certificateId)
    if (found === undefined) throw refusal(accessErrors.AdminCertificateNotFound, certificateId)
    return found
  }

  return {
    ensure () {
      const kept = adoptFolder()
      const now = clock()
      const isCurrent = kept !== undefined && kept.notBefore <= now && kept.notAfter > now + renewalTime &&
        get(kept.credentialId).revokedAt === null
      if (!isCurrent) issueIntoFolder()
    },

    refuseAllButAdmin ({ issuedByUs, issuer, isAdmin, credentialId, serialHex, notBefore, notAfter }) {
      if (!issuedByUs) throw refusal(authenticationErrors.CertificateForeign, issuer)
      if (!isAdmin) throw refusal(authenticationErrors.AdminCertificateNeeded)
      adoptIfReadable()
      const known = store.find(credentialId)
      if (known === undefined) throw refusal(authenticationErrors.CertificateUnknown, serialHex)
      if (known.revokedAt !== null) throw refusal(authenticationErrors.AdminCertificateRevoked, credentialId)
      const now = clock()
      if (now < notBefore) throw refusal(authenticationErrors.CertificateNotYetValid, rfc3339(notBefore))
      if (now > notAfter) throw refusal(authenticationErrors.CertificateExpired, rfc3339(notAfter))
    },

    add ({ name, validityDays = longest }) {
      const problems = violations(nameRules(name, ''))
      if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
      const issued = issue(name, validityDays, false)
      store.insert(issued.certificate)
      return issued
    },

    list () {
      adoptIfReadable()
      return store.list()
    },

    get,

    revoke (certificateId) {
      get(certificateId)
      if (adoptIfReadable()?.credentialId === certificateId) {
        try {
          issueIntoFolder()
        } catch (error) {
          if (!(error instanceof StartFailure)) throw error
          const file = pkiFolder.path(pkiFiles.adminCertificate)
          throw refusal(accessErrors.AdminCertificateNotReplaced, file, error.message)
        }
      }
      store.revoke(certificateId, clock())
    }
  }
}

/** Undefined unless the file is an admin certificate of this CA with its key. */
function readAdminCertificate (
  pkiFolder: CertificateFolder, pki: AdministrationOptions['pki']
): ReturnType<typeof describePeerCertificate> | undefined {
  const facts = readCertificate(pkiFolder.read(pkiFiles.adminCertificate)?.toString() ?? '')
  const privateKeyPem = pkiFolder.read(pkiFiles.adminPrivateKey, { secret: true })?.toString()
  if (facts === undefined || privateKeyPem === undefined || keyState(facts.certificate, privateKeyPem) !== 'own') {
    return undefined
  }
  const peer = describePeerCertificate(facts.certificate, pki.caCertificate)
  return peer.issuedByUs && peer.isAdmin ? peer : undefined
}
