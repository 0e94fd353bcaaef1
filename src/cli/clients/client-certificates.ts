// Reads the client certificates of a certificate folder.

import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { certificateFiles } from '../../services/certificates/certificate-files.js'
import { messageOf } from '../../domain/thrown.js'

export interface ClientCertificate {
  readonly okmsId: string
  /** PEM. */
  readonly certificate: string
  readonly privateKey: string
  readonly certificateFile: string
  readonly privateKeyFile: string
}

export interface ClientCertificates {
  /** PEM. */
  readonly ca: string
  /** At least one: the default client, then the preferred one, then the others, newest first. */
  readonly clients: readonly [ClientCertificate, ...ClientCertificate[]]
}

const defaultClient = certificateFiles
const certificateSuffix = '_certificate.pem'
const privateKeySuffix = '_privatekey.pem'

/**
 * The certificates, or why there is none. The okms domain is the subject's common name (service.md 2.4).
 * @param preferred File name of the certificate to use if the folder has no default client, as with older versions.
 */
export function clientCertificates (folder: string, preferred?: string): ClientCertificates | string {
  try {
    const ca = readFileSync(path.join(folder, certificateFiles.caCertificate), 'utf8')
    const names = readdirSync(folder)
    const standard = names.includes(defaultClient.certificate) ? [readClient(folder, defaultClient)] : []
    const isPreferred = ({ certificateFile }: ClientCertificate) => path.basename(certificateFile) === preferred
    const others = names
      .filter((name) => name.endsWith(certificateSuffix))
      .map((name) => readOther(folder, {
        certificate: name, privateKey: name.replace(certificateSuffix, privateKeySuffix)
      }))
      .filter((client) => client !== undefined)
      .sort((a, b) => Number(isPreferred(b)) - Number(isPreferred(a)) || b.since - a.since)
    const [first, ...rest] = [...standard, ...others]
    return first !== undefined ? { ca, clients: [first, ...rest] } : `no client certificate in ${folder} (looked for ${defaultClient.certificate} and *${certificateSuffix}); ${advice}`
  } catch (error) {
    if (!existsSync(path.join(folder, certificateFiles.caCertificate))) return `no client files in ${folder} (looked for ${certificateFiles.caCertificate}); ${advice}`
    return `the client files in ${folder} cannot be read (${messageOf(error)}); ${advice}`
  }
}

const advice = 'start the server once, or name its folder with --certs'

interface Files { readonly certificate: string, readonly privateKey: string }

function readClient (folder: string, files: Files): ClientCertificate & { readonly since: number } {
  const [certificateFile, privateKeyFile] = [path.join(folder, files.certificate), path.join(folder, files.privateKey)]
  const [certificate, privateKey] = [readFileSync(certificateFile, 'utf8'), readFileSync(privateKeyFile, 'utf8')]
  const { subject, validFrom } = new X509Certificate(certificate)
  return {
    okmsId: /^CN=(.+)$/m.exec(subject)?.[1] ?? '',
    certificate,
    privateKey,
    certificateFile,
    privateKeyFile,
    since: Date.parse(validFrom)
  }
}

/** Other files in the folder, such as a certificate without its key, are ignored. */
function readOther (folder: string, files: Files): ReturnType<typeof readClient> | undefined {
  try {
    return readClient(folder, files)
  } catch {
    return undefined
  }
}
