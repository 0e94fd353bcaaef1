// The secrets of the bare server: the tables, statements and seals of the server's store, with nothing checked, decoded
// or cached.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { KeyObject } from 'node:crypto'
import { seal, unseal } from '../src/crypto/sealing.js'
import { unsetSettings, type Secret } from '../src/domain/secrets/secret.js'
import { connect } from '../src/store/sqlite/connection.js'
import { defineRowChecksum, withChecksum } from '../src/store/sqlite/row-checksum.js'
import { encodeSecret, encodeVersion, secretColumns, versionColumns } from '../src/store/secrets/secret-row.js'
import { paddedLength } from '../src/store/sealed-slots.js'
import { projectRoot } from './machine.js'

export interface BareSecrets {
  /** @param data JSON. */
  create (secret: string, data: string): void
  /** The data of version 1, as JSON. */
  read (secret: string): string
  list (limit: number): readonly unknown[]
  /** @param folder Ends with a slash. */
  pathsIn (folder: string): readonly unknown[]
}

const okmsId = '00000000-0000-4000-8000-000000000000'

/** @param file Of the database, which is made. */
export function openBareSecrets (file: string, masterKey: KeyObject): BareSecrets {
  const { database } = connect(file, { durable: false, exclusive: false, guarded: [] }, (made) => {
    defineRowChecksum(made)
    const migrations = path.join(projectRoot, 'migrations')
    for (const name of readdirSync(migrations).sort()) made.exec(readFileSync(path.join(migrations, name), 'utf8'))
    made.prepare('INSERT INTO okms_domain (okms_id, name, created_at) VALUES (?, ?, ?)').run(okmsId, 'bench', Date.now())
  })
  const columns = (table: string, names: readonly string[]) =>
    [...names, 'checksum'].map((name) => `${table}.${name}`).join(', ')
  const secretRow = columns('secret', secretColumns)
  const versionRow = columns('secret_version', versionColumns)
  const marks = (names: readonly string[]) => [...names, 'checksum'].map(() => '?').join(', ')
  const insert = (table: string, names: readonly string[]) =>
    database.prepare(`INSERT INTO ${table} (${names.join(', ')}, checksum) VALUES (${marks(names)})`)

  const find = database.prepare<[string, string], readonly unknown[]>(`SELECT position, ${secretRow} FROM secret WHERE okms_id = ? AND path = ?`).raw()
  const version = database.prepare<[unknown, number], readonly unknown[]>(`SELECT ${versionRow} FROM secret_version WHERE secret = ? AND number = ?`).raw()
  const slotData = database.prepare<[unknown], Buffer>('SELECT sealed FROM secret_slot WHERE slot = ?').pluck()
  const insertSecret = insert('secret', secretColumns)
  const insertVersion = insert('secret_version', versionColumns)
  const insertSlot = database.prepare('INSERT INTO secret_slot (sealed) VALUES (?)')
  const page = database.prepare(`SELECT ${secretRow}, ${versionRow} FROM secret
    LEFT JOIN secret_version ON secret_version.secret = secret.position AND number = current_version
    WHERE okms_id = ? AND path > ? ORDER BY path LIMIT ?`).raw()
  const pathsIn = database.prepare('SELECT path FROM secret WHERE okms_id = ? AND path >= ? AND path < ? ORDER BY path').pluck()

  const owner = (secret: string) => Buffer.from(`secret/${okmsId}/1/${secret}`)

  const create = database.transaction((secret: string, data: string) => {
    const now = Date.now()
    const row: Secret = {
      okmsId,
      path: secret,
      ...unsetSettings,
      customMetadata: null,
      currentVersion: 1,
      oldestVersion: 0,
      createdAt: now,
      updatedAt: now
    }
    // A secret of this path must not be there.
    if (find.get(okmsId, secret) !== undefined) throw new Error('this secret is there already')
    const position = Number(insertSecret.run(...withChecksum(encodeSecret(row))).lastInsertRowid)
    const padded = Buffer.from(data.padEnd(paddedLength(Buffer.byteLength(data))))
    const slot = Number(insertSlot.run(seal(masterKey, padded, owner(secret))).lastInsertRowid)
    const added = { number: 1, createdAt: now, deactivatedAt: null, isDeleted: false }
    insertVersion.run(...withChecksum(encodeVersion(position, added, slot)))
  })

  return {
    create: (secret, data) => { create.immediate(secret, data) },
    read (secret) {
      const [position] = find.get(okmsId, secret) ?? []
      const slot = version.get(position, 1)?.[2]
      return unseal(masterKey, slotData.get(slot) ?? Buffer.alloc(0), owner(secret)).toString().trimEnd()
    },
    list: (limit) => page.all(okmsId, '', limit + 1),
    pathsIn: (folder) => pathsIn.all(okmsId, folder, `${folder.slice(0, -1)}0`)
  }
}
