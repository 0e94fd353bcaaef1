// What programs hold: an emulator in this process, or one that they are connected to.

import { readFileSync } from 'node:fs'
import type { ClientFiles } from '../domain/access/client-files.js'
import type { AdminApi } from '../emulator/admin/admin-api.js'
import { asyncDispose } from './async-dispose.js'
import { createBoundFetch } from './bound-fetch.js'
import type { ClientTls } from './client-tls.js'
import { createAsk } from './control/ask.js'
import type { EmulatorCredentials } from './control/access.js'
import { createControls, type Controls } from './control/controls.js'

export interface Emulator extends Controls, AsyncDisposable {
  /** `https://localhost:PORT`. */
  readonly endpoint: string
  readonly port: number
  /**
   * URL of the plain HTTP port of the OVHcloud API, to which clients add `/1.0`; null without the option `ovhApiPort`,
   * and for a server that this program is connected to.
   */
  readonly ovhApi: string | null
  readonly okmsId: string
  /**
   * The standard `fetch` with this emulator as its base: `kms.fetch('/api/...')` goes to `endpoint`, with the client
   * certificate and the CA in `tls`. For URLs of another origin it calls the standard fetch, without the certificate.
   */
  readonly fetch: typeof globalThis.fetch
  /** Certificate, key and CA of the client of the domain. */
  readonly tls: ClientTls
  /** The same as files, for programs that take paths, and the admin certificate for the admin API. */
  readonly files: ClientFiles
  /** Those of the domain `okmsId`. */
  readonly credentials: EmulatorCredentials
  /**
   * Variables for a program started by the test: KMS_RESTAPI_ENDPOINT and so on, as okms-cli and the Go SDK read
   * them, and NODE_EXTRA_CA_CERTS.
   */
  readonly environment: Readonly<Record<string, string>>
  /**
   * Waits less than a second for requests in progress, then closes everything and removes the temporary folder; the
   * server of `connectEmulator` goes on running. Can be called more than once. An emulator that is never closed does
   * not keep the process alive.
   */
  readonly close: () => Promise<void>
  /** Closes: `await using kms = await startEmulator()`. */
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

interface Reached {
  readonly endpoint: string
  readonly ovhApi?: string | null
  readonly okmsId: string
  readonly files: ClientFiles
  readonly adminApi: AdminApi
  /** The credential of the files; undefined where the server keeps it when it is reset. */
  readonly keptCredential?: string
  /** For files of clients; `close` removes it. */
  readonly folder: string
  /** Called once. */
  readonly close: () => Promise<void>
}

/** @param reached The server, and the client of one of its domains. @internal */
export async function emulatorOf (reached: Reached): Promise<Emulator> {
  const { endpoint, ovhApi = null, okmsId, files, adminApi, folder, keptCredential } = reached
  const { variablesFor } = await import('../services/clients/client-environment.js')
  const read = (file: string) => readFileSync(file, 'utf8')
  const notAsked = () => { throw new TypeError('no variable of these clients names it') }
  const tls = { ca: read(files.ca), cert: read(files.certificate), key: read(files.privateKey) }
  const bound = createBoundFetch({ endpoint, tls })
  const atClose = [bound.close]
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= reached.close().finally(() => { for (const end of atClose) end() })
    return closing
  }
  const controls = createControls(createAsk(adminApi), {
    endpoint, keptCredential, folder: () => folder, onClose: (end) => { atClose.push(end) }
  })
  return {
    ...controls,
    credentials: controls.domain(okmsId).credentials,
    endpoint,
    port: Number(new URL(endpoint).port || 443),
    ovhApi,
    okmsId,
    fetch: bound.fetch,
    files,
    tls,
    environment: Object.fromEntries(variablesFor(['okms-cli', 'node'], {
      endpoint,
      okmsId,
      ...files,
      keyId: undefined,
      token: undefined,
      ovh: undefined,
      allTrusted: notAsked,
      keyStore: notAsked,
      trustStore: notAsked
    }).map(({ name, value }) => [name, value])),
    close,
    [asyncDispose()]: close
  }
}
