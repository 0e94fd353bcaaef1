// Brings a database to the newest schema: numbered SQL files, forward only, one transaction each.

import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { migrationFiles } from './migration-files.js'
import { changingRows, defineRowChecksum } from './row-checksum.js'

export interface Migration {
  /** From 1, without gaps; `user_version` of a database that has it. */
  readonly version: number
  readonly file: string
  readonly sql: string
}

/** Every migration of this program, in order. */
export function readMigrations (): readonly Migration[] {
  return migrationFiles.map(({ file, sql }, index) => {
    const version = Number(file.slice(0, 4))
    if (version !== index + 1) throw new Error(`migration ${file}: expected number ${index + 1}`)
    return { version, file, sql }
  })
}

/** A checkout may have converted the line endings, which does not change the migration. */
const checksum = ({ sql }: Migration) => createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')

/** A checksum over the schema as SQLite stores it: a flipped bit there would silently change a constraint. */
function schemaChecksum (database: Database): string {
  const schema = database.prepare<[], string>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name').pluck().all()
  return createHash('sha256').update(schema.join(';')).digest('hex')
}

const schemaVersion = (database: Database) => Number(database.pragma('user_version', { simple: true }))

/**
 * Reads only. DatabaseNewer or MigrationEdited when this program does not know the schema of the database,
 * DatabaseCorrupt when the records contradict each other.
 */
export function checkMigrations (database: Database, file: string, migrations: readonly Migration[]): void {
  const version = schemaVersion(database)
  if (version > migrations.length) throw startFailure(startFailures.DatabaseNewer, file, version, migrations.length)
  const isNew = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'applied_migration'").get() === undefined
  const checksums = new Map(isNew ? [] : database.prepare<[], [number, string]>('SELECT version, sha256 FROM applied_migration').raw().all())
  if (checksums.size !== version) throw startFailure(startFailures.DatabaseCorrupt, file, `schema version ${version}, but ${checksums.size} migrations`)
  if (isNew) return
  const expected = database.prepare('SELECT schema_sha256 FROM applied_migration WHERE version = ?').pluck().get(version)
  if (expected !== schemaChecksum(database)) {
    throw startFailure(startFailures.DatabaseCorrupt, file, 'its schema was changed')
  }
  for (const migration of migrations.slice(0, version)) {
    if (checksums.get(migration.version) !== checksum(migration)) {
      throw startFailure(startFailures.MigrationEdited, file, migration.file)
    }
  }
}

/** Applies the missing migrations. If one fails, the database stays at the version before it. */
export function migrate (database: Database, migrations: readonly Migration[]): void {
  defineRowChecksum(database)
  const apply = database.transaction((migration: Migration) => {
    database.exec('CREATE TABLE IF NOT EXISTS applied_migration (version INTEGER PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, schema_sha256 TEXT NOT NULL) STRICT')
    changingRows(database, () => { database.exec(migration.sql) })
    database.prepare('INSERT INTO applied_migration (version, file, sha256, schema_sha256) VALUES (?, ?, ?, ?)')
      .run(migration.version, migration.file, checksum(migration), schemaChecksum(database))
    database.pragma(`user_version = ${migration.version}`)
  })
  for (const migration of migrations.slice(schemaVersion(database))) apply.immediate(migration)
}
