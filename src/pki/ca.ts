// The local CA: one self-signed certificate that issues the certificates of the server and of every credential.

import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { commonName, signCertificate, type CertifiedKey } from './certificate.js'
import { authority, keyUsage, subjectKeyIdentifier } from './asn1/extensions.js'
import { randomSerial } from './asn1/serial-number.js'

/** The issuer name of the service's access certificates (service.md 2.4). */
export const caName = 'CCMUsersCA'

const day = 24 * 3600 * 1000

/** With a clock set back by less than this, the CA is still valid: a test may move its emulator by years. */
const backdated = 10 * 365 * day
const lifetime = 20 * 365 * day

/** New P-256 private key, PKCS#8 PEM. */
export function newPrivateKeyPem (): string {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
}

/** Creates a CA with the given P-256 key or a new one. `now` in epoch milliseconds. */
export function createCa ({ now, privateKeyPem = newPrivateKeyPem() }: {
  readonly now: number, readonly privateKeyPem?: string
}): CertifiedKey {
  const privateKey = createPrivateKey(privateKeyPem)
  const publicKey = createPublicKey(privateKey)
  const certificatePem = signCertificate({
    serial: randomSerial(),
    issuer: commonName(caName),
    subject: commonName(caName),
    notBefore: now - backdated,
    notAfter: now + lifetime,
    publicKey,
    extensions: [authority(0), keyUsage('keyCertSign', 'cRLSign'), subjectKeyIdentifier(publicKey)]
  }, privateKey)
  return { certificatePem, privateKeyPem }
}
