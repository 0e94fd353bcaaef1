// Faults of storage below SQL: a refusal while the server runs, a start failure before.

import { closeSync, constants, openSync, statfsSync } from 'node:fs'
import path from 'node:path'
import { storageErrors } from '../../domain/errors/storage.js'
import { DomainError } from '../../domain/errors/domain-error.js'
import { asOpenFileLimit } from '../../domain/errors/open-file-limit.js'
import { startFailure, startFailures, type StartFailure } from '../../domain/errors/start-failures.js'
import { codeOf, isSystemError } from '../../domain/thrown.js'
import { causeOf, systemCodeOf } from '../files/system-error.js'
import { ownerOf } from '../files/what-is-there.js'

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
const unfit = ({ folder }: Place, why: string) => startFailure(startFailures.FileSystemUnfit, folder, why)

/** SQLite reports any failed write to the index of its log in one way. The index starts with 32 KiB. */
const fullOrFailing = (place: Place, why: string) => freeBytes(place.folder) < 65_536 ? full(place) : unfit(place, why)

function freeBytes (folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return 0
  }
}

const faults: readonly Fault[] = [
  { code: 'SQLITE_FULL', why: 'the disk is full', atStart: full },
  { code: 'SQLITE_IOERR_SHMSIZE', why: 'the disk is full or reports an error', atStart: fullOrFailing },
  { code: 'SQLITE_IOERR_LOCK', why: 'file locks do not work', atStart: unfit },
  { code: 'SQLITE_PROTOCOL', why: 'file locks do not work', atStart: unfit },
  { code: 'SQLITE_IOERR_SHM', why: 'memory cannot be shared', atStart: unfit },
  { code: 'SQLITE_IOERR_FSYNC', why: 'files cannot be synced', atStart: unfit },
  { code: 'SQLITE_IOERR', why: 'the disk reports an error', atStart: unfit },
  {
    code: 'SQLITE_READONLY_DBMOVED',
    why: 'a file of the data folder was removed or replaced while the server runs',
    atStart: unwritable
  },
  { code: 'SQLITE_READONLY', why: 'the database is read-only', atStart: unwritable },
  { code: 'SQLITE_CANTOPEN', why: 'the database cannot be opened', atStart: unwritable },
  { code: 'SQLITE_PERM', why: 'file locks do not work', atStart: unfit },
  { code: 'SQLITE_BUSY', why: 'the database is locked by another program', atStart: ({ file }) => startFailure(startFailures.DatabaseLocked, file) },
  { code: 'SQLITE_CORRUPT', why: 'the database is damaged', atStart: corrupt },
  { code: 'SQLITE_NOTADB', why: 'the file is not a database', atStart: corrupt }
]

/** Stored data that cannot be what was written; a read answers 500 rather than something wrong. */
export class StoredDataDamaged extends Error {}

type StorageRow = typeof storageErrors[keyof typeof storageErrors]

interface FoundFault extends Pick<Fault, 'why' | 'atStart'> {
  readonly row: StorageRow
}

/** What a change that failed means; undefined for an error that is not one of storage. */
function faultOf (error: unknown): FoundFault | undefined {
  if (error instanceof StoredDataDamaged) {
    return { why: error.message, atStart: corrupt, row: storageErrors.StorageUnreadable }
  }
  const code = codeOf(error)
  const fault = faults.find((known) => code?.startsWith(known.code))
  return fault && { why: `${fault.why}, ${code}`, atStart: fault.atStart, row: storageErrors.StorageFailed }
}

/** Keeps what failed, because the same fault means something else while the server starts. */
class StorageRefusal extends DomainError {
  readonly fault: FoundFault

  constructor (fault: FoundFault, row: StorageRow = fault.row) {
    super(row, [{ text: row.text(fault.why) }])
    this.fault = fault
  }
}

/**
 * Runs a change; a full disk and the like refuse it. Other errors rise unchanged.
 * @param row The refusal, by default StorageFailed.
 */
export function storing<Result> (change: () => Result, row?: StorageRow): Result {
  try {
    return change()
  } catch (error) {
    const fault = faultOf(error)
    throw fault === undefined ? error : new StorageRefusal(fault, row)
  }
}

/** Runs a read; faults such as damage become StorageUnreadable. Other errors propagate unchanged. */
export function reading<Result> (read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    const fault = faultOf(error)
    throw fault === undefined ? error : new StorageRefusal(fault, storageErrors.StorageUnreadable)
  }
}

/** SQLite does not say why it cannot open a file, but opening it here does. */
function refusalToOpen (place: Place, error: unknown): StartFailure | undefined {
  if (codeOf(error)?.startsWith('SQLITE_CANTOPEN') !== true) return undefined
  try {
    closeSync(openSync(place.file, constants.O_RDWR | (constants.O_NONBLOCK ?? 0)))
    return undefined
  } catch (refusal) {
    return isSystemError(refusal) && refusal.code !== 'ENOENT' ? systemFailure(place, refusal) : undefined
  }
}

/** What a failed call of the operating system on a folder means. */
function systemFailure (place: Place, error: Error & { readonly code: string }): StartFailure {
  if (noSpace.has(systemCodeOf(error))) return full(place)
  const code = systemCodeOf(error) ?? ''
  const why = causeOf(error, place.file) + (code === 'EACCES' || code === 'EPERM' ? ownerOf(place.folder) : '')
  return asOpenFileLimit(error) ?? startFailure(startFailures.FolderNotWritable, place.folder, why, cures[code])
}

const otherFileSystem = 'choose a folder on another file system'

/** Where neither the mode nor the owner of the folder is at fault. */
const cures: Readonly<Record<string, string>> = {
  ENAMETOOLONG: 'choose a folder with a shorter path',
  EIO: 'check the disk, or choose another folder',
  EINVAL: otherFileSystem,
  ENOSYS: otherFileSystem,
  ENOTSUP: otherFileSystem,
  EOPNOTSUPP: otherFileSystem
}

/** Codes of the operating system that mean "no space", not "no permission". */
const noSpace: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT'])

/** Runs a part of the start; faults of the disk, the folder or the database become the matching start failure. */
export function starting<Result> (place: Place, part: () => Result): Result {
  try {
    return part()
  } catch (error) {
    const fault = faultOf(error)
    if (fault) throw refusalToOpen(place, error) ?? fault.atStart(place, fault.why)
    throw isSystemError(error) ? systemFailure(place, error) : error
  }
}

/**
 * What a refusal of the store, or of the operating system, means while the server starts: the failure that says so.
 * Other errors are returned unchanged.
 */
export function asStartFailure (error: unknown, folder: string): unknown {
  if (isSystemError(error)) return systemFailure({ folder, file: folder }, error)
  if (!(error instanceof StorageRefusal)) return error
  return error.fault.atStart({ folder, file: path.join(folder, 'okms.db') }, error.fault.why)
}
