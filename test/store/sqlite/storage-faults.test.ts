// What a failure of the disk or the database becomes: a refusal while the server runs, a start failure before.

import { describe, expect, it } from 'vitest'
import { keyErrors } from '../../../src/domain/errors/keys.js'
import { storageErrors } from '../../../src/domain/errors/storage.js'
import { refusal, type ErrorKind } from '../../../src/domain/errors/domain-error.js'
import { startFailures, type StartFailureCode } from '../../../src/domain/errors/start-failures.js'
import { asStartFailure, reading, StoredDataDamaged, storing } from '../../../src/store/sqlite/storage-faults.js'

const ofSqlite = (code: string) => Object.assign(new Error('as SQLite puts it'), { code })

function thrownBy (run: typeof storing, error: Error): unknown {
  try {
    return run(() => { throw error })
  } catch (thrown) {
    return thrown
  }
}

interface Faulty { readonly error: Error, readonly stored: ErrorKind, readonly atStart: StartFailureCode }

const faulty: readonly Faulty[] = [
  ...(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE']
    .map((code) => ({ error: ofSqlite(code), stored: storageErrors.StorageFailed, atStart: 'DiskFull' } as const))),
  ...(['SQLITE_IOERR_WRITE', 'SQLITE_IOERR_LOCK', 'SQLITE_IOERR_SHMMAP', 'SQLITE_IOERR_FSYNC'].map((code) => ({
    error: ofSqlite(code), stored: storageErrors.StorageFailed, atStart: 'FileSystemUnfit'
  } as const))),
  ...(['SQLITE_READONLY', 'SQLITE_READONLY_DBMOVED', 'SQLITE_CANTOPEN'].map((code) => ({
    error: ofSqlite(code), stored: storageErrors.StorageFailed, atStart: 'FolderNotWritable'
  } as const))),
  { error: ofSqlite('SQLITE_BUSY_SNAPSHOT'), stored: storageErrors.StorageFailed, atStart: 'DatabaseLocked' },
  { error: ofSqlite('SQLITE_CORRUPT_INDEX'), stored: storageErrors.StorageFailed, atStart: 'DatabaseCorrupt' },
  {
    error: new StoredDataDamaged('a checksum is wrong'),
    stored: storageErrors.StorageUnreadable,
    atStart: 'DatabaseCorrupt'
  },
  // The text does not decide.
  {
    error: new StoredDataDamaged('the disk is full'),
    stored: storageErrors.StorageUnreadable,
    atStart: 'DatabaseCorrupt'
  }
]

describe.each(faulty)('$error.code $error.message', ({ error, stored, atStart }) => {
  it('is a refusal while the server runs', () => {
    expect(thrownBy(storing, error)).toMatchObject({ kind: stored })
    expect(thrownBy(reading, error)).toMatchObject({ kind: storageErrors.StorageUnreadable })
  })

  it.each([['a change', storing], ['a read', reading]] as const)('is a start failure where %s of the start meets it', (_what, run) => {
    expect(asStartFailure(thrownBy(run, error), '/data')).toMatchObject({
      code: atStart, exitCode: startFailures[atStart].exitCode, message: expect.stringContaining('/data') as string
    })
  })
})

it.each([
  new Error('the disk is full'), refusal(keyErrors.KeyRequestInvalid, 'type', 'the disk is full'),
  ofSqlite('SQLITE_CONSTRAINT')
])('%s is none of these', (error) => {
  expect(thrownBy(storing, error)).toBe(error)
  expect(asStartFailure(error, '/data')).toBe(error)
})
