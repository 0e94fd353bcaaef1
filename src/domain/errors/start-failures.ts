// Why a server cannot start or continue: one row each, with its own exit code and a text that says what to do.

import { asFlag, asMember, spelledText, type OptionSpelling, type SpelledText } from '../text/option-spelling.js'

export interface StartFailureRow {
  readonly exitCode: number
  readonly text: (...args: never[]) => string
  /**
   * The text for a program that starts the emulator as a library, which has no flags. Needed
   * if the other text names a flag.
   */
  readonly inProgram?: (...args: never[]) => string
}

export const startFailures = {
  UsageWrong: {
    exitCode: 2,
    text: (problems: readonly SpelledText[]) => linesOf(problems, asFlag),
    inProgram: (problems: readonly SpelledText[]) => linesOf(problems, asMember)
  },
  PortInUse: { exitCode: 10, text: (host: string, port: number) => `port ${port} on ${host} is in use by another program; choose another with --port, or --port 0 for any free one`, inProgram: (host: string, port: number) => `port ${port} on ${host} is in use by another program; choose another, or leave the option port out for any free one` },
  PortForbidden: {
    exitCode: 11,
    text: (host: string, port: number, why: string) => `cannot listen on ${host} port ${port} (${why}); choose another with --host or --port`,
    inProgram: (host: string, port: number, why: string) =>
      `cannot listen on ${host} port ${port} (${why}); choose another with the options host and port`
  },
  BootstrapPortInUse: {
    exitCode: 12,
    text: (host: string, port: number) => `the bootstrap port ${port} on ${host} is in use by another program; choose another with --bootstrap-port, or --bootstrap-port off`,
    inProgram: (host: string, port: number) => `the bootstrap port ${port} on ${host} is in use by another program; choose another, or leave the option bootstrapPort out to have none`
  },
  OvhApiPortInUse: {
    exitCode: 15,
    text: (host: string, port: number) => `the port ${port} of the OVHcloud API on ${host} is in use by another program; choose another with --ovh-api-port, or --ovh-api-port off`,
    inProgram: (host: string, port: number) => `the port ${port} of the OVHcloud API on ${host} is in use by another program; choose another, or leave the option ovhApiPort out to have none`
  },
  SeedUnreadable: { exitCode: 13, text: (file: string, why: string) => `the seed ${file} cannot be read (${why})` },
  SeedRefused: { exitCode: 14, text: (problems: readonly string[]) => `the seed is refused and nothing of it was written; its problems:\n${problems.join('\n')}` },
  FileSystemUnfit: { exitCode: 16, text: (folder: string, why: string) => `the file system of ${folder} is unsuitable (${why}); check the disk, or choose a folder on a local one` },
  DatabaseMissing: { exitCode: 17, text: (file: string, left: string) => `the database ${file} is missing but ${left} is there, so it was lost; put it back, or move the whole folder away to start with an empty one. Nothing was touched` },
  DataFileUnusable: { exitCode: 18, text: (file: string, why: string, cure: string) => `the server cannot work with ${file} (${why}); ${cure}` },
  OpenFilesExhausted: { exitCode: 19, text: (why: string) => `no more files can be opened (${why}); raise the limit of this process, for example with ulimit -n 1024, and start again` },
  FolderInUse: { exitCode: 20, text: (folder: string) => `another okms-emulator is running on ${folder}; stop it, or choose another folder with --data`, inProgram: (folder: string) => `another okms-emulator is running on ${folder}; close it, or choose another folder with the option data` },
  FolderNotWritable: { exitCode: 21, text: (folder: string, why: string, cure?: string) => `cannot write in ${folder} (${why}); ${cure ?? 'make it writable, or choose another folder'}` },
  DiskFull: { exitCode: 22, text: (folder: string) => `no space is left for ${folder}; free some and start again, nothing was lost` },
  DatabaseLocked: { exitCode: 23, text: (file: string) => `${file} is locked by another program; close it and start again` },
  DatabaseCorrupt: { exitCode: 24, text: (file: string, why: string) => `${file} is not a sound database (${why}); restore a copy, or move the whole folder away to start with an empty one. It was not touched` },
  DatabaseNewer: { exitCode: 25, text: (file: string, found: number, known: number) => `${file} has schema version ${found}, this program knows ${known}; use a newer okms-emulator. It was not touched` },
  MigrationEdited: { exitCode: 26, text: (file: string, migration: string) => `${file} was made with another text of migration ${migration}; use the okms-emulator that made it. It was not touched` },
  MasterKeyMissing: { exitCode: 27, text: (file: string, database: string) => `the master key ${file} is missing but ${database} has keys sealed with it; put it back. Nothing was touched` },
  MasterKeyWrong: { exitCode: 28, text: (file: string, database: string) => `the master key ${file} is not the one that sealed ${database}; put the right one back. Nothing was touched` },
  MasterKeyMalformed: { exitCode: 29, text: (file: string, why: string) => `the master key ${file} is damaged (${why}); put the right one back. Nothing was touched` },
  CertificatesBroken: {
    exitCode: 30,
    text: (file: string, why: string, cure: SpelledText) => unusable(file, why, spelledText(cure, asFlag.spell)),
    inProgram: (file: string, why: string, cure: SpelledText) => unusable(file, why, spelledText(cure, asMember.spell))
  },
  ClientFilesMissing: { exitCode: 31, text: (why: string) => why },
  FilesInTheWay: { exitCode: 32, text: (folder: string, names: readonly string[]) => `${folder} has files that this program did not write, or that were changed since: ${names.join(', ')}; choose another folder with --out, or write over them with --force` },
  ServerUnreachable: { exitCode: 33, text: (endpoint: string, why: string) => `the server at ${endpoint} does not answer (${why}); is it the one of these folders? Name it with --endpoint` },
  FolderBusy: {
    exitCode: 35,
    text: (folder: string, seconds: number) => `other okms-emulators have been starting on ${folder} for ${seconds} seconds; wait for them or stop them, or choose another folder with --pki`,
    inProgram: (folder: string, seconds: number) => `other okms-emulators have been starting on ${folder} for ${seconds} seconds; wait for them or close them, or choose another folder with the option pki`
  },
  RequestRefused: { exitCode: 34, text: (texts: readonly string[]) => texts.join('\n') },
  ServerMissing: { exitCode: 36, text: (lookedFor: readonly string[]) => `there is nothing to work on: ${lookedFor.join('; ')}. Start a server once with okms-emulator serve, or name one with --endpoint or its folders with --certs, --pki and --data` },
  NotConfirmed: { exitCode: 37, text: (why: string) => `nothing was changed: ${why}` },
  AuthorityEphemeral: { exitCode: 38, text: (why: string) => `this CA is not trusted, as it is ephemeral: ${why}. Run the server with a certificate folder that is kept, and name it with --certs` },
  TrustStoreFailed: { exitCode: 39, text: (faults: readonly string[]) => faults.join('\n') },
  RequestsMissing: { exitCode: 70, text: (shortfall: string) => shortfall },
  // The codes of timeout(1), env(1) and the shell.
  NotReadyInTime: { exitCode: 124, text: (seconds: number, last: string) => `no server is ready after ${seconds} s; last attempt: ${last}` },
  CommandNotExecutable: { exitCode: 126, text: (command: string, why: string) => `cannot run ${command} (${why})` },
  CommandNotFound: { exitCode: 127, text: (command: string, why: string) => `cannot run ${command}: ${why}` }
} as const satisfies Record<string, StartFailureRow>

