// Applications of the OVHcloud API and their consumer keys in SQLite. A secret is sealed, because signatures are made
// with it; consumer keys are stored as hashes.

import type { AccessRule, Application, ConsumerKey } from '../../domain/access/api-key.js'
import type { ApiKeyStore, NewApplication, NewConsumerKey } from '../../domain/ports.js'
import { bytes, integer, json, nullable, oneOf, text } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import type { SealedSlots, SlotOwner } from '../sealed-slots.js'
import { reading, StoredDataDamaged } from '../sqlite/storage-faults.js'

type ApplicationRow = readonly [
  applicationId: unknown, key: unknown, name: unknown, description: unknown, createdAt: unknown, slot: unknown,
  checksum: unknown
]

function decodeApplication ([applicationId, ...row]: ApplicationRow): Application {
  const [applicationKey, name, description, createdAt] = checked(row)
  return {
    applicationId: integer(applicationId),
    applicationKey: text(applicationKey),
    name: text(name),
    description: text(description),
    createdAt: integer(createdAt)
  }
}

type ConsumerKeyRow = readonly [
  credentialId: unknown, applicationId: unknown, sha256: unknown, rules: unknown, allowedIPs: unknown,
  createdAt: unknown, expiresAt: unknown, status: unknown, checksum: unknown
]

const time = nullable(integer)
const list = nullable(json<string[]>)
const consumerKeyStatus = oneOf(['validated', 'expired'])

function decodeConsumerKey ([credentialId, ...row]: ConsumerKeyRow): ConsumerKey {
  const [applicationId, sha256, rules, allowedIPs, createdAt, expiresAt, status] = checked(row)
  return {
    credentialId: integer(credentialId),
    applicationId: integer(applicationId),
    sha256: bytes(sha256),
    rules: json<AccessRule[]>(rules),
    allowedIPs: list(allowedIPs),
    createdAt: integer(createdAt),
    expiresAt: time(expiresAt),
    status: consumerKeyStatus(status)
  }
}

const secretOwner = (applicationKey: string): SlotOwner =>
  ({ name: `api_application/${applicationKey}`, what: `the secret of API key ${applicationKey}` })

/** For a reset of the server, which has a transaction open. */
export interface ApiKeyRows {
  /** Removes all applications but one, which loses its other consumer keys. Returns how many secrets were erased. */
  removeAllBut (kept: Pick<ConsumerKey, 'applicationId' | 'credentialId'> | undefined): number
}

