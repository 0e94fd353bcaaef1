// Each table belongs to one store: only its file has SQL about it.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate, readMigrations } from '../../src/store/sqlite/migrations.js'

const folder = fileURLToPath(new URL('../../src/store/', import.meta.url))
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  .map((file) => ({ name: path.basename(file), text: readFileSync(path.join(folder, file), 'utf8') }))

function tables (): readonly string[] {
  const database = new Sqlite(':memory:')
  migrate(database, readMigrations())
  const names = database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'").pluck().all()
  database.close()
  return names
}

/** Files with a statement that reads or changes the table. */
const filesWith = (verbs: string, table: string) =>
  sources.filter(({ text }) => new RegExp(`\\b(?:${verbs}) (?:main\\.)?${table}\\b`).test(text) || new RegExp(`keepRowChecksums\\(database, '${table}'`).test(text)).map(({ name }) => name)

/**
 * The row of the master key is read before the database is opened permanently. The store of secrets has files of its
 * own for lists and for sealed data.
 */
const alsoReadBy: Readonly<Record<string, readonly string[]>> = {
  master_key_check: ['database-file.ts'],
  secret: ['secret-lists.ts'],
  secret_version: ['secret-lists.ts', 'secret-slots.ts']
}

it.each(tables())('%s', (table) => {
  const changing = filesWith('INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO', table)
  const reading = filesWith('FROM|JOIN', table).filter((file) => !(alsoReadBy[table] ?? []).includes(file))
  expect(changing.length).toBeLessThanOrEqual(1)
  expect(new Set([...changing, ...reading]).size).toBe(1)
})
