// The CA of the pki folder, which never changes by itself, and its certificate in the
// certificate folder, which clients trust.

import type { Clock } from '../../domain/clock.js'
import type { SpelledText } from '../../domain/text/option-spelling.js'
import type { CertificateFolder } from '../../domain/ports.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { createCa, newPrivateKeyPem } from '../../pki/ca.js'
import { caFlaw } from '../../pki/ca-flaw.js'
import type { CertifiedKey } from '../../pki/certificate.js'
import { keyState, readCertificate, type CertificateFacts } from '../../pki/read-certificate.js'
import { certificateFiles, pkiFiles } from './certificate-files.js'

export interface CaOptions {
  /** The certificate folder. */
  readonly folder: CertificateFolder
  readonly pkiFolder: CertificateFolder
  readonly clock: Clock
  /** Replaces the CA in the pki folder, which is kept for a later start without this option. Already checked. */
  readonly ownCa?: CertifiedKey | undefined
}

export interface OpenedCa {
  readonly ca: CertifiedKey
  readonly facts: CertificateFacts
}

const newCa = 'put the right file back, or remove the certificate folder and the pki folder to make a new CA'

const broken = (folder: CertificateFolder, name: string, why: string, cure: SpelledText = newCa) =>
  startFailure(startFailures.CertificatesBroken, folder.path(name), why, cure)

/**
 * Creates the CA at the first start. Throws CertificatesBroken instead of changing a damaged CA or
 * replacing one that clients trust.
 */
export function openCa (options: CaOptions): OpenedCa {
  const { pkiFolder, clock, ownCa } = options
  if (ownCa !== undefined) return openOwnCa(options, ownCa)
  if (pkiFolder.read(pkiFiles.caCertificate) === undefined) restoreOrMakeCa(options)
  const opened = readCa(pkiFolder, clock)
  publish(options, opened)
  return opened
}

/** The user chose the CA that clients trust, so it replaces any published one. */
function openOwnCa ({ folder }: CaOptions, ca: CertifiedKey): OpenedCa {
  const facts = readCertificate(ca.certificatePem)
  if (facts === undefined) throw new TypeError('the CA was not checked')
  const published = folder.read(certificateFiles.caCertificate)?.toString()
  if (published !== ca.certificatePem) {
    folder.write(certificateFiles.caCertificate, ca.certificatePem, { secret: false })
  }
  return { ca, facts }
}

function restoreOrMakeCa ({ folder, pkiFolder, clock }: CaOptions): void {
  const { caCertificate, caPrivateKey, server } = pkiFiles
  const published = folder.read(certificateFiles.caCertificate)?.toString()
  const key = pkiFolder.read(caPrivateKey, { secret: true })
  if (published === undefined) {
    if (key !== undefined && pkiFolder.read(server, { secret: true }) !== undefined) {
      throw broken(pkiFolder, caCertificate, 'it is missing but other files that it vouches for are there')
    }
    // The key is written first, and no file is overwritten: if the first start is interrupted between the
    // two, the next one uses its key.
    pkiFolder.create(caPrivateKey, newPrivateKeyPem(), { secret: true })
    pkiFolder.create(caCertificate, caOver(pkiFolder, clock), { secret: false })
    return
  }
  const copy = folder.path(certificateFiles.caCertificate)
  const cure: SpelledText = (spell) => `put the pki folder back, or name it with ${spell('pki')}, or its CA with ${spell('ca-cert')} and ${spell('ca-key')}; to make a new CA, which clients then have to trust, remove ${copy}`
  if (key === undefined) throw broken(pkiFolder, caCertificate, `it and ${caPrivateKey} are missing, but ${copy} is there, which clients trust`, cure)
  const facts = readCertificate(published)
  if (facts === undefined || keyState(facts.certificate, key) !== 'own') throw broken(pkiFolder, caCertificate, `it is missing, and ${copy} is not the certificate of ${caPrivateKey}`)
  pkiFolder.create(caCertificate, published, { secret: false })
}

function caOver (pkiFolder: CertificateFolder, clock: Clock): string {
  const privateKeyPem = pkiFolder.read(pkiFiles.caPrivateKey, { secret: true })?.toString() ?? ''
  try {
    return createCa({ now: clock(), privateKeyPem }).certificatePem
  } catch {
    throw broken(pkiFolder, pkiFiles.caPrivateKey, 'it is not a P-256 private key')
  }
}

function readCa (pkiFolder: CertificateFolder, clock: Clock): OpenedCa {
  const { caCertificate, caPrivateKey } = pkiFiles
  const certificatePem = pkiFolder.read(caCertificate)?.toString() ?? ''
  const facts = readCertificate(certificatePem)
  if (facts === undefined) throw broken(pkiFolder, caCertificate, 'it is not a certificate in PEM, or is cut off')
  const flaw = caFlaw(facts, clock())
  if (flaw !== undefined) throw broken(pkiFolder, caCertificate, flaw.found)

  const privateKeyPem = pkiFolder.read(caPrivateKey, { secret: true })?.toString()
  if (privateKeyPem === undefined) throw broken(pkiFolder, caPrivateKey, `it is missing but ${caCertificate} is there`)
  const key = keyState(facts.certificate, privateKeyPem)
  if (key === 'unreadable') throw broken(pkiFolder, caPrivateKey, 'it is not a private key in PEM, or is cut off')
  if (key === 'another') throw broken(pkiFolder, caPrivateKey, `it is not the key of ${caCertificate}`)
  return { ca: { certificatePem, privateKeyPem }, facts }
}

/**
 * Writes the copy again when it is missing, damaged or encoded differently. A copy of another CA is left alone: its
 * clients would no longer trust this server.
 */
function publish ({ folder, pkiFolder }: CaOptions, { ca, facts }: OpenedCa): void {
  const name = certificateFiles.caCertificate
  const published = folder.read(name)?.toString()
  if (published === ca.certificatePem) return
  const other = published === undefined ? undefined : readCertificate(published)
  if (other !== undefined && other.certificate.fingerprint256 !== facts.certificate.fingerprint256) {
    throw broken(folder, name, `it is another CA than ${pkiFolder.path(pkiFiles.caCertificate)}`,
      (spell) => `name the pki folder that it comes from with ${spell('pki')}, or its CA with ${spell('ca-cert')} and ${spell('ca-key')}, or remove the file to publish the CA of this one, which clients then have to trust`)
  }
  folder.write(name, ca.certificatePem, { secret: false })
}
