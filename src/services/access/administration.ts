// The admin certificate of the admin API: created at the first start, kept in the pki
// folder, renewed before it expires.

import { generateKeyPairSync } from 'node:crypto'
import { rfc3339, type Clock } from '../../domain/clock.js'
import { authenticationErrors } from '../../domain/errors/authentication.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { AdminCertificateStore, CertificateFolder } from '../../domain/ports.js'
import { issueAdminCertificate } from '../../pki/admin-certificate.js'
import { describePeerCertificate } from '../../pki/peer-certificate.js'
import { keyState, readCertificate } from '../../pki/read-certificate.js'
import type { PresentedCertificate } from './authentication.js'
import { pkiFiles } from '../certificates/certificate-files.js'
import { renewalTime, type LocalPki } from '../certificates/local-pki.js'

export interface AdministrationOptions {
  readonly pkiFolder: CertificateFolder
  readonly pki: LocalPki
  readonly store: AdminCertificateStore
  readonly clock: Clock
  /** Makes a new lower case UUID. */
  readonly newId: () => string
}

/** A certificate that says whether it bears the mark of an admin certificate. */
export type AdminCandidate = PresentedCertificate & { readonly isAdmin: boolean }

const day = 24 * 3600 * 1000
const lifetime = 365 * day

/** As for access certificates: valid also for a clock that is slightly slow. */
const backdated = 5 * 60 * 1000

/**
 * Ensures that the pki folder has an admin certificate that is valid for another 30 days, and that the store knows it.
 */
export function ensureAdminCertificate ({ pkiFolder, pki, store, clock, newId }: AdministrationOptions): void {
  const kept = readAdminCertificate(pkiFolder, pki)
  const now = clock()
  if (kept !== undefined && kept.notBefore <= now && kept.notAfter > now + renewalTime) {
    store.adopt(kept.credentialId, kept.notAfter)
    return
  }
  const certificateId = newId()
  const notAfter = Math.floor((now + lifetime) / 1000) * 1000
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificatePem = issueAdminCertificate({
    ca: pki.ca, certificateId, notBefore: now - backdated, notAfter, publicKey
  })
  pkiFolder.write(pkiFiles.adminPrivateKey, privateKey.export({ type: 'sec1', format: 'pem' }).toString(), {
    secret: true
  })
  pkiFolder.write(pkiFiles.adminCertificate, certificatePem, { secret: false })
  store.adopt(certificateId, notAfter)
}

/** Undefined unless the file is an admin certificate of this CA with its key. */
function readAdminCertificate (
  pkiFolder: CertificateFolder, pki: LocalPki
): ReturnType<typeof describePeerCertificate> | undefined {
  const facts = readCertificate(pkiFolder.read(pkiFiles.adminCertificate)?.toString() ?? '')
  const privateKeyPem = pkiFolder.read(pkiFiles.adminPrivateKey, { secret: true })?.toString()
  if (facts === undefined || privateKeyPem === undefined || keyState(facts.certificate, privateKeyPem) !== 'own') {
    return undefined
  }
  const peer = describePeerCertificate(facts.certificate, pki.caCertificate)
  return peer.issuedByUs && peer.isAdmin ? peer : undefined
}

/**
 * Rejects callers without an admin certificate that this store knows: 403 for another
 * certificate of this CA, otherwise 401.
 */
export function refuseAllButAdmin (
  certificate: AdminCandidate, { pkiFolder, pki, store, clock }: Omit<AdministrationOptions, 'newId'>
): void {
  if (!certificate.issuedByUs) throw refusal(authenticationErrors.CertificateForeign, certificate.issuer)
  if (!certificate.isAdmin) throw refusal(authenticationErrors.AdminCertificateNeeded)
  if (!store.has(certificate.credentialId) && !adoptRenewed(certificate, { pkiFolder, pki, store })) {
    throw refusal(authenticationErrors.CertificateUnknown, certificate.serialHex)
  }
  const now = clock()
  if (now < certificate.notBefore) {
    throw refusal(authenticationErrors.CertificateNotYetValid, rfc3339(certificate.notBefore))
  }
  if (now > certificate.notAfter) throw refusal(authenticationErrors.CertificateExpired, rfc3339(certificate.notAfter))
}

/**
 * Another server on the same pki folder renewed the admin certificate while this one ran: the
 * certificate in the folder is used.
 */
function adoptRenewed (
  { credentialId, notAfter }: PresentedCertificate,
  { pkiFolder, pki, store }: Pick<AdministrationOptions, 'pkiFolder' | 'pki' | 'store'>
): boolean {
  if (readAdminCertificate(pkiFolder, pki)?.credentialId !== credentialId) return false
  store.adopt(credentialId, notAfter)
  return true
}
