// THE table of options: parsing, validation, Config, --help and docs/options.md all derive from it.

import { isIP } from 'node:net'
import { iamModes } from '../domain/access/iam-mode.js'
import { readUuid } from '../domain/uuid.js'

/**
 * One option. It is also the environment variable `environmentName(name)` and the member
 * `name` of the configuration file.
 */
export interface Option<T> {
  /** The flag without its dashes. */
  readonly name: string
  /** The placeholder of the value in help; null for a switch. */
  readonly placeholder: string | null
  /** May be given several times; in the environment separated by commas, in the file as an array. */
  readonly many: boolean
  /** Its type in the configuration file. */
  readonly json: 'string' | 'number' | 'boolean' | 'number or string'
  readonly summary: string
  readonly accepts: string
  /** The default in words. */
  readonly default: string
  /** Accepted as a flag or a variable, not in the file. */
  readonly notInFile?: true
  /** An option of one command, accepted on its command line only. */
  readonly flagOnly?: true
  /** The value is a secret: a message about it does not repeat it. */
  readonly isSecret?: true
  /** Undefined when the text is not accepted. */
  readonly read: (text: string) => T | undefined
}

/** What defaults depend on. Folders are absolute. */
export interface Surroundings {
  readonly data: string
  readonly certs: string
  /** Next to the certificate folder that is used. */
  readonly pki: string
  /** Whether people read the log as it is written. */
  readonly terminal: boolean
}

/** An option of the server. Its value is the member of Config that has the name of the row. */
export interface ServerOption<T> extends Option<T> {
  /** The value of the member when no source names the option. */
  readonly unset: (surroundings: Surroundings) => T | readonly T[] | undefined
  /** The value is a path: relative to the configuration file or to the working directory; absolute in Config. */
  readonly isPath?: true
}

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = typeof logLevels[number]

export const logFormats = ['pretty', 'json'] as const
export type LogFormat = typeof logFormats[number]

const metricsModes = ['on', 'off'] as const

const hostName = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/i
const switchWords: Readonly<Record<string, boolean>> = { 1: true, 0: false, true: true, false: false }

// Kinds of value: what an option of the kind has in common with every other.
const folder = {
  placeholder: 'DIR', many: false, isPath: true, json: 'string', accepts: 'the path of a folder', read: readPath
} as const
const pemFile = {
  placeholder: 'FILE',
  many: false,
  isPath: true,
  json: 'string',
  accepts: 'the path of a PEM file',
  default: 'a CA that the first start makes, in --pki',
  unset: () => undefined,
  read: readPath
} as const
const flag = {
  placeholder: null,
  many: false,
  json: 'boolean',
  accepts: 'true, false, 1 or 0',
  default: 'off',
  unset: () => false,
  read: readSwitch
} as const

export const loopback = ['127.0.0.1', '::1'] as const

