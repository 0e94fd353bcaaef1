// SQL of secrets, their versions and the configuration of a domain for them.

import type { Database } from 'better-sqlite3'
import { keepRowChecksums } from '../sqlite/row-checksum.js'
import { preparing } from '../sqlite/statement.js'
import {
  configurationColumns, secretColumns, versionColumns, type ConfigurationRow, type SecretRow, type VersionRow
} from './secret-row.js'

export type SecretStatements = ReturnType<typeof prepareSecrets>

/** Call it once for a connection. */
export function prepareSecrets (database: Database) {
  const { rows, column, change } = preparing(database)
  const selected = {
    secret: keepRowChecksums(database, 'secret', secretColumns),
    version: keepRowChecksums(database, 'secret_version', versionColumns)
  }
  const list = (columns: readonly string[]) => columns.join(', ')
  const marks = (columns: readonly string[]) => columns.map(() => '?').join(', ')
  const configuration = keepRowChecksums(database, 'secret_configuration', configurationColumns)
  return {
    /** Columns of each table, with the checksum. */
    selected,
    find: rows<[string, string], [number, ...SecretRow]>(`SELECT position, ${selected.secret} FROM secret WHERE okms_id = ? AND path = ?`),
    row: rows<[number], SecretRow>(`SELECT ${selected.secret} FROM secret WHERE position = ?`),
    positions: column<[string, number], number>('SELECT position FROM secret WHERE okms_id = ? LIMIT ?'),
    count: column<[string], number>('SELECT count(*) FROM secret WHERE okms_id = ?'),
    countVersions: column<[string], number>('SELECT count(*) FROM secret JOIN secret_version ON secret_version.secret = secret.position WHERE okms_id = ?'),
    insert: change(`INSERT INTO secret (${list(secretColumns)}, checksum) VALUES (${marks(secretColumns)}, ?)`),
    update: change(`UPDATE secret SET (${list(secretColumns)}) = (${marks(secretColumns)}) WHERE position = ?`),
    remove: change('DELETE FROM secret WHERE position = ?'),
    version: rows<[number, number], VersionRow>(`SELECT ${selected.version} FROM secret_version WHERE secret = ? AND number = ?`),
    versions: rows<[number, number, number], VersionRow>(`SELECT ${selected.version} FROM secret_version WHERE secret = ? AND number > ? ORDER BY number LIMIT ?`),
    insertVersion: change(`INSERT INTO secret_version (${list(versionColumns)}, checksum) VALUES (${marks(versionColumns)}, ?)`),
    updateVersion: change(`UPDATE secret_version SET (${list(versionColumns)}) = (${marks(versionColumns)}) WHERE secret = ? AND number = ?`),
    removeBelow: change('DELETE FROM secret_version WHERE secret = ? AND number < ?'),
    configuration: rows<[string], ConfigurationRow>(`SELECT ${configuration} FROM secret_configuration WHERE okms_id = ?`),
    configure: change(`INSERT INTO secret_configuration (${list(configurationColumns)}) VALUES (${marks(configurationColumns)})
      ON CONFLICT (okms_id) DO UPDATE SET (${list(configurationColumns)}) = (${configurationColumns.map((name) => `excluded.${name}`).join(', ')})`),
    removeConfiguration: change('DELETE FROM secret_configuration WHERE okms_id = ?')
  }
}
