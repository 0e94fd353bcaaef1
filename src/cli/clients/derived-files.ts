// Additional files that some clients need, created in the certificate folder on demand.

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { rootCertificates } from 'node:tls'
import { pkcs12, pkcs12Holds } from '../../pki/pkcs12/pkcs12.js'
import { pkcs12TrustStore } from '../../pki/pkcs12/pkcs12-trust-store.js'
import { certificateFiles } from '../../services/certificates/certificate-files.js'
import type { JavaStore } from '../../services/clients/client-environment.js'
import { openCertificateFolder } from '../../store/certificate-folder.js'
import type { FolderAccess } from './client-access.js'

const derivedFiles = {
  allTrusted: 'ca-and-public.pem',
  trustStore: 'truststore.p12'
} as const

/** Files with the trusted certificates of a system: Debian, Fedora, SUSE, macOS and Alpine. */
const systemFiles = [
  '/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem'
] as const

/**
 * The list of the system, including additions by an administrator, and the emulator's CA; Node's
 * list on a system without one. PEM.
 */
export function allTrustedPem (caPem: string): string {
  const system = systemFiles.map(readIfThere).find((text) => text?.includes('BEGIN CERTIFICATE')) ??
    rootCertificates.join('\n')
  return `${caPem.trimEnd()}\n${system.trimEnd()}\n`
}

function readIfThere (file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

export interface DerivedFiles {
  readonly allTrusted: () => string
  readonly keyStore: () => JavaStore
  readonly trustStore: () => JavaStore
}

/**
 * Each returns a path, and throws StartFailure if the folder is not writable. Existing
 * correct files are not written again.
 */
export function derivedFilesOf (access: FolderAccess): DerivedFiles {
  const folder = openCertificateFolder(access.folder)
  const text = (file: string) => readFileSync(file, 'utf8')
  const { pkcs12: serverStore, pkcs12Password } = certificateFiles

  function password (): string {
    const known = folder.read(pkcs12Password, { secret: true })?.toString().trimEnd()
    if (known) return known
    folder.create(pkcs12Password, randomBytes(16).toString('hex'), { secret: true })
    return folder.read(pkcs12Password, { secret: true })?.toString().trimEnd() ?? ''
  }

  return {
    allTrusted () {
      const content = allTrustedPem(text(access.ca))
      if (folder.read(derivedFiles.allTrusted)?.toString() !== content) {
        folder.write(derivedFiles.allTrusted, content, { secret: false })
      }
      return folder.path(derivedFiles.allTrusted)
    },

    keyStore () {
      const certificatePem = text(access.certificate)
      const own = path.basename(access.certificate).replace(/(_certificate)?\.pem$/, '.p12')
      const file = [serverStore, own].find((name) => {
        const content = folder.read(name, { secret: true })
        return content !== undefined && pkcs12Holds(content, certificatePem)
      })
      if (file === undefined) {
        const content = pkcs12({
          certificatePem,
          privateKeyPem: text(access.privateKey),
          caPem: text(access.ca),
          password: password(),
          friendlyName: `okms-${access.okmsId}`
        })
        folder.write(own, content, { secret: true })
      }
      return { file: folder.path(file ?? own), password: password() }
    },

    // Its salts are random, so it cannot be compared; it is small and fast to create.
    trustStore () {
      folder.write(
        derivedFiles.trustStore,
        pkcs12TrustStore({ caPem: text(access.ca), password: password(), friendlyName: 'okms-emulator-ca' }),
        { secret: true }
      )
      return { file: folder.path(derivedFiles.trustStore), password: password() }
    }
  }
}
