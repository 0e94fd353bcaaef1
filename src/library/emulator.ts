// What programs hold: an emulator in this process, or one that they are connected to.

import { readFileSync } from 'node:fs'
import type { ClientFiles } from '../domain/access/client-files.js'
import type { AdminApi } from '../emulator/admin/admin-api.js'
import { createBoundFetch } from './bound-fetch.js'
import { createAsk } from './control/ask.js'
import { createControls, type Controls } from './control/controls.js'

/** For `https.request(url, { ...tls })`, `new https.Agent(tls)` and `new undici.Agent({ connect: tls })`: PEM texts. */
export interface ClientTls {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

export interface Emulator extends Controls, AsyncDisposable {
  /** `https://localhost:PORT`. */
  readonly endpoint: string
  readonly port: number
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

/** Where a realm has no such symbol, as Jest's on Node 20, compilers put the registered one in its place. */
function asyncDispose (): typeof Symbol.asyncDispose {
  const { asyncDispose: known }: { readonly asyncDispose?: typeof Symbol.asyncDispose } = Symbol
  return known ?? Symbol.for('Symbol.asyncDispose') as typeof Symbol.asyncDispose
}

interface Reached {
  readonly endpoint: string
  readonly okmsId: string
  readonly files: ClientFiles
  readonly adminApi: AdminApi
  /** Called once. */
  readonly close: () => Promise<void>
}

/** @param reached The server, and the client of one of its domains. */
export async function emulatorOf ({ endpoint, okmsId, files, adminApi, close: end }: Reached): Promise<Emulator> {
  const { variablesFor } = await import('../services/clients/client-environment.js')
  const read = (file: string) => readFileSync(file, 'utf8')
  const notAsked = () => { throw new TypeError('no variable of these clients names it') }
  const tls = { ca: read(files.ca), cert: read(files.certificate), key: read(files.privateKey) }
  const bound = createBoundFetch({ endpoint, tls })
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= end().finally(() => { bound.close() })
    return closing
  }
  return {
    ...createControls(createAsk(adminApi)),
    endpoint,
    port: Number(new URL(endpoint).port || 443),
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
      allTrusted: notAsked,
      keyStore: notAsked,
      trustStore: notAsked
    }).map(({ name, value }) => [name, value])),
    close,
    [asyncDispose()]: close
  }
}
