// Exit codes of commands, for help and docs/options.md. Those of failures are in domain/errors/start-failures.ts.

import { startFailures } from '../domain/errors/start-failures.js'

export interface ExitCode {
  readonly code: number
  readonly meaning: string
}

export type FailureName = keyof typeof startFailures

/** Failures when a command opens the database. */
export const databaseFailures = [
  'FolderInUse', 'DatabaseLocked', 'DatabaseCorrupt', 'DatabaseNewer', 'MigrationEdited', 'MasterKeyMissing',
  'MasterKeyWrong', 'MasterKeyMalformed', 'DatabaseMissing', 'DataFileUnusable'
] as const satisfies readonly FailureName[]

/** Failures when a command writes files. */
export const writeFailures = [
  'FolderNotWritable', 'DiskFull', 'FileSystemUnfit', 'OpenFilesExhausted'
] as const satisfies readonly FailureName[]

/** Failures when a command starts a server with the options of `serve`. */
export const serverFailures = [
  'UsageWrong', 'PortInUse', 'PortForbidden', 'BootstrapPortInUse', 'OvhApiPortInUse', ...databaseFailures,
  ...writeFailures, 'CertificatesBroken', 'FolderBusy', 'SeedUnreadable', 'SeedRefused'
] as const satisfies readonly FailureName[]

/** Failures of a call of the admin API, of a server or on its folders. */
export const adminFailures = [
  ...databaseFailures, ...writeFailures, 'CertificatesBroken', 'FolderBusy', 'ClientFilesMissing', 'ServerUnreachable',
  'RequestRefused', 'ServerMissing'
] as const satisfies readonly FailureName[]

/**
 * The codes of one command in order: 0 for `done`, 1, its failures, and specific codes, which may replace one of these.
 */
export function exitCodes (
  done: string, failures: readonly FailureName[], own: readonly ExitCode[] = []
): readonly ExitCode[] {
  const every = [
    { code: 0, meaning: done },
    { code: 1, meaning: 'unexpected failure' },
    ...failures.map((name) => ({ code: startFailures[name].exitCode, meaning: spelledOut(name) })),
    ...own
  ]
  return [...new Map(every.map((row) => [row.code, row])).values()].sort((one, other) => one.code - other.code)
}

/** A name of the code as words: `MasterKeyMissing` is `master key missing`, `keyId` is `key id`. */
export function spelledOut (name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase()
}
