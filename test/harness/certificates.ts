// Client certificates that a server should refuse, and some that it should not, made with its own CA or another.

import { generateKeyPairSync, randomUUID, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { issueAccessCertificate } from '../../src/pki/access-certificate.js'
import { createCa } from '../../src/pki/ca.js'
import type { CertifiedKey } from '../../src/pki/certificate.js'
import { uuidOf } from '../../src/pki/asn1/serial-number.js'
import type { TestEmulator } from './emulator.js'

const day = 24 * 3600 * 1000

/** The CA of an emulator, with its key. */
export function caOf (emulator: TestEmulator): CertifiedKey {
  const read = (name: string) => readFileSync(path.join(emulator.pki, name), 'utf8')
  return { certificatePem: read('ca.pem'), privateKeyPem: read('ca-key.pem') }
}

/** The credential of a certificate file. */
export const credentialIdIn = (file: string): string =>
  uuidOf(new X509Certificate(readFileSync(file)).serialNumber) ?? ''

/** A CA that the emulator does not know, under the same name. */
export const foreignCa = (): CertifiedKey => createCa({ now: Date.now() })

/** A certificate like the service's, by default valid from yesterday until tomorrow. */
export function accessCertificate (ca: CertifiedKey, {
  okmsId, credentialId = randomUUID(), notBefore = Date.now() - day, notAfter = Date.now() + day
}: { okmsId: string, credentialId?: string, notBefore?: number, notAfter?: number }): CertifiedKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    certificatePem: issueAccessCertificate({ ca, okmsId, credentialId, notBefore, notAfter, publicKey }),
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  }
}
