// The local PKI: one CA that never changes by itself, one server certificate that renews itself.

import { isIP } from 'node:net'
import type { X509Certificate } from 'node:crypto'
import { spanOf, type Clock, type TimeSpan } from '../../domain/clock.js'
import { StartFailure } from '../../domain/errors/start-failures.js'
import type { CertificateFolder } from '../../domain/ports.js'
import type { CertifiedKey } from '../../pki/certificate.js'
import { isSignedBy } from '../../pki/peer-certificate.js'
import { keyState, readCertificate, type CertificateFacts } from '../../pki/read-certificate.js'
import { issueServerCertificate } from '../../pki/server-certificate.js'
import { pkiFiles } from './certificate-files.js'
import { openCa } from './local-ca.js'
import { moveServerFiles } from './server-file-migration.js'
import { distinctNames } from './server-names.js'

export interface LocalPki {
  readonly ca: CertifiedKey
  readonly caCertificate: X509Certificate
  /**
   * The leaf alone: clients have the CA's certificate already and TLS lets a server leave
   * it out (RFC 8446 section 4.4.2).
   */
  readonly server: CertifiedKey
  /** Whether a server certificate of this validity covers this time and need not be renewed yet. */
  isCurrent (validity: Validity, span: TimeSpan): boolean
}

/** Epoch milliseconds. */
export type Validity = Pick<CertificateFacts, 'notBefore' | 'notAfter'>

export interface LocalPkiOptions {
  /** The certificate folder. */
  readonly folder: CertificateFolder
  readonly pkiFolder: CertificateFolder
  readonly clock: Clock
  /**
   * The time of the clients, when `clock` may be moved: the CA is valid at this time, server
   * certificates at both. By default `clock`.
   */
  readonly machineClock?: Clock | undefined
  /** DNS names and IP addresses: `defaultServerNames()` and those of the configuration. */
  readonly serverNames: readonly string[]
  /** Instead of the one in the pki folder. */
  readonly ownCa?: CertifiedKey | undefined
  /** Called with the names of files moved from the certificate folder to the pki folder. */
  readonly moved?: (names: readonly string[]) => void
  /** Called when the pki folder cannot be written: the next start issues another server certificate. */
  readonly unwritten?: (failure: StartFailure) => void
}

/** A certificate is renewed when its remaining validity is shorter than this. */
export const renewalTime = 30 * 24 * 3600 * 1000

/**
 * Reads the PKI, and creates what is missing or expired. Throws CertificatesBroken instead of changing a damaged CA.
 */
export function openLocalPki ({
  folder, pkiFolder, clock, machineClock = clock, serverNames, ownCa, moved = () => {}, unwritten = () => {}
}: LocalPkiOptions): LocalPki {
  const names = moveServerFiles({ folder, pkiFolder })
  if (names.length > 0) moved(names)
  const { ca, facts } = openCa({ folder, pkiFolder, clock: machineClock, ownCa })
  const server = openServer(
    pkiFolder, spanOf(clock, machineClock), ca, facts.certificate, distinctNames(serverNames), unwritten
  )
  return {
    ca,
    caCertificate: facts.certificate,
    server,
    isCurrent: (validity, span) => isCurrent(validity, facts.certificate, span)
  }
}

/**
 * Key and certificate share a file, so that a crash cannot separate them. A file with any fault is
 * replaced, which affects no client.
 */
function openServer (
  pkiFolder: CertificateFolder, span: TimeSpan, ca: CertifiedKey, caCertificate: X509Certificate,
  names: readonly string[], unwritten: (failure: StartFailure) => void
): CertifiedKey {
  const [existing] = splitCertifiedKeys(pkiFolder.read(pkiFiles.server, { secret: true })?.toString() ?? '')
  if (existing !== undefined && isUsableServerCertificate(existing, caCertificate, names, span)) return existing
  const made = issueServerCertificate({ ca, names, now: span.earliest, latest: span.latest })
  try {
    pkiFolder.write(pkiFiles.server, made.certificatePem + made.privateKeyPem, { secret: true })
  } catch (error) {
    if (!(error instanceof StartFailure) || error.code !== 'FolderNotWritable') throw error
    unwritten(error)
  }
  return made
}

/** Every certificate of a text that is followed by its private key. */
export function splitCertifiedKeys (text: string): CertifiedKey[] {
  const pairs = /(-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n)\s*(-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n)/g
  return [...text.matchAll(pairs)]
    .map(([, certificatePem = '', privateKeyPem = '']) => ({ certificatePem, privateKeyPem }))
}

/** Whether the certificate has its key, is of this CA, carries all of these names, and need not be renewed yet. */
export function isUsableServerCertificate (
  server: CertifiedKey, ca: X509Certificate, names: readonly string[], span: TimeSpan
): boolean {
  const facts = readCertificate(server.certificatePem)
  return facts !== undefined &&
    keyState(facts.certificate, server.privateKeyPem) === 'own' &&
    isSignedBy(facts.certificate, ca) &&
    isCurrent(facts, ca, span) &&
    names.every((name) => carries(facts.certificate, name))
}

/** A CA close to its own expiry cannot issue a longer certificate: the last one is kept. */
function isCurrent ({ notBefore, notAfter }: Validity, ca: X509Certificate, { earliest, latest }: TimeSpan): boolean {
  const isLast = notAfter > Date.parse(ca.validTo) - 1000
  return notBefore <= earliest && (isLast || latest < notAfter - renewalTime)
}

function carries (certificate: X509Certificate, name: string): boolean {
  if (isIP(name)) return certificate.checkIP(name) !== undefined
  return (certificate.subjectAltName ?? '').split(', ').includes(`DNS:${name}`)
}
