// Writes the certificate and the key of a new credential as files, under the service's customary names.

import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { accessCertificateFile, accessPrivateKeyFile } from '../../services/certificates/certificate-files.js'

export interface NewCredential {
  readonly id: string
  /** Absent while the credential is CREATING. */
  readonly certificatePEM?: string
  /** Absent when the key is that of a signing request. */
  readonly privateKeyPEM?: string
}

/** The credential in a reply of the admin API; undefined when there is none. */
export function credentialIn (answer: unknown): NewCredential | undefined {
  if (typeof answer !== 'object' || answer === null || !('id' in answer)) return undefined
  const certificate = 'certificatePEM' in answer ? { certificatePEM: String(answer.certificatePEM) } : {}
  const key = 'privateKeyPEM' in answer ? { privateKeyPEM: String(answer.privateKeyPEM) } : {}
  return { id: String(answer.id), ...certificate, ...key }
}

export interface CredentialPaths {
  readonly certificate?: string
  readonly privateKey?: string
}

/** Returns the paths. Throws StartFailure (FilesInTheWay) instead of replacing a file. */
export async function writeCredential (
  directory: string, { id, certificatePEM, privateKeyPEM }: NewCredential
): Promise<CredentialPaths> {
  const { openCertificateFolder } = await import('../../store/certificate-folder.js')
  const folder = openCertificateFolder(directory)
  const create = (name: string, content: string, secret: boolean): string => {
    if (!folder.create(name, content, { secret })) throw startFailure(startFailures.FilesInTheWay, directory, [name])
    return folder.path(name)
  }
  // The certificate comes last: a certificate in the folder has its key.
  const privateKey = privateKeyPEM === undefined
    ? {}
    : { privateKey: create(accessPrivateKeyFile(id), privateKeyPEM, true) }
  return certificatePEM === undefined
    ? privateKey
    : { ...privateKey, certificate: create(accessCertificateFile(id), certificatePEM, false) }
}
