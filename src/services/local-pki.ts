// The local PKI in the certificate folder: one CA that never changes by itself, one server certificate that renews itself.

import { isIP } from 'node:net'
import type { X509Certificate } from 'node:crypto'
import type { Clock } from '../domain/clock.js'
import { rfc3339, spanOf, type TimeSpan } from '../domain/clock.js'
import type { CertificateFolder } from '../domain/ports.js'
import { startFailure, startFailures } from '../domain/start-failures.js'
import { createCa, newPrivateKeyPem } from '../pki/ca.js'
import type { CertifiedKey } from '../pki/certificate.js'
import { isSignedBy } from '../pki/peer-certificate.js'
import { keyState, readCertificate, type CertificateFacts } from '../pki/read-certificate.js'
import { issueServerCertificate } from '../pki/server-certificate.js'
import { certificateFiles } from './certificate-files.js'
import { distinctNames } from './server-names.js'

export interface LocalPki {
  readonly ca: CertifiedKey
  readonly caCertificate: X509Certificate
  /** The leaf alone: clients have the CA's certificate already and TLS lets a server leave it out (RFC 8446 section 4.4.2). */
  readonly server: CertifiedKey
  /** Whether a server certificate of this validity covers this time and need not be renewed yet. */
  isCurrent (validity: Validity, span: TimeSpan): boolean
}

/** Epoch milliseconds. */
export type Validity = Pick<CertificateFacts, 'notBefore' | 'notAfter'>

export interface LocalPkiOptions {
  readonly folder: CertificateFolder
  readonly clock: Clock
  /** The time that clients live by, when `clock` may be moved: the CA is valid at this time, server certificates at both. By default `clock`. */
  readonly machineClock?: Clock | undefined
  /** DNS names and IP addresses; `defaultServerNames()` and what the configuration adds. */
  readonly serverNames: readonly string[]
}

/** A certificate is renewed when less than this is left of it. */
export const renewalTime = 30 * 24 * 3600 * 1000

/** Reads the PKI, and makes what is missing or run out. Throws CertificatesBroken rather than touch a CA that is not whole. */
export function openLocalPki ({ folder, clock, machineClock = clock, serverNames }: LocalPkiOptions): LocalPki {
  const { ca, facts } = openCa(folder, machineClock)
  const server = openServer(folder, spanOf(clock, machineClock), ca, facts.certificate, distinctNames(serverNames))
  return { ca, caCertificate: facts.certificate, server, isCurrent: (validity, span) => isCurrent(validity, facts.certificate, span) }
}

const broken = (folder: CertificateFolder, name: string, why: string) => startFailure(startFailures.CertificatesBroken, folder.path(name), why)

/**
 * The key is written first, and neither file over an existing one. So a first start that was cut off between the two goes on with its
 * key, and of two servers that start at once the slower takes over what the faster wrote.
 */
function openCa (folder: CertificateFolder, clock: Clock): { readonly ca: CertifiedKey, readonly facts: CertificateFacts } {
  const { caCertificate, caPrivateKey, server } = certificateFiles
  if (folder.read(caCertificate) === undefined) {
    if (folder.read(server, { secret: true }) !== undefined) throw broken(folder, caCertificate, 'it is missing but other files that it vouches for are there')
    folder.create(caPrivateKey, newPrivateKeyPem(), { secret: true })
    folder.create(caCertificate, caOver(folder, clock), { secret: false })
  }
  return readCa(folder, clock)
}

function caOver (folder: CertificateFolder, clock: Clock): string {
  const privateKeyPem = folder.read(certificateFiles.caPrivateKey, { secret: true })?.toString() ?? ''
  try {
    return createCa({ now: clock(), privateKeyPem }).certificatePem
  } catch {
    throw broken(folder, certificateFiles.caPrivateKey, 'it is not a P-256 private key')
  }
}

function readCa (folder: CertificateFolder, clock: Clock): { readonly ca: CertifiedKey, readonly facts: CertificateFacts } {
  const { caCertificate, caPrivateKey } = certificateFiles
  const certificatePem = folder.read(caCertificate)?.toString() ?? ''
  const facts = readCertificate(certificatePem)
  if (facts === undefined) throw broken(folder, caCertificate, 'it is not a certificate in PEM, or is cut off')
  const flaw = caFlaw(facts, clock())
  if (flaw !== undefined) throw broken(folder, caCertificate, flaw)

  const privateKeyPem = folder.read(caPrivateKey, { secret: true })?.toString()
  if (privateKeyPem === undefined) throw broken(folder, caPrivateKey, `it is missing but ${caCertificate} is there`)
  const key = keyState(facts.certificate, privateKeyPem)
  if (key === 'unreadable') throw broken(folder, caPrivateKey, 'it is not a private key in PEM, or is cut off')
  if (key === 'another') throw broken(folder, caPrivateKey, `it is not the key of ${caCertificate}`)
  return { ca: { certificatePem, privateKeyPem }, facts }
}

/** Why a readable certificate cannot be our CA, or undefined. */
function caFlaw ({ certificate, notBefore, notAfter }: CertificateFacts, now: number): string | undefined {
  if (!certificate.ca) return 'it is not the certificate of a CA'
  if (certificate.publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return 'its key is not a P-256 key'
  if (notBefore > now) return `it is not valid before ${rfc3339(notBefore)}; is the clock right?`
  if (notAfter <= now) return `it expired on ${rfc3339(notAfter)}`
  return undefined
}

/** Key and certificate stand in one file, so that no crash can part them; whatever is wrong with it, a new one costs nobody anything. */
function openServer (folder: CertificateFolder, span: TimeSpan, ca: CertifiedKey, caCertificate: X509Certificate, names: readonly string[]): CertifiedKey {
  const [existing] = splitCertifiedKeys(folder.read(certificateFiles.server, { secret: true })?.toString() ?? '')
  if (existing !== undefined && isUsableServerCertificate(existing, caCertificate, names, span)) return existing
  const made = issueServerCertificate({ ca, names, now: span.earliest, latest: span.latest })
  folder.write(certificateFiles.server, made.certificatePem + made.privateKeyPem, { secret: true })
  return made
}

/** Every certificate of a text that is followed by its private key. */
export function splitCertifiedKeys (text: string): CertifiedKey[] {
  const pairs = /(-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n)\s*(-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n)/g
  return [...text.matchAll(pairs)].map(([, certificatePem = '', privateKeyPem = '']) => ({ certificatePem, privateKeyPem }))
}

/** Whether the certificate has its key, is of this CA, carries all of these names, and need not be renewed yet. */
export function isUsableServerCertificate (server: CertifiedKey, ca: X509Certificate, names: readonly string[], span: TimeSpan): boolean {
  const facts = readCertificate(server.certificatePem)
  return facts !== undefined &&
    keyState(facts.certificate, server.privateKeyPem) === 'own' &&
    isSignedBy(facts.certificate, ca) &&
    isCurrent(facts, ca, span) &&
    names.every((name) => carries(facts.certificate, name))
}

/** A CA near its own end cannot give more: its last certificate is kept. */
function isCurrent ({ notBefore, notAfter }: Validity, ca: X509Certificate, { earliest, latest }: TimeSpan): boolean {
  const isLast = notAfter > Date.parse(ca.validTo) - 1000
  return notBefore <= earliest && (isLast || latest < notAfter - renewalTime)
}

function carries (certificate: X509Certificate, name: string): boolean {
  if (isIP(name)) return certificate.checkIP(name) !== undefined
  return (certificate.subjectAltName ?? '').split(', ').includes(`DNS:${name}`)
}