/** Named as the members of Config, in the order of --help. */
export const serverOptions = {
  hosts: {
    name: 'host',
    placeholder: 'ADDRESS',
    many: true,
    json: 'string',
    summary: 'Address to listen on',
    accepts: 'an IP address such as 127.0.0.1, ::1 or 0.0.0.0, or a host name',
    default: 'both loopback addresses, 127.0.0.1 and ::1',
    unset: () => loopback,
    read: (text: string) => isIP(text) !== 0 || isHostName(text) ? text : undefined
  },
  port: {
    name: 'port',
    placeholder: 'PORT',
    many: false,
    json: 'number',
    summary: 'Port to listen on; 0 takes any free one',
    accepts: 'a whole number from 0 to 65535',
    default: '8443',
    unset: () => 8443,
    read: readPort
  },
  data: { ...folder, name: 'data', summary: 'Folder of the database and the master key', default: './data in a checkout, ./.okms-emulator/data elsewhere', unset: ({ data }: Surroundings) => data },
  certs: { ...folder, name: 'certs', summary: 'Folder of the files that clients need: ca.pem, client certificate and key, PKCS#12, okms.yaml, ovh.conf', default: './certs in a checkout, ./.okms-emulator/certs elsewhere', unset: ({ certs }: Surroundings) => certs },
  pki: {
    ...folder,
    name: 'pki',
    summary: 'Folder of the files that only the server reads: the keys of the CA, the server and its tokens, and the admin certificate',
    default: 'the folder pki next to --certs',
    unset: ({ pki }: Surroundings) => pki
  },
  caCert: { ...pemFile, name: 'ca-cert', summary: 'Certificate of a CA of your own, so that clients that trust it trust every server that you start with it; needs --ca-key' },
  caKey: { ...pemFile, name: 'ca-key', summary: 'Private key of that CA; it is read where it is and copied nowhere' },
  repoint: { ...flag, name: 'repoint', summary: 'Point okms.yaml, ovh.conf and client.pem at this server, even while the server that they belong to runs' },
  ephemeral: { ...flag, name: 'ephemeral', summary: 'Keep keys in memory only; certificates are still kept' },
  durable: { ...flag, name: 'durable', summary: 'Sync every write to disk before it is answered' },
  deterministic: {
    name: 'deterministic',
    placeholder: 'SEED',
    many: false,
    json: 'string',
    isSecret: true,
    summary: 'For tests: derive ids, initialization vectors, oct and EC keys, data keys and random bytes from SEED, take RSA keys from the public stock, and freeze the clock, so that the same requests get the same answers from run to run; needs --ephemeral',
    accepts: '1 to 200 characters, none of them a control character',
    default: 'off: keys and ids are random, and the clock runs',
    unset: () => undefined,
    read: (text: string) => /^\P{Cc}{1,200}$/u.test(text) ? text : undefined
  },
  okmsId: {
    name: 'okms-id',
    placeholder: 'UUID',
    many: false,
    json: 'string',
    summary: 'Id of the okms domain',
    accepts: 'a UUID such as 4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11',
    default: 'the one of the last start, or a new one at the first start',
    unset: () => undefined,
    read: readUuid
  },
  seeds: {
    name: 'seed',
    placeholder: 'FILE',
    many: true,
    isPath: true,
    json: 'string',
    summary: 'Seed file (YAML or JSON) to apply before the server listens; what is there already stays as it is',
    accepts: 'the path of a file',
    default: 'none',
    unset: (): readonly string[] => [],
    read: readPath
  },
  seedFolder: {
    ...folder,
    name: 'seed-folder',
    summary: 'Folder whose seed files (.yaml, .yml, .json) are applied first, in the order of their names',
    default: 'none; /seed.d in the image',
    unset: () => undefined
  },
  serverNames: {
    name: 'server-name',
    placeholder: 'NAME',
    many: true,
    json: 'string',
    summary: 'Additional name or address for the server certificate',
    accepts: 'a host name such as kms, kms.example.org or *.example.org, or an IP address',
    default: 'none; localhost, host.docker.internal, and the names and addresses of this machine are always included',
    unset: (): readonly string[] => [],
    read: (text: string) => isIP(text) !== 0 || isHostName(text.replace(/^\*\./, '')) ? text : undefined
  },
  rateLimit: {
    name: 'rate-limit',
    placeholder: 'NUMBER',
    many: false,
    json: 'number',
    summary: 'Requests per second for each credential; further requests are answered with 429',
    accepts: 'a whole number from 1 to 1000000',
    default: 'no limit',
    unset: () => undefined,
    read: (text: string) => readCount(text, 1_000_000)
  },
  rsaPool: {
    name: 'rsa-pool',
    placeholder: 'NUMBER',
    many: false,
    json: 'number or string',
    summary: 'Most RSA keys of each size that are generated ahead while the server is idle, so that creating one takes no time',
    accepts: 'a whole number from 1 to 64, or off',
    default: '8',
    unset: () => 8,
    read: (text: string) => text === 'off' ? 'off' as const : readCount(text, 64)
  },
  fastRsa: { ...flag, name: 'fast-rsa', summary: 'Take RSA keys from a stock of public keys in the program instead of generating them: at once, but everyone has the private keys, and after 8 of a size they repeat' },
  iamMode: {
    name: 'iam-mode',
    placeholder: 'MODE',
    many: false,
    json: 'string',
    summary: 'How IAM policies are applied: not at all, to report what they would refuse, or to refuse it',
    accepts: iamModes.join(', '),
    default: 'off',
    unset: () => 'off' as const,
    read: (text: string) => iamModes.find((mode) => mode === text.toLowerCase())
  },
  refuseInHandshake: { ...flag, name: 'refuse-in-handshake', summary: 'Abort the TLS handshake with the alert bad_certificate, as the service reportedly does, for client certificates that are not accepted or belong to another domain than the path; without it, a reply says why' },
  serviceLike: { ...flag, name: 'service-like', summary: 'Take as long as the service: about 30 ms for a request, 30 to 60 s until a change of a policy or a group applies, and some seconds until a new credential is READY and an order is delivered' },
  bootstrapPort: {
    name: 'bootstrap-port',
    placeholder: 'PORT',
    many: false,
    json: 'number or string',
    summary: 'Plain HTTP port where other programs fetch ca.pem and, when --bootstrap-host is given, a client bundle',
    accepts: 'a whole number from 0 to 65535, or off',
    default: 'the one of --port plus 10000, such as 18443; none when it is in use',
    unset: () => undefined,
    read: (text: string) => text === 'off' ? 'off' as const : readPort(text)
  },
  bootstrapHosts: {
    name: 'bootstrap-host',
    placeholder: 'ADDRESS',
    many: true,
    json: 'string',
    summary: 'Address of the bootstrap port; opens the client bundle, with its private key, to every program that reaches the address and sends the secret of --bootstrap-secret',
    accepts: 'an IP address such as 127.0.0.1 or 0.0.0.0, or a host name',
    default: 'both loopback addresses, for ca.pem only',
    unset: () => loopback,
    read: (text: string) => isIP(text) !== 0 || isHostName(text) ? text : undefined
  },
  bootstrapSecret: {
    name: 'bootstrap-secret',
    placeholder: 'TEXT',
    many: false,
    json: 'string',
    isSecret: true,
    summary: 'Secret that a program sends for the client bundle (Authorization: Bearer TEXT); give it in the environment, as other users can read command lines',
    accepts: '16 to 128 characters: letters, digits and - . _ ~ + /',
    default: 'one that the first start makes, in bootstrap.secret of --pki',
    unset: () => undefined,
    read: (text: string) => /^[\w.~+/-]{16,128}$/.test(text) ? text : undefined
  },
  ovhApiPort: {
    name: 'ovh-api-port',
    placeholder: 'PORT',
    many: false,
    json: 'number or string',
    summary: 'Plain HTTP port of the OVHcloud API (/1.0, /v1, /v2) on the loopback addresses, for clients that accept no CA of their own',
    accepts: 'a whole number from 0 to 65535, or off',
    default: 'off: the OVHcloud API is on the port of --port alone',
    unset: () => 'off' as const,
    read: (text: string) => text === 'off' ? 'off' as const : readPort(text)
  },
  adminOpenLoopback: { ...flag, name: 'admin-open-loopback', summary: 'Open the admin API under /_emulator/ to every caller on this machine that shows no certificate' },
  journal: {
    name: 'journal',
    placeholder: 'NUMBER',
    many: false,
    json: 'number',
    summary: 'Requests that the journal keeps in memory, of all domains together; about 1 kB each',
    accepts: 'a whole number from 1 to 1000000',
    default: '10000',
    unset: () => 10_000,
    read: (text: string) => /^[1-9]\d{0,6}$/.test(text) && Number(text) <= 1_000_000 ? Number(text) : undefined
  },
  metrics: {
    name: 'metrics',
    placeholder: 'on|off',
    many: false,
    json: 'string',
    summary: 'Count operations, latencies and rejected handshakes for Prometheus, at /_emulator/metrics; open to every caller, without names and ids',
    accepts: metricsModes.join(', '),
    default: 'on',
    unset: () => 'on' as const,
    read: (text: string) => metricsModes.find((mode) => mode === text.toLowerCase())
  },
  logLevel: {
    name: 'log-level',
    placeholder: 'LEVEL',
    many: false,
    json: 'string',
    summary: 'Lowest level that is logged',
    accepts: logLevels.join(', '),
    default: 'info',
    unset: () => 'info' as const,
    read: (text: string) => logLevels.find((level) => level === text.toLowerCase())
  },
  logFormat: {
    name: 'log-format',
    placeholder: 'FORMAT',
    many: false,
    json: 'string',
    summary: 'Format of the log: readable lines, or one JSON object a line',
    accepts: logFormats.join(', '),
    default: 'pretty on a terminal, json elsewhere',
    unset: ({ terminal }: Surroundings): LogFormat => terminal ? 'pretty' : 'json',
    read: (text: string) => logFormats.find((format) => format === text.toLowerCase())
  }
} as const satisfies Record<string, ServerOption<unknown>>

