// What the package exports: an emulator inside another program, such as a test.

/// <reference lib="esnext.disposable" preserve="true" />

import type { IamMode } from './domain/access/iam-mode.js'
import { StartFailure } from './domain/errors/start-failures.js'
import type { SeedSource } from './emulator/seeds/seed-files.js'
import { EmulatorRefusal } from './library/control/refusal.js'
import { connectionOf, type ConnectOptions } from './library/connect-options.js'
import { emulatorOf, type Emulator } from './library/emulator.js'
import { configOf } from './library/program-options.js'
import type { LogLevel } from './config/options.js'

export type { Seed } from './domain/seeds/seed-format.js'
export type { SeedSource } from './emulator/seeds/seed-files.js'
export type { ExportOptions, SeedReport } from './library/control/seeds.js'
export type { ClientFiles } from './domain/access/client-files.js'
export type { IamMode } from './domain/access/iam-mode.js'
export { StartFailure, type StartFailureCode } from './domain/errors/start-failures.js'
export type { LogLevel } from './config/options.js'
export type { ClockState, EmulatorClock, MoveOptions, Span, Time } from './library/control/clock.js'
export type { AdminFolders, AdminTls, ConnectOptions } from './library/connect-options.js'
export type { ClientTls } from './library/client-tls.js'
export type {
  AccessControls, ApiKey, ApiKeyRequest, Credential, CredentialRequest, EmulatorApiKeys, EmulatorCredentials,
  EmulatorGroups, EmulatorPolicies, EmulatorServiceAccounts, EmulatorTokens, Group, NewApiKey, NewCredential,
  NewServiceAccount, NewToken, Policy, PolicyRequest, ServiceAccount, ServiceAccountRequest, Token, TokenRequest
} from './library/control/access.js'
export type { Controls } from './library/control/controls.js'
export type {
  ClientOptions, DomainControls, EmulatorDomain, EmulatorSnapshot, NewDomainOptions, SnapshotOptions, Snapshots
} from './library/control/domain-objects.js'
export type {
  EmulatorJournal, Expectation, JournalEntry, JournalFilter, JournalWait, QueryOptions, WaitOptions
} from './library/control/journal.js'
export type { Emulator } from './library/emulator.js'
export type { FaultEffect, FaultMatch } from './domain/faults/fault-rule.js'
export type { FaultTrigger } from './domain/faults/fault-trigger.js'
export type { EmulatorFaults, FaultRequest, FaultRule, FaultState } from './library/control/faults.js'
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
  /** Takes over okms.yaml, ovh.conf and client.pem in `certs` from a running emulator. */
  readonly repoint?: boolean
  /** Keys in memory only; the default without `data`. */
  readonly ephemeral?: boolean
  /** Syncs every write to disk before the response. */
  readonly durable?: boolean
  /**
   * Derives ids, initialization vectors, keys and random bytes from this seed and freezes the clock, so that the same
   * requests get the same answers from run to run (docs/deterministic.md). Not together with `data`.
   */
  readonly deterministic?: string
  /** Id of the okms domain; by default a new UUID. */
  readonly okmsId?: string
  /**
   * Seeds to apply before the emulator accepts requests (docs/seeds.md): each an object, a text, or the path or the URL
   * of a file.
   */
  readonly seed?: SeedSource | readonly SeedSource[]
  /** Folder whose seed files are applied first, in the order of their names. */
  readonly seedFolder?: string
  /** Additional names or addresses for the server certificate. */
  readonly serverName?: string | readonly string[]
  /** Requests per second for each credential, then 429; by default no limit. */
  readonly rateLimit?: number
  /** Requests that the journal keeps in memory, of all domains together; 10,000 by default. */
  readonly journal?: number
  /** Most RSA keys of each size that are generated ahead while the process is idle; 8 by default. */
  readonly rsaPool?: number | 'off'
  /** Takes RSA keys from a stock of public keys: at once, but everyone has the private keys, and they repeat. */
  readonly fastRsa?: boolean
  /** How IAM policies are applied: `off` by default. */
  readonly iamMode?: IamMode
  /**
   * Aborts the TLS handshake for rejected client certificates, as the service reportedly does,
   * instead of replying with the reason.
   */
  readonly refuseInHandshake?: boolean
  /**
   * Takes as long as the service: about 30 ms for a request, 30 to 60 s until a change of a policy or a group applies,
   * and some seconds until a credential that the admin API adds is READY. What `createDomain` and seeds give can be
   * used at once.
   */
  readonly serviceLike?: boolean
  /** Opens the admin API under `/_emulator/` to every caller on this machine that presents no certificate. */
  readonly adminOpenLoopback?: boolean
  /** Port over plain HTTP where other programs fetch ca.pem; `off`, the default, opens none. */
  readonly bootstrapPort?: number | 'off'
  /** Address or addresses of the bootstrap port; a client that reaches it and sends the secret gets a private key. */
  readonly bootstrapHost?: string | readonly string[]
  /** The secret for the client bundle; by default a new one in `bootstrap.secret` of the pki folder. */
  readonly bootstrapSecret?: string
  /** Port of the OVHcloud API over plain HTTP, on the loopback addresses; `off`, the default, opens none. */
  readonly ovhApiPort?: number | 'off'
  /** Counts requests for `/_emulator/metrics`; `on` by default. */
  readonly metrics?: 'on' | 'off'
  /** Called with each log entry as one line of JSON; by default nothing is logged. */
  readonly log?: (entry: string) => void
  /** Minimum level that is logged; by default `info`. */
  readonly logLevel?: LogLevel
  /**
   * The emulator's time in epoch milliseconds; by default the machine's, or with `deterministic` a fixed one. It is
   * read for every request, so a test can move time forward and back: it sets the dates of keys and the times in the
   * log, and credentials and tokens created by API expire by it. Clients use the time of the machine, so the server
   * certificate covers both, and the credential in `tls` and `files` and the admin certificate expire by the time of
   * the machine.
   */
  readonly clock?: () => number
  /** The credential in `tls` and `files` expires by `clock` as well. */
  readonly clockAppliesToClient?: boolean
}

