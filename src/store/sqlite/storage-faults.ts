// What goes wrong below SQL, told as a refusal while the server runs and as a start failure before.

import path from 'node:path'
import { DomainError, errors, refusal } from '../../domain/errors/errors.js'
import { startFailure, startFailures, type StartFailure } from '../../domain/errors/start-failures.js'
import { codeOf, isSystemError } from '../../domain/thrown.js'

interface Place { readonly folder: string, readonly file: string }

interface Fault {
  /** Beginning of SQLite's extended result code (https://www.sqlite.org/rescode.html). */
  readonly code: string
  readonly why: string
  readonly atStart: (place: Place, why: string) => StartFailure
}

const unwritable = ({ folder }: Place, why: string) => startFailure(startFailures.FolderNotWritable, folder, why)
const corrupt = ({ file }: Place, why: string) => startFailure(startFailures.DatabaseCorrupt, file, why)
const full = ({ folder }: Place) => startFailure(startFailures.DiskFull, folder)

const faults: readonly Fault[] = [
  { code: 'SQLITE_FULL', why: 'the disk is full', atStart: full },
  { code: 'SQLITE_IOERR_SHMSIZE', why: 'the disk is full', atStart: full },
  { code: 'SQLITE_IOERR', why: 'the disk reports an error', atStart: unwritable },
  { code: 'SQLITE_READONLY', why: 'the database is read-only', atStart: unwritable },
  { code: 'SQLITE_CANTOPEN', why: 'the database cannot be opened', atStart: unwritable },
  { code: 'SQLITE_PERM', why: 'the database cannot be opened', atStart: unwritable },
  { code: 'SQLITE_BUSY', why: 'the database is locked by another program', atStart: ({ file }) => startFailure(startFailures.DatabaseLocked, file) },
  { code: 'SQLITE_CORRUPT', why: 'the database is damaged', atStart: corrupt },
  { code: 'SQLITE_NOTADB', why: 'the file is not a database', atStart: corrupt }
]

function faultOf (error: unknown): { fault: Fault, why: string } | undefined {
  const code = codeOf(error)
  const fault = faults.find((known) => code?.startsWith(known.code))
  return fault && { fault, why: `${fault.why}, ${code}` }
}

/** Stored data that cannot be what was written; a read answers 500 rather than something wrong. */
export class StoredDataDamaged extends Error {}

/** Runs a change; a full disk and the like refuse it with StorageFailed. Other errors rise unchanged. */
export function storing<Result> (change: () => Result): Result {
  try {
    return change()
  } catch (error) {
    const found = faultOf(error)
    if (found) throw refusal(errors.StorageFailed, found.why)
    if (error instanceof StoredDataDamaged) throw refusal(errors.StorageUnreadable, error.message)
    throw error
  }
}

/** Runs a read; damage and the like refuse it with StorageUnreadable. Other errors rise unchanged. */
export function reading<Result> (read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    const why = error instanceof StoredDataDamaged ? error.message : faultOf(error)?.why
    if (why !== undefined) throw refusal(errors.StorageUnreadable, why)
    throw error
  }
}

/** Codes of the operating system that mean "no room", not "no right". */
const noSpace: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT'])

/** Runs a part of the start; what the disk, the folder or the database refuses becomes the start failure that says so. */
export function starting<Result> (place: Place, part: () => Result): Result {
  try {
    return part()
  } catch (error) {
    const found = faultOf(error)
    if (found) throw found.fault.atStart(place, found.why)
    if (isSystemError(error)) throw noSpace.has(error.code) ? full(place) : unwritable(place, error.code)
    throw error
  }
}

/** What a refusal of the store means while the server starts: the failure that says so. Other errors come back as they are. */
export function asStartFailure (error: unknown, folder: string): unknown {
  if (!(error instanceof DomainError)) return error
  const place = { folder, file: path.join(folder, 'okms.db') }
  if (error.kind === errors.StorageUnreadable) return corrupt(place, error.message)
  if (error.kind === errors.StorageFailed) return error.message.includes('the disk is full') ? full(place) : unwritable(place, error.message)
  return error
}
