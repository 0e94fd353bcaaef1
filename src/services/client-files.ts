// What a client needs, as files: access certificate and key, the same as PKCS#12, and the configuration of okms-cli.

import { randomBytes } from 'node:crypto'
import { rootIdentity } from '../domain/urn.js'
import type { ClientFiles } from '../domain/client-files.js'
import type { Credential } from '../domain/credential.js'
import type { CertificateFolder } from '../domain/ports.js'
import { describePeerCertificate } from '../pki/peer-certificate.js'
import { pkcs12, pkcs12Holds } from '../pki/pkcs12.js'
import { keyState, readCertificate } from '../pki/read-certificate.js'
import { accessCertificateFile, accessPrivateKeyFile, certificateFiles, credentialIdOf } from './certificate-files.js'
import type { ClientAccess } from './client-environment.js'
import type { LocalPki } from './local-pki.js'

function clientFilesOf (folder: CertificateFolder, credentialId: string): ClientFiles {
  return {
    ca: folder.path(certificateFiles.caCertificate),
    certificate: folder.path(accessCertificateFile(credentialId)),
    privateKey: folder.path(accessPrivateKeyFile(credentialId)),
    pkcs12: folder.path(certificateFiles.pkcs12),
    pkcs12Password: folder.path(certificateFiles.pkcs12Password),
    okmsConfiguration: folder.path(certificateFiles.okmsConfiguration)
  }
}

export interface ClientFilesContent {
  readonly folder: CertificateFolder
  readonly credential: Credential
  readonly privateKeyPem: string
  readonly caPem: string
}

/** Writes certificate, key and PKCS#12. What stands there already is left alone, so that a start that changes nothing writes nothing. */
export function writeClientFiles ({ folder, credential, privateKeyPem, caPem }: ClientFilesContent): ClientFiles {
  const { credentialId, certificatePem } = credential
  // The certificate comes last: a certificate in the folder has its key.
  replace(folder, accessPrivateKeyFile(credentialId), privateKeyPem, true)
  replace(folder, accessCertificateFile(credentialId), certificatePem, false)
  writePkcs12(folder, { certificatePem, privateKeyPem, caPem, friendlyName: `okms-${credential.okmsId}` })
  return clientFilesOf(folder, credentialId)
}

/** The password is kept as long as its file is there, and is written after the first file it opens: the two always belong together. */
function writePkcs12 (folder: CertificateFolder, content: { readonly certificatePem: string, readonly privateKeyPem: string, readonly caPem: string, readonly friendlyName: string }): void {
  const known = folder.read(certificateFiles.pkcs12Password, { secret: true })?.toString().trimEnd()
  const file = folder.read(certificateFiles.pkcs12, { secret: true })
  if (known && file !== undefined && pkcs12Holds(file, content.certificatePem)) return
  const password = known || randomBytes(16).toString('hex')
  folder.write(certificateFiles.pkcs12, pkcs12({ ...content, password }), { secret: true })
  replace(folder, certificateFiles.pkcs12Password, password, true)
}

export interface OkmsConfiguration {
  readonly folder: CertificateFolder
  readonly credentialId: string
  /** URL of the server; known only when it listens. */
  readonly endpoint: string
}

/** Writes `okms.yaml`. Only a changed text is written. */
export function writeOkmsConfiguration ({ folder, credentialId, endpoint }: OkmsConfiguration): void {
  replace(folder, certificateFiles.okmsConfiguration, okmsConfigurationText({ endpoint, ...clientFilesOf(folder, credentialId) }), false)
}

/** The configuration of okms-cli (clients.md 2.1): profile `default`, and the paths as they are given. */
export function okmsConfigurationText ({ endpoint, ca, certificate, privateKey }: Pick<ClientAccess, 'endpoint' | 'ca' | 'certificate' | 'privateKey'>): string {
  // A JSON string is a YAML string too (YAML 1.2 section 1.3).
  return `# Configuration of okms-cli, written by okms-emulator. Copy it to change it.
version: 1
profile: default
profiles:
  default:
    restapi:
      endpoint: ${JSON.stringify(endpoint)}
      ca: ${JSON.stringify(ca)}
      auth:
        type: mtls
        cert: ${JSON.stringify(certificate)}
        key: ${JSON.stringify(privateKey)}
`
}

function replace (folder: CertificateFolder, name: string, text: string, secret: boolean): void {
  if (folder.read(name, { secret })?.toString() !== text) folder.write(name, text, { secret })
}

/** An access certificate of this CA that stands in the folder with its key. */
export interface KeptCertificate {
  readonly credential: Credential
  readonly privateKeyPem: string
}

/** Every access certificate in the folder that this CA issued and whose key is there, the one that lives longest first; other files are passed over. */
export function readClientFiles ({ folder, pki }: { readonly folder: CertificateFolder, readonly pki: LocalPki }): KeptCertificate[] {
  return folder.list()
    .map((name) => credentialIdOf(name))
    .filter((credentialId) => credentialId !== undefined)
    .map((credentialId) => readKept(folder, pki, credentialId))
    .filter((kept) => kept !== undefined)
    .sort((one, other) => other.credential.notAfter - one.credential.notAfter)
}

function readKept (folder: CertificateFolder, pki: LocalPki, credentialId: string): KeptCertificate | undefined {
  const certificatePem = folder.read(accessCertificateFile(credentialId))?.toString()
  const privateKeyPem = folder.read(accessPrivateKeyFile(credentialId), { secret: true })?.toString()
  if (certificatePem === undefined || privateKeyPem === undefined) return undefined
  const credential = adoptCredential({ certificatePem, pki })
  const facts = readCertificate(certificatePem)
  if (credential?.credentialId !== credentialId || facts === undefined || keyState(facts.certificate, privateKeyPem) !== 'own') return undefined
  return { credential, privateKeyPem }
}

/**
 * The credential that an access certificate of this CA stands for, when the store that knew it is gone. What only the store knew is put
 * in its simplest form: the root identity and a plain name. Undefined for a text that is no access certificate of this CA.
 */
export function adoptCredential ({ certificatePem, pki }: { readonly certificatePem: string, readonly pki: LocalPki }): Credential | undefined {
  const facts = readCertificate(certificatePem)
  if (facts === undefined) return undefined
  const peer = describePeerCertificate(facts.certificate, pki.caCertificate)
  if (!peer.issuedByUs || peer.okmsId === '' || peer.credentialId === '') return undefined
  return {
    credentialId: peer.credentialId,
    okmsId: peer.okmsId,
    name: adoptedName,
    description: '',
    identities: [rootIdentity],
    certificateType: facts.certificate.publicKey.asymmetricKeyType === 'rsa' ? 'RSA' : 'ECDSA',
    fromCsr: false,
    certificatePem,
    createdAt: peer.notBefore,
    notBefore: peer.notBefore,
    notAfter: peer.notAfter,
    revokedAt: null
  }
}

const adoptedName = 'kept certificate'
