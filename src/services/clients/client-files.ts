// What a client needs, as files: access certificate and key, the same as PKCS#12, and the configuration of okms-cli.

import { randomBytes } from 'node:crypto'
import type { ClientFiles } from '../../domain/access/client-files.js'
import type { Credential } from '../../domain/access/credential.js'
import { StartFailure } from '../../domain/errors/start-failures.js'
import type { CertificateFolder } from '../../domain/ports.js'
import { pkcs12, pkcs12Holds, pkcs12Opens } from '../../pki/pkcs12/pkcs12.js'
import {
  accessCertificateFile, accessPrivateKeyFile, certificateFiles, pkiFiles
} from '../certificates/certificate-files.js'
import type { ClientAccess } from './client-environment.js'

/** A client: its credential and the private key of it. */
export interface Client {
  readonly credential: Credential
  /** PEM. */
  readonly privateKeyPem: string
}

/** Keeps a client under its own name, so that a later start finds it whichever client is the default one then. */
export function storeClient (
  folder: CertificateFolder, { credential: { credentialId, certificatePem }, privateKeyPem }: Client
): void {
  // The certificate comes last: a certificate in the folder has its key.
  replace(folder, accessPrivateKeyFile(credentialId), privateKeyPem, true)
  replace(folder, accessCertificateFile(credentialId), certificatePem, false)
}

type FiledCredential = Pick<Credential, 'credentialId' | 'okmsId' | 'certificatePem'>

/** Names in the certificate folder. */
interface ClientFileNames {
  readonly certificate: string
  readonly privateKey: string
  readonly pkcs12: string
  readonly okmsConfiguration: string
}

/**
 * For a server that shares the folder with a running server, to which okms.yaml belongs. Its
 * client may still be the default one.
 */
function furtherNames (
  folder: CertificateFolder, { credentialId, certificatePem }: FiledCredential, port: string
): ClientFileNames {
  const okmsConfiguration = `okms-${port}.yaml`
  if (folder.read(certificateFiles.certificate)?.toString() === certificatePem) {
    return { ...certificateFiles, okmsConfiguration }
  }
  return {
    certificate: accessCertificateFile(credentialId),
    privateKey: accessPrivateKeyFile(credentialId),
    pkcs12: `${credentialId}.p12`,
    okmsConfiguration
  }
}

export interface ClientFilesOptions extends Pick<Client, 'privateKeyPem'> {
  readonly credential: FiledCredential
  /** The certificate folder. */
  readonly folder: CertificateFolder
  readonly pkiFolder: CertificateFolder
  readonly caPem: string
  /** URL of the server, which is known once it listens. */
  readonly endpoint: string
  /**
   * Whether this client becomes the default one: client.pem, client-key.pem, client.p12 and
   * okms.yaml, which belong together.
   */
  readonly asDefault: boolean
}

/**
 * Writes the files that a client needs. Correct files are not written again, so a start without changes writes nothing.
 */
export function writeClientFiles ({
  folder, pkiFolder, credential, privateKeyPem, caPem, endpoint, asDefault
}: ClientFilesOptions): ClientFiles {
  const { certificatePem } = credential
  const names = asDefault ? certificateFiles : furtherNames(folder, credential, new URL(endpoint).port || '443')
  replace(folder, names.privateKey, privateKeyPem, true)
  replace(folder, names.certificate, certificatePem, false)
  writePkcs12(folder, names.pkcs12, { certificatePem, privateKeyPem, caPem, friendlyName: `okms-${credential.okmsId}` })
  const files = {
    ca: folder.path(certificateFiles.caCertificate),
    certificate: folder.path(names.certificate),
    privateKey: folder.path(names.privateKey),
    pkcs12: folder.path(names.pkcs12),
    pkcs12Password: folder.path(certificateFiles.pkcs12Password),
    okmsConfiguration: folder.path(names.okmsConfiguration),
    adminCertificate: pkiFolder.path(pkiFiles.adminCertificate),
    adminPrivateKey: pkiFolder.path(pkiFiles.adminPrivateKey)
  }
  writeOkmsConfiguration(folder, names.okmsConfiguration, endpoint, okmsConfigurationText({ endpoint, ...files }))
  return files
}

/** A read-only folder serves the endpoint that okms.yaml names, and no other. */
function writeOkmsConfiguration (folder: CertificateFolder, name: string, endpoint: string, text: string): void {
  try {
    replace(folder, name, text, false)
  } catch (error) {
    if (!(error instanceof StartFailure) || error.code !== 'FolderNotWritable') throw error
    const { endpoint: written } = readOkmsConfiguration(folder.read(name)?.toString() ?? '')
    if (written === undefined || written === endpoint) throw error
    const more = `. ${name} in it names the endpoint ${written}, ` +
      `and this server is ${endpoint}: without writing, it starts only as ${written}`
    throw new StartFailure(error.code, error.message + more, error.messageInProgram + more)
  }
}

/**
 * One password opens every PKCS#12 file in the folder. It is written after the first file, and a file that it
 * does not open is created again.
 */
function writePkcs12 (folder: CertificateFolder, name: string, content: {
  readonly certificatePem: string, readonly privateKeyPem: string, readonly caPem: string, readonly friendlyName: string
}): void {
  const known = passwordIn(folder.read(certificateFiles.pkcs12Password, { secret: true }))
  const file = folder.read(name, { secret: true })
  const isThere = file !== undefined && pkcs12Holds(file, content.certificatePem)
  if (known !== undefined && isThere && pkcs12Opens(file, known)) return
  const password = known ?? randomBytes(16).toString('hex')
  folder.write(name, pkcs12({ ...content, password }), { secret: true })
  replace(folder, certificateFiles.pkcs12Password, password, true)
}

/** One line, as every program reads it; undefined for an empty or damaged file. */
function passwordIn (content: Buffer | undefined): string | undefined {
  const text = content?.toString().trimEnd() ?? ''
  return /^\P{Cc}+$/u.test(text) ? text : undefined
}

/** The configuration of okms-cli (clients.md 2.1): profile `default`, and the paths as they are given. */
export function okmsConfigurationText ({
  endpoint, ca, certificate, privateKey
}: Pick<ClientAccess, 'endpoint' | 'ca' | 'certificate' | 'privateKey'>): string {
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

/** The content of an okms.yaml written by this program; missing members are undefined. */
export function readOkmsConfiguration (text: string): { readonly endpoint?: string, readonly cert?: string } {
  try {
    const members = [...text.matchAll(/^ *(endpoint|cert): ("[^\n]*")$/gm)]
      .map(([, name = '', value = '']): [string, unknown] => [name, JSON.parse(value)])
    return Object.fromEntries(members.filter(([, value]) => typeof value === 'string'))
  } catch {
    return {}
  }
}

function replace (folder: CertificateFolder, name: string, text: string, secret: boolean): void {
  if (folder.read(name, { secret })?.toString() !== text) folder.write(name, text, { secret })
}
