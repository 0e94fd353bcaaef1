// What the package exports: an emulator inside another program, such as a test.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfig } from './config.js'
import type { ClientFiles } from './domain/client-files.js'
import type { IamMode } from './domain/iam-mode.js'
import type { LogLevel } from './options.js'

export type { ClientFiles } from './domain/client-files.js'
export type { IamMode } from './domain/iam-mode.js'
export type { LogLevel } from './options.js'

/**
 * The options of `serve` under the same names in camel case (docs/options.md), none of them required. Other than there, an emulator
 * takes any free port and lives in a temporary folder that goes when it closes; neither environment nor configuration file is read.
 */
export interface EmulatorOptions {
  /** Address or addresses to listen on; by default both loopback addresses. */
  readonly host?: string | readonly string[]
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** Folder of the database. Naming one keeps it; without, keys live in memory. */
  readonly data?: string
  /** Folder of the files that clients need. Naming one keeps it, so that clients may keep theirs. */
  readonly certs?: string
  /** Folder of the files that only the server reads; by default the folder `pki` next to `certs`. */
  readonly pki?: string
  /** Certificate and private key (PEM files) of a CA of your own; both or neither. */
  readonly caCert?: string
  readonly caKey?: string
  /** Takes okms.yaml and client.pem of `certs` over from an emulator that runs. */
  readonly repoint?: boolean
  /** Keys in memory only; by default so when no `data` is named. */
  readonly ephemeral?: boolean
  /** Syncs every write to disk before it is answered. */
  readonly durable?: boolean
  /** Id of the okms domain; by default a new UUID. */
  readonly okmsId?: string
  /** Further names or addresses for the server certificate. */
  readonly serverName?: string | readonly string[]
  /** Requests a second for each credential, then 429; by default no limit. */
  readonly rateLimit?: number
  /** Whether policies are asked; by default not. */
  readonly iamMode?: IamMode
  /** Cuts the TLS connection where a client certificate is not accepted, as the service is said to, instead of a reply that says why. */
  readonly refuseInHandshake?: boolean
  /** Opens the control door under `/_emulator/` to every caller of this machine that shows no certificate. */
  readonly controlOpenLoopback?: boolean
  /** Port over plain HTTP where other programs fetch ca.pem; `off`, the default, opens none. */
  readonly bootstrapPort?: number | 'off'
  /** Address or addresses of the bootstrap port; whoever reaches it gets a private key. */
  readonly bootstrapHost?: string | readonly string[]
  /** Gets each entry of the log as one line of JSON; by default nothing is logged. */
  readonly log?: (entry: string) => void
  /** Least level that is logged; by default `info`. */
  readonly logLevel?: LogLevel
  /** Epoch milliseconds; by default the time of the machine. Certificates and keys ask it for every request, so a test can move time. */
  readonly clock?: () => number
}

/** For `https.request(url, { ...tls })`, `new https.Agent(tls)` and `new undici.Agent({ connect: tls })`: PEM texts. */
export interface ClientTls {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

export interface Emulator {
  /** `https://localhost:PORT`. */
  readonly endpoint: string
  readonly port: number
  readonly okmsId: string
  /** What the client of the domain shows and trusts. */
  readonly tls: ClientTls
  /** The same as files, for programs that take paths. */
  readonly files: ClientFiles
  /** Variables for a program started by the test: KMS_RESTAPI_ENDPOINT and its like, as okms-cli and the Go SDK read them, and NODE_EXTRA_CA_CERTS. */
  readonly environment: Readonly<Record<string, string>>
  /** Lets requests that are being answered end, for less than a second, then closes everything and removes the temporary folder. */
  readonly close: () => Promise<void>
}

/** Starts an emulator and resolves when it takes requests. Throws an Error that says what to change; then nothing is left open. */
export async function startEmulator ({ log, clock, ...options }: EmulatorOptions = {}): Promise<Emulator> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'okms-emulator-'))
  const removeTemporary = () => { rmSync(temporary, { recursive: true, force: true }) }
  try {
    const config = readOptions(options, temporary)
    const { createLogger } = await import('./log.js')
    const { startEmulator: start } = await import('./emulator.js')
    const { variablesFor } = await import('./services/client-environment.js')
    const logger = createLogger({ level: log === undefined ? 'silent' : config.logLevel, format: 'json', stream: { write: log ?? (() => {}) } })
    const running = await start(config, { log: logger, ...(clock === undefined ? {} : { clock }) })
    const { endpoint, port, okmsId, files } = running
    const read = (file: string) => readFileSync(file, 'utf8')
    const notAsked = () => { throw new TypeError('no variable of these clients names it') }
    return {
      endpoint,
      port,
      okmsId,
      files,
      tls: { ca: read(files.ca), cert: read(files.certificate), key: read(files.privateKey) },
      environment: Object.fromEntries(variablesFor(['okms-cli', 'node'], { endpoint, okmsId, ...files, keyId: undefined, allTrusted: notAsked, keyStore: notAsked, trustStore: notAsked }).map(({ name, value }) => [name, value])),
      async close () {
        await running.close()
        removeTemporary()
      }
    }
  } catch (error) {
    removeTemporary()
    throw error
  }
}

/** Checked like a configuration file: its members have the same names but for the spelling, and the same rules. Throws StartFailure. */
function readOptions (options: Omit<EmulatorOptions, 'log' | 'clock'>, temporary: string) {
  const defaults = { port: 0, data: path.join(temporary, 'data'), certs: path.join(temporary, 'certs'), ephemeral: options.data === undefined && options.durable !== true, bootstrapPort: 'off' }
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  const members = Object.fromEntries(Object.entries({ ...defaults, ...Object.fromEntries(given) }).map(([name, value]) => [kebab(name), value]))
  const source = 'the options of startEmulator'
  return loadConfig({ argv: ['--config', source], env: {}, cwd: process.cwd(), readFile: () => JSON.stringify(members) })
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
