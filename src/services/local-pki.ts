// The local PKI: one CA that never changes by itself, one server certificate that renews itself.

import { isIP } from 'node:net'
import type { X509Certificate } from 'node:crypto'
import type { Clock } from '../domain/clock.js'
import type { CertificateFolder } from '../domain/ports.js'
import type { CertifiedKey } from '../pki/certificate.js'
import { isSignedBy } from '../pki/peer-certificate.js'
import { keyState, readCertificate } from '../pki/read-certificate.js'
import { issueServerCertificate } from '../pki/server-certificate.js'
import { pkiFiles } from './certificate-files.js'
import { openCa } from './local-ca.js'
import { moveServerFiles } from './server-file-migration.js'
import { distinctNames } from './server-names.js'

export interface LocalPki {
  readonly ca: CertifiedKey
  readonly caCertificate: X509Certificate
  /** The leaf alone: clients have the CA's certificate already and TLS lets a server leave it out (RFC 8446 section 4.4.2). */
  readonly server: CertifiedKey
  /** When a server certificate that ends then must be made anew. Epoch milliseconds. */
  renewAt (notAfter: number): number
}

export interface LocalPkiOptions {
  /** The certificate folder. */
  readonly folder: CertificateFolder
  readonly pkiFolder: CertificateFolder
  readonly clock: Clock
  /** DNS names and IP addresses; `defaultServerNames()` and what the configuration adds. */
  readonly serverNames: readonly string[]
  /** Instead of the one in the pki folder. */
  readonly ownCa?: CertifiedKey | undefined
  /** Gets the names of files that were moved from the certificate folder to the pki folder. */
  readonly moved?: (names: readonly string[]) => void
}

/** A certificate is renewed when less than this is left of it. */
export const renewalTime = 30 * 24 * 3600 * 1000

/** Reads the PKI, and makes what is missing or run out. Throws CertificatesBroken rather than touch a CA that is not whole. */
export function openLocalPki ({ folder, pkiFolder, clock, serverNames, ownCa, moved = () => {} }: LocalPkiOptions): LocalPki {
  const names = moveServerFiles({ folder, pkiFolder })
  if (names.length > 0) moved(names)
  const { ca, facts } = openCa({ folder, pkiFolder, clock, ownCa })
  const server = openServer(pkiFolder, clock, ca, facts.certificate, distinctNames(serverNames))
  return { ca, caCertificate: facts.certificate, server, renewAt: (notAfter) => renewAt(notAfter, facts.certificate) }
}

/** Key and certificate are in one file, so that no crash can part them; whatever is wrong with it, a new one costs nobody anything. */
function openServer (pkiFolder: CertificateFolder, clock: Clock, ca: CertifiedKey, caCertificate: X509Certificate, names: readonly string[]): CertifiedKey {
  const [existing] = splitCertifiedKeys(pkiFolder.read(pkiFiles.server, { secret: true })?.toString() ?? '')
  if (existing !== undefined && isUsableServerCertificate(existing, caCertificate, names, clock())) return existing
  const made = issueServerCertificate({ ca, names, now: clock() })
  pkiFolder.write(pkiFiles.server, made.certificatePem + made.privateKeyPem, { secret: true })
  return made
}

/** Every certificate of a text that is followed by its private key. */
export function splitCertifiedKeys (text: string): CertifiedKey[] {
  const pairs = /(-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n)\s*(-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n)/g
  return [...text.matchAll(pairs)].map(([, certificatePem = '', privateKeyPem = '']) => ({ certificatePem, privateKeyPem }))
}

/** Whether the certificate has its key, is of this CA, carries all of these names, and need not be renewed yet. */
export function isUsableServerCertificate (server: CertifiedKey, ca: X509Certificate, names: readonly string[], now: number): boolean {
  const facts = readCertificate(server.certificatePem)
  return facts !== undefined &&
    keyState(facts.certificate, server.privateKeyPem) === 'own' &&
    isSignedBy(facts.certificate, ca) &&
    facts.notBefore <= now &&
    now < renewAt(facts.notAfter, ca) &&
    names.every((name) => carries(facts.certificate, name))
}

/** A CA near its own end cannot give more: its last certificate is kept to the end. */
function renewAt (notAfter: number, ca: X509Certificate): number {
  return notAfter > Date.parse(ca.validTo) - 1000 ? notAfter : notAfter - renewalTime
}

function carries (certificate: X509Certificate, name: string): boolean {
  if (isIP(name)) return certificate.checkIP(name) !== undefined
  return (certificate.subjectAltName ?? '').split(', ').includes(`DNS:${name}`)
}
