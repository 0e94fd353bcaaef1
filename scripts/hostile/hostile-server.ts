// The built server under attack: every door open, every line logged; with programs that hold its certificates.

import { readFileSync } from 'node:fs'
import { startOkmsServer, type OkmsServer, type Workplace } from '../../bench/servers.js'
import { createClient, type Client, type Reply, type RequestOptions } from '../../test/harness/client.js'

export interface HostileServer extends OkmsServer {
  /** Holds the certificate of the domain. */
  readonly client: Client
  /** Holds the admin certificate. */
  readonly admin: Client
  readonly anonymous: Client
  /** A call in the domain. */
  api (method: string, path: string, body?: unknown, options?: RequestOptions): Promise<Reply>
  readonly bootstrap: { readonly url: string, readonly secret: string }
}

/** Its bootstrap port serves the client bundle. Its log has the level trace. */
export async function startHostileServer (
  workplace: Workplace, options: { readonly folder?: string, readonly flags?: readonly string[] } = {}
): Promise<HostileServer> {
  const server = await startOkmsServer(workplace, {
    ...options,
    flags: [
      '--bootstrap-port', '0', '--bootstrap-host', '127.0.0.1', '--log-level', 'trace', '--log-format', 'json',
      ...options.flags ?? []
    ]
  })
  const { files, okmsId, bootstrap } = server.ready
  if (bootstrap === null || files.bootstrapSecret === undefined) throw new Error('no bootstrap port was opened')
  const holding = (certificate: string, privateKey: string) => createClient({
    endpoint: server.ready.endpoint,
    ca: files.ca,
    certificate: {
      certificatePem: readFileSync(certificate, 'utf8'), privateKeyPem: readFileSync(privateKey, 'utf8')
    }
  })
  const client = holding(files.certificate, files.privateKey)
  const admin = holding(files.adminCertificate, files.adminPrivateKey)
  const anonymous = createClient({ endpoint: server.ready.endpoint, ca: files.ca })
  return {
    ...server,
    client,
    admin,
    anonymous,
    api: (method, path, body, given) => client.request(method, `/api/${okmsId}/v1${path}`, body, given),
    bootstrap: { url: bootstrap, secret: readFileSync(files.bootstrapSecret, 'utf8').trim() },
    async stop () {
      await Promise.all([client, admin, anonymous].map(async (one) => { await one.close() }))
      await server.stop()
    }
  }
}

/** Lines of the log that no input may cause: errors, answers from 500 up, and what is no JSON, such as a stack. */
export function faultsInLog (log: string): readonly string[] {
  return log.split('\n').filter((line) => line !== '').filter((line) => {
    try {
      const { level, http_status: status = 0 } = JSON.parse(line) as { level?: string, http_status?: number }
      return level === 'error' || level === 'fatal' || status >= 500
    } catch {
      return true
    }
  })
}
