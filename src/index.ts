// What the package exports: an emulator inside another program, such as a test.

/// <reference lib="esnext.disposable" preserve="true" />

import { readFileSync } from 'node:fs'
import type { ClientFiles } from './domain/access/client-files.js'
import type { IamMode } from './domain/access/iam-mode.js'
import { oneClock } from './domain/clock.js'
import { StartFailure } from './domain/errors/start-failures.js'
import { createBoundFetch } from './library/bound-fetch.js'
import { createAsk } from './library/control/ask.js'
import { createControls, type Controls } from './library/control/controls.js'
import { configOf } from './library/program-options.js'
import type { LogLevel } from './config/options.js'

export type { ClientFiles } from './domain/access/client-files.js'
export type { IamMode } from './domain/access/iam-mode.js'
export { StartFailure, type StartFailureCode } from './domain/errors/start-failures.js'
export type { LogLevel } from './config/options.js'
export type { ClockState, EmulatorClock, MoveOptions, Span, Time } from './library/control/clock.js'
export type { Controls, DomainControls } from './library/control/controls.js'
export type {
  EmulatorJournal, Expectation, JournalEntry, JournalFilter, JournalWait, QueryOptions, WaitOptions
} from './library/control/journal.js'
export { EmulatorRefusal, type RefusedField } from './library/control/refusal.js'

/**
 * The options of `serve` under the same names in camel case (docs/options.md), none of them required. Unlike `serve`,
 * an emulator uses any free port and a temporary folder, which is removed when it closes; environment and
 * configuration file are not read.
 */
export interface EmulatorOptions {
  /** Address or addresses to listen on; by default both loopback addresses. */
  readonly host?: string | readonly string[]
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** Folder of the database, which is kept. Without it, keys are in memory only. */
  readonly data?: string
  /** Folder of the files that clients need, which is kept, so that clients can use it again. */
  readonly certs?: string
  /** Folder of the files that only the server reads; by default the folder `pki` next to `certs`. */
  readonly pki?: string
  /** Certificate and private key (PEM files) of a CA of your own; both or neither. */
  readonly caCert?: string
  readonly caKey?: string
  /** Takes over okms.yaml and client.pem in `certs` from a running emulator. */
  readonly repoint?: boolean
  /** Keys in memory only; the default without `data`. */
  readonly ephemeral?: boolean
  /** Syncs every write to disk before the response. */
  readonly durable?: boolean
  /** Id of the okms domain; by default a new UUID. */
  readonly okmsId?: string
  /** Additional names or addresses for the server certificate. */
  readonly serverName?: string | readonly string[]
  /** Requests per second for each credential, then 429; by default no limit. */
  readonly rateLimit?: number
  /** Requests that the journal keeps in memory, of all domains together; 10,000 by default. */
  readonly journal?: number
  /** How IAM policies are applied: `off` by default. */
  readonly iamMode?: IamMode
  /**
   * Aborts the TLS handshake for rejected client certificates, as the service reportedly does,
   * instead of replying with the reason.
   */
  readonly refuseInHandshake?: boolean
  /** Opens the admin API under `/_emulator/` to every caller on this machine that presents no certificate. */
  readonly adminOpenLoopback?: boolean
  /** Port over plain HTTP where other programs fetch ca.pem; `off`, the default, opens none. */
  readonly bootstrapPort?: number | 'off'
  /** Address or addresses of the bootstrap port; a client that reaches it and sends the secret gets a private key. */
  readonly bootstrapHost?: string | readonly string[]
  /** The secret for the client bundle; by default a new one in `bootstrap.secret` of the pki folder. */
  readonly bootstrapSecret?: string
  /** Called with each log entry as one line of JSON; by default nothing is logged. */
  readonly log?: (entry: string) => void
  /** Minimum level that is logged; by default `info`. */
  readonly logLevel?: LogLevel
  /**
   * The emulator's time in epoch milliseconds; by default the machine's. It is read for every request, so a test can
   * move time forward and back: it sets the dates of keys and the times in the log, and credentials and tokens created
   * by API expire by it. Clients use the time of the machine, so the server certificate covers both, and the credential
   * in `tls` and `files` and the admin certificate expire by the time of the machine.
   */
  readonly clock?: () => number
  /** The credential in `tls` and `files` expires by `clock` as well. */
  readonly clockAppliesToClient?: boolean
}

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
   * Waits less than a second for requests in progress, then closes everything and removes the temporary folder. Can be
   * called more than once. An emulator that is never closed does not keep the process alive.
   */
  readonly close: () => Promise<void>
  /** Closes: `await using kms = await startEmulator()`. */
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** The clock at load time: a test that fakes `Date` does not move the time for certificate checks. */
const machineClock = Date.now

/**
 * Starts an emulator and resolves when it accepts requests.
 * Rejects with a StartFailure that says what to change, and with its `code`, `exitCode` (that of the
 * command); then nothing is left open.
 */
export async function startEmulator (options: EmulatorOptions = {}): Promise<Emulator> {
  try {
    return await start(options)
  } catch (error) {
    throw error instanceof StartFailure ? new StartFailure(error.code, error.messageInProgram) : error
  }
}

/** Where a realm has no such symbol, as Jest's on Node 20, compilers put the registered one in its place. */
function asyncDispose (): typeof Symbol.asyncDispose {
  const { asyncDispose: known }: { readonly asyncDispose?: typeof Symbol.asyncDispose } = Symbol
  return known ?? Symbol.for('Symbol.asyncDispose') as typeof Symbol.asyncDispose
}

async function start (options: EmulatorOptions): Promise<Emulator> {
  const { makeTemporaryFolder } = await import('./emulator/temporary-folder.js')
  const temporary = makeTemporaryFolder()
  try {
    const config = configOf(options, temporary.path)
    const { log = () => {}, clock = machineClock, clockAppliesToClient = false } = options
    const { createLogger } = await import('./log/log.js')
    const { startEmulator: startServer } = await import('./emulator/emulator.js')
    const { createMovableClocks } = await import('./services/control/clocks.js')
    const { variablesFor } = await import('./services/clients/client-environment.js')
    const level = options.log === undefined ? 'silent' : config.logLevel
    const clocks = createMovableClocks(oneClock(clock), clockAppliesToClient)
    const logger = createLogger({ level, format: 'json', clock: clocks.server, stream: { write: log } })
    const running = await startServer(config, {
      log: logger, clocks, machineClock, unref: true
    })
    const { endpoint, port, okmsId, files } = running
    const read = (file: string) => readFileSync(file, 'utf8')
    const notAsked = () => { throw new TypeError('no variable of these clients names it') }
    const tls = { ca: read(files.ca), cert: read(files.certificate), key: read(files.privateKey) }
    const bound = createBoundFetch({ endpoint, tls })
    let closing: Promise<void> | undefined
    const close = () => {
      closing ??= running.close().finally(() => {
        bound.close()
        temporary.remove()
      })
      return closing
    }
    return {
      ...createControls(createAsk(running.adminApi)),
      endpoint,
      port,
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
  } catch (error) {
    temporary.remove()
    throw error
  }
}
