// What a client needs to reach a server, read from its certificate folder. The server does not have to run.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { certificateFiles } from '../../services/certificates/certificate-files.js'
import type { ClientAccess } from '../../services/clients/client-environment.js'
import { readOkmsConfiguration } from '../../services/clients/client-files.js'
import { clientCertificates } from './client-certificates.js'

/** Paths are absolute. */
export interface FolderAccess extends ClientAccess {
  /** The certificate folder. */
  readonly folder: string
}

export interface AccessWanted {
  /** The certificate folder, absolute. */
  readonly certs: string
  /** Replaces the endpoint that the server wrote to okms.yaml at its last start. */
  readonly endpoint?: string | undefined
  /** The domain; by default that of the default client. */
  readonly okmsId?: string | undefined
}

/** Throws StartFailure (ClientFilesMissing). */
export function readClientAccess ({ certs, endpoint, okmsId }: AccessWanted): FolderAccess {
  const missing = (why: string) => startFailure(startFailures.ClientFilesMissing, why)
  const written = okmsConfigurationIn(certs)
  const found = clientCertificates(certs, path.basename(written.cert ?? ''))
  if (typeof found === 'string') throw missing(found)
  const client = okmsId === undefined ? found.clients[0] : found.clients.find((one) => one.okmsId === okmsId)
  if (client === undefined) {
    const domains = [...new Set(found.clients.map((one) => one.okmsId))].join(', ')
    throw missing(`no client certificate of okms domain ${okmsId ?? ''} in ${certs}, only of ${domains}; make one with: okms-emulator credential add --okms-id ${okmsId ?? ''} --out ${certs}`)
  }
  const url = endpoint ?? written.endpoint
  if (url === undefined) throw missing(`${path.join(certs, certificateFiles.okmsConfiguration)} names no endpoint; start the server once, or name the endpoint with --endpoint`)
  return {
    endpoint: url.replace(/\/+$/, ''),
    okmsId: client.okmsId,
    folder: certs,
    ca: path.join(certs, certificateFiles.caCertificate),
    certificate: client.certificateFile,
    privateKey: client.privateKeyFile
  }
}

/**
 * What the server wrote at its last start. Only the file name of a path is used, because the folder may have been
 * moved or be mounted elsewhere.
 */
export function okmsConfigurationIn (certs: string): { readonly endpoint?: string, readonly cert?: string } {
  try {
    return readOkmsConfiguration(readFileSync(path.join(certs, certificateFiles.okmsConfiguration), 'utf8'))
  } catch {
    return {}
  }
}
