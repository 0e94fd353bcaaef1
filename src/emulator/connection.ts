// Connects to a running server as a program: the admin API, and a client of its own with its files in a temporary
// folder.

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { AdminReplyBody } from '../admin/admin-call.js'
import type { ClientFiles } from '../domain/access/client-files.js'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { certificateFiles, pkiFiles } from '../services/certificates/certificate-files.js'
import { readOkmsConfiguration, writeClientFiles } from '../services/clients/client-files.js'
import type { AdminApi, AdminReply } from './admin/admin-endpoint.js'
import { adminOverHttps, adminWithCertificate, type AdminTls } from './admin/admin-over-https.js'
import { openCertificateFolders } from './certificate-folders.js'
import { makeTemporaryFolder } from './temporary-folder.js'

export interface ConnectionOptions {
  /** By default that of okms.yaml in the folder of certificates. */
  readonly endpoint: string | undefined
  /** The admin certificate: PEM texts, or the folders of the server that have it. */
  readonly admin: AdminTls | { readonly certs: string, readonly pki: string }
  /** By default the first domain of the server. */
  readonly okmsId: string | undefined
}

export interface Connection {
  readonly endpoint: string
  readonly okmsId: string
  readonly files: ClientFiles
  readonly adminApi: AdminApi
  /** Of the files. */
  readonly keptCredential: string
  /** Removed by `close`. */
  readonly folder: string
  close (): Promise<void>
}

/** A refusal of the server, for the caller to throw as its own kind of error. */
export type Refuse = (refusal: NonNullable<AdminReply['refusal']>) => Error

/**
 * Throws StartFailure when the server does not reply or the files cannot be written, and what `refuse` makes of a
 * refusal. Then nothing is left open.
 */
export async function connectToServer (
  { endpoint: named, admin, okmsId }: ConnectionOptions, refuse: Refuse
): Promise<Connection> {
  const endpoint = named ?? writtenEndpoint(admin)
  const temporary = makeTemporaryFolder()
  const adminApi = 'ca' in admin ? adminWithCertificate(endpoint, admin, true) : adminOverHttps(endpoint, admin, true)
  const release = () => {
    adminApi.close()
    temporary.remove()
  }

  async function ask<Body> (call: Parameters<AdminApi['call']>[0]): Promise<Body> {
    const reply = await adminApi.call(call)
    if (reply.refusal !== undefined) throw refuse(reply.refusal)
    return reply.body as Body
  }

  try {
    const domain = okmsId ?? firstOf(endpoint, await ask<AdminReplyBody<'ListDomains'>>({ operationId: 'ListDomains' }))
    const { id, certificatePEM = '', privateKeyPEM = '' } = await ask<AdminReplyBody<'AddCredential'>>({
      operationId: 'AddCredential', params: { okmsId: domain }, body: { name: 'connected program', ready: true }
    })
    const folders = { certs: path.join(temporary.path, 'certs'), pki: path.join(temporary.path, 'pki') }
    const { folder, pkiFolder } = openCertificateFolders(folders)
    const { ca, cert, key } = adminApi.tls
    folder.write(certificateFiles.caCertificate, ca, { secret: false })
    pkiFolder.write(pkiFiles.adminCertificate, cert, { secret: false })
    pkiFolder.write(pkiFiles.adminPrivateKey, key, { secret: true })
    const files = writeClientFiles({
      folder,
      pkiFolder,
      credential: { credentialId: id, okmsId: domain, certificatePem: certificatePEM },
      privateKeyPem: privateKeyPEM,
      caPem: String(ca),
      endpoint,
      asDefault: true
    })
    return {
      endpoint,
      okmsId: domain,
      files,
      adminApi,
      keptCredential: id,
      folder: temporary.path,
      async close () {
        try {
          // The server may be gone, and the domain with its credentials.
          await adminApi.call({ operationId: 'RemoveCredential', params: { okmsId: domain, credentialId: id } })
        } catch {
          // Then nothing is left to revoke.
        } finally {
          release()
        }
      }
    }
  } catch (error) {
    release()
    throw error
  }
}

/** Throws StartFailure (ClientFilesMissing). */
function writtenEndpoint (admin: ConnectionOptions['admin']): string {
  const file = 'certs' in admin ? path.join(admin.certs, certificateFiles.okmsConfiguration) : ''
  const { endpoint } = existsSync(file) ? readOkmsConfiguration(readFileSync(file, 'utf8')) : {}
  if (endpoint === undefined) throw startFailure(startFailures.ClientFilesMissing, `${file} names no endpoint: no server was started on this folder; name its endpoint, or another folder`)
  return endpoint
}

function firstOf (endpoint: string, [first]: AdminReplyBody<'ListDomains'>): string {
  if (first === undefined) throw startFailure(startFailures.ServerMissing, [`the server at ${endpoint} has no okms domain`])
  return first.okmsId
}