// Function declarations, because the table above is evaluated before constants below it.
function linesOf (problems: readonly SpelledText[], spelling: OptionSpelling): string {
  return problems.map((problem) => spelledText(problem, spelling.spell)).join('\n')
}

function unusable (file: string, why: string, cure: string): string {
  return `${file} cannot be used (${why}); ${cure}`
}

/** The name of a row. */
export type StartFailureCode = keyof typeof startFailures

/** Thrown while starting; the command line prints its message and exits with its exit code. */
export class StartFailure extends Error {
  readonly code: StartFailureCode
  readonly exitCode: number
  /** The message for a program that starts the emulator as a library. */
  readonly messageInProgram: string

  constructor (code: StartFailureCode, message: string, messageInProgram: string = message) {
    super(message)
    this.name = 'StartFailure'
    this.code = code
    this.exitCode = startFailures[code].exitCode
    this.messageInProgram = messageInProgram
  }
}

const codes: ReadonlyMap<object, StartFailureCode> = new Map((Object.keys(startFailures) as StartFailureCode[])
  .map((code) => [startFailures[code], code]))

interface RowFor<Args extends unknown[]> {
  readonly exitCode: number
  readonly text: (...args: Args) => string
  readonly inProgram?: (...args: Args) => string
}

/** Makes the failure of a row: `throw startFailure(startFailures.PortInUse, host, port)`. */
export function startFailure<Args extends unknown[]> (row: RowFor<Args>, ...args: Args): StartFailure {
  const code = codes.get(row)
  if (code === undefined) throw new TypeError('a failure that is no row of the table')
  return new StartFailure(code, row.text(...args), row.inProgram?.(...args))
}
