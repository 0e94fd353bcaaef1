// Reads the client certificates of a certificate folder, as a program that only knows the folder would.

import { X509Certificate } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { certificateFiles } from '../services/certificate-files.js'
import { messageOf } from '../domain/thrown.js'

export interface ClientCertificate {
  readonly okmsId: string
  /** PEM. */
  readonly certificate: string
  readonly privateKey: string
  /** Where they stand. */
  readonly certificateFile: string
  readonly privateKeyFile: string
}

const certificateSuffix = '_certificate.pem'
const privateKeySuffix = '_privatekey.pem'

/** The default client first, then the newest; at least one, or why there is none. The okms domain is the subject's common name (service.md 2.4). */
export function clientCertificates (folder: string): { readonly ca: string, readonly clients: readonly ClientCertificate[] } | string {
  try {
    const ca = readFileSync(path.join(folder, 'ca.pem'), 'utf8')
    const names = readdirSync(folder)
    const { certificate: defaultFile, privateKey: defaultKeyFile } = certificateFiles
    const keyFileOf = (name: string) => name === defaultFile ? defaultKeyFile : name.replace(certificateSuffix, privateKeySuffix)
    const clients = names
      .filter((name) => (name === defaultFile || name.endsWith(certificateSuffix)) && names.includes(keyFileOf(name)))
      .map((name) => {
        const certificateFile = path.join(folder, name)
        const privateKeyFile = path.join(folder, keyFileOf(name))
        const certificate = readFileSync(certificateFile, 'utf8')
        const { subject, validFrom } = new X509Certificate(certificate)
        const privateKey = readFileSync(privateKeyFile, 'utf8')
        return { okmsId: /^CN=(.+)$/m.exec(subject)?.[1] ?? '', certificate, privateKey, certificateFile, privateKeyFile, since: name === defaultFile ? Infinity : Date.parse(validFrom) }
      })
      .sort((a, b) => b.since - a.since)
    return clients.length > 0 ? { ca, clients } : `no client certificate in ${folder}; name the server's folder with --certs`
  } catch (error) {
    return `the client files in ${folder} cannot be read (${messageOf(error)}); name the server's folder with --certs`
  }
}