export const everyServerOption: readonly ServerOption<unknown>[] = Object.values(serverOptions)

export const options = {
  ...serverOptions,
  config: {
    name: 'config',
    placeholder: 'FILE',
    many: false,
    json: 'string',
    summary: 'Configuration file: a JSON object whose members have the names of the flags',
    accepts: 'the path of a file',
    default: 'okms-emulator.json in the working directory, if it exists',
    notInFile: true,
    read: readPath
  }
} as const satisfies Record<string, Option<unknown>>

export const everyOption: readonly Option<unknown>[] = Object.values(options)

/** `server-name` is OKMS_EMULATOR_SERVER_NAME. */
export function environmentName (option: Option<unknown>): string {
  return environmentPrefix + option.name.toUpperCase().replaceAll('-', '_')
}

export const environmentPrefix = 'OKMS_EMULATOR_'

/** The value of a switch; undefined for other words. */
export function readSwitch (text: string): boolean | undefined {
  return Object.hasOwn(switchWords, text.toLowerCase()) ? switchWords[text.toLowerCase()] : undefined
}

// A function declaration, because the table above is made before a constant down here would be.
export function readPath (text: string): string | undefined {
  return text === '' || text.includes('\0') ? undefined : text
}

function readPort (text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65535 ? Number(text) : undefined
}

function readCount (text: string, most: number): number | undefined {
  return /^[1-9]\d{0,6}$/.test(text) && Number(text) <= most ? Number(text) : undefined
}

/** A name of digits and dots only is a mistyped address, never a host name (RFC 1123 section 2.1). */
function isHostName (text: string): boolean {
  return hostName.test(text) && !/^[\d.]+$/.test(text)
}