/** The clock at load time: a test that fakes `Date` does not move the time for certificate checks. */
const machineClock = Date.now

/**
 * Starts an emulator and resolves when it accepts requests.
 * Rejects with a StartFailure that says what to change, and with its `code`, `exitCode` (that of the
 * command); then nothing is left open.
 */
export async function startEmulator (options: EmulatorOptions = {}): Promise<Emulator> {
  return await inProgram(start(options))
}

/** Failures in the words of a program, not of a command line. */
async function inProgram<T> (work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw error instanceof StartFailure ? new StartFailure(error.code, error.messageInProgram) : error
  }
}

/** Array.isArray does not know lists that cannot be changed. */
const isList = (seed: SeedSource | readonly SeedSource[]): seed is readonly SeedSource[] => Array.isArray(seed)

async function start (options: EmulatorOptions): Promise<Emulator> {
  const { makeTemporaryFolder } = await import('./emulator/temporary-folder.js')
  const temporary = makeTemporaryFolder()
  try {
    const config = configOf(options, temporary.path)
    const { log = () => {}, clock, clockAppliesToClient } = options
    const { createLogger } = await import('./log/log.js')
    const { startEmulator: startServer } = await import('./emulator/emulator.js')
    const { createServerClocks } = await import('./emulator/server-clocks.js')
    const level = options.log === undefined ? 'silent' : config.logLevel
    const clocks = createServerClocks(config, { clock, machineClock, appliesToClient: clockAppliesToClient })
    const logger = createLogger({ level, format: 'json', clock: clocks.server, stream: { write: log } })
    const { readSeedSource } = await import('./emulator/seeds/seed-files.js')
    const { seed = [] } = options
    const running = await startServer(config, {
      log: logger,
      clocks,
      machineClock,
      unref: true,
      seeds: (isList(seed) ? seed : [seed]).map(readSeedSource)
    })
    try {
      return await emulatorOf({
        ...running,
        folder: temporary.path,
        close: async () => await running.close().finally(() => { temporary.remove() })
      })
    } catch (error) {
      await running.close()
      throw error
    }
  } catch (error) {
    temporary.remove()
    throw error
  }
}

/**
 * Connects to a server that runs elsewhere, such as in a container, and resolves to the same object as
 * `startEmulator`: a new credential of the domain in `tls` and `files`, and the controls of the server. `close` revokes
 * the credential and removes its files.
 * Rejects with a StartFailure when the server does not reply, and with EmulatorRefusal when it refuses.
 */
export async function connectEmulator (options: ConnectOptions): Promise<Emulator> {
  return await inProgram(connect(options))
}

async function connect (options: ConnectOptions): Promise<Emulator> {
  const { connectToServer } = await import('./emulator/connection.js')
  const connected = await connectToServer(connectionOf(options), (refusal) => new EmulatorRefusal(refusal))
  return await emulatorOf(connected)
}