export function createApiKeyStore (
  { database, storing, emptyLog }: Connection, slots: SealedSlots
): ApiKeyStore & ApiKeyRows {
  const columns = ['application_key', 'name', 'description', 'created_at', 'secret_slot']
  const selected = `SELECT application_id, ${keepRowChecksums(database, 'api_application', columns)} FROM api_application WHERE secret_slot IS NOT NULL`
  const insert = database.prepare(`INSERT INTO api_application (${columns.join(', ')}) VALUES (?, ?, ?, ?, ?)`)
  const find = database.prepare<[string], ApplicationRow>(`${selected} AND application_key = ?`).raw()
  const byId = database.prepare<[number], ApplicationRow>(`${selected} AND application_id = ?`).raw()
  const all = database.prepare<[], ApplicationRow>(`${selected} ORDER BY application_id`).raw()
  const removed = database.prepare<[string], number>('SELECT 1 FROM api_application WHERE application_key = ? AND secret_slot IS NULL').pluck()
  const markRemoved = database.prepare('UPDATE api_application SET secret_slot = NULL WHERE application_id = ?')

  const keyColumns = ['application_id', 'sha256', 'rules', 'allowed_ips', 'created_at', 'expires_at', 'status']
  const selectedKey = `SELECT credential_id, ${keepRowChecksums(database, 'api_consumer_key', keyColumns)} FROM api_consumer_key`
  const insertKey = database.prepare(`INSERT INTO api_consumer_key (${keyColumns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const findKey = database.prepare<[Buffer], ConsumerKeyRow>(`${selectedKey} WHERE sha256 = ?`).raw()
  const keyOfId = database.prepare<[number], ConsumerKeyRow>(`${selectedKey} WHERE credential_id = ?`).raw()
  const keysOf = database.prepare<[number], ConsumerKeyRow>(`${selectedKey} WHERE application_id = ? ORDER BY credential_id`).raw()
  const expire = database.prepare("UPDATE api_consumer_key SET status = 'expired' WHERE credential_id = ? AND status = 'validated'")
  const removeKeys = database.prepare('DELETE FROM api_consumer_key WHERE application_id = ?')
  const removeKeysBut = database.prepare('DELETE FROM api_consumer_key WHERE application_id = ? AND credential_id <> ?')

  function slotOf (row: ApplicationRow): number {
    const [, , , , , slot] = row
    return integer(slot)
  }

  /** Whether there was anything to erase. */
  function removeRows (applicationId: number): boolean {
    const row = byId.get(applicationId)
    if (row === undefined) return false
    removeKeys.run(applicationId)
    markRemoved.run(applicationId)
    slots.erase(slotOf(row))
    return true
  }

  function insertKeyRow (applicationId: number, key: NewConsumerKey): ConsumerKey {
    const { sha256, rules, allowedIPs, createdAt, expiresAt, status } = key
    const { lastInsertRowid } = insertKey.run(
      applicationId, sha256, JSON.stringify(rules), allowedIPs && JSON.stringify(allowedIPs), createdAt, expiresAt,
      status
    )
    return { credentialId: Number(lastInsertRowid), applicationId, ...key }
  }

  const insertBoth = database.transaction((application: NewApplication, secret: string, key: NewConsumerKey) => {
    const { applicationKey, name, description, createdAt } = application
    const slot = slots.keep(secretOwner(applicationKey), secret)
    const { lastInsertRowid } = insert.run(applicationKey, name, description, createdAt, slot)
    const applicationId = Number(lastInsertRowid)
    return { application: { applicationId, ...application }, consumerKey: insertKeyRow(applicationId, key) }
  })
  const remove = database.transaction(removeRows)

  return {
    insert: (application, secret, consumerKey) =>
      storing(() => insertBoth.immediate(application, secret, consumerKey)),
    find: (applicationKey) => reading(() => {
      const row = find.get(applicationKey)
      return row && decodeApplication(row)
    }),
    list: () => reading(() => all.all().map(decodeApplication)),
    secretOf: (applicationId) => reading(() => {
      const row = byId.get(applicationId)
      if (row === undefined) throw new StoredDataDamaged(`the API key of application ${applicationId} is not there`)
      return slots.read(secretOwner(decodeApplication(row).applicationKey), slotOf(row))
    }),
    wasRemoved: (applicationKey) => reading(() => removed.get(applicationKey) !== undefined),
    remove (applicationId) {
      if (storing(() => remove.immediate(applicationId))) emptyLog()
    },

    insertConsumerKey: (applicationId, consumerKey) => storing(() => insertKeyRow(applicationId, consumerKey)),
    findConsumerKey: (sha256) => reading(() => {
      const row = findKey.get(sha256)
      return row && decodeConsumerKey(row)
    }),
    consumerKey: (credentialId) => reading(() => {
      const row = keyOfId.get(credentialId)
      return row && decodeConsumerKey(row)
    }),
    consumerKeys: (applicationId) => reading(() => keysOf.all(applicationId).map(decodeConsumerKey)),
    expire: (credentialId) => storing(() => expire.run(credentialId).changes > 0),

    removeAllBut (kept) {
      if (kept !== undefined) removeKeysBut.run(kept.applicationId, kept.credentialId)
      return all.all().map((row) => decodeApplication(row).applicationId)
        .filter((applicationId) => applicationId !== kept?.applicationId && removeRows(applicationId)).length
    }
  }
}
