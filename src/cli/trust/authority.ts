// The CA certificate that is added to trust stores. Its private key is never read.

import { realpathSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { X509Certificate } from 'node:crypto'
import type { Config } from '../../config/config.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { messageOf } from '../../domain/thrown.js'
import { readCertificate } from '../../pki/read-certificate.js'
import { certificateFiles, pkiFiles } from '../../services/certificates/certificate-files.js'

export interface Authority {
  /** Absolute path of ca.pem. */
  readonly file: string
  readonly certificate: X509Certificate
  /** This certificate alone, PEM. */
  readonly pem: string
  /** SHA-256, upper case hexadecimal without colons. */
  readonly fingerprint: string
  /** The name of the certificate in stores that name their certificates; different for each CA. */
  readonly name: string
  /** The same as a file name without its ending. */
  readonly fileName: string
}

/** Hexadecimal digits of the fingerprint in a name: 80 bits, since no one benefits from a collision. */
const digits = 20

const cure = 'start the server once, which publishes the right one, or name its folder with --certs'

/** Throws StartFailure when there is no CA certificate in the folder. */
export function readAuthority (certs: string): Authority {
  const file = path.join(certs, certificateFiles.caCertificate)
  const facts = readCertificate(textOf(file))
  if (facts === undefined) {
    throw startFailure(startFailures.CertificatesBroken, file, 'it is not a certificate in PEM', cure)
  }
  const { certificate } = facts
  if (!certificate.ca) {
    throw startFailure(startFailures.CertificatesBroken, file, 'it is not the certificate of a CA', cure)
  }
  const fingerprint = certificate.fingerprint256.replaceAll(':', '')
  const short = fingerprint.slice(0, digits).toLowerCase()
  return {
    file,
    certificate,
    pem: certificate.toString(),
    fingerprint,
    name: `okms-emulator CA ${short}`,
    fileName: `okms-emulator-${short}`
  }
}

function textOf (file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw startFailure(startFailures.ClientFilesMissing, `there is no CA certificate to trust (${messageOf(error)}); start the server once, or name its folder with --certs`)
  }
}

/** Throws StartFailure for a CA in a temporary folder, because it would stay trusted after the folder is removed. */
export function refuseEphemeral ({ certs, ephemeral }: Pick<Config, 'certs' | 'ephemeral'>, temporary: string): void {
  if (ephemeral) throw startFailure(startFailures.AuthorityEphemeral, '--ephemeral is set')
  if (isWithin(certs, temporary)) throw startFailure(startFailures.AuthorityEphemeral, `the certificate folder ${certs} is in the folder for temporary files, ${temporary}`)
}

/** Where the key of the CA is, and whether its mode lets other users read it. The key itself is not read. */
export function keyOf (pki: string): { readonly file: string, readonly open: boolean } {
  const file = path.join(pki, pkiFiles.caPrivateKey)
  const open = process.platform !== 'win32' && (modeOf(file) & 0o044) !== 0 && (modeOf(pki) & 0o011) !== 0
  return { file, open }
}

/** 0 for files that do not exist or that this user cannot read. */
function modeOf (file: string): number {
  try {
    return statSync(file).mode
  } catch {
    return 0
  }
}

function isWithin (inner: string, outer: string): boolean {
  const relative = path.relative(canonical(outer), canonical(inner))
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative)
}

function canonical (folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return path.resolve(folder)
  }
}
