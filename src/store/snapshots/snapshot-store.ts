// Snapshots in SQLite.

import type { Database } from 'better-sqlite3'
import type { NewDomain } from '../../domain/access/okms-domain.js'
import type { Snapshot } from '../../domain/control/snapshot.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { snapshotErrors } from '../../domain/errors/control/snapshots.js'
import type { NewSnapshot, OkmsDomainStore, SecretStore, ServiceKeyStore, SnapshotStore } from '../../domain/ports.js'
import { integer, nullable, text, type RowOf } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading, StoredDataDamaged } from '../sqlite/storage-faults.js'
import type { SealedSlots } from '../sealed-slots.js'
import { createSnapshotParts, type PartsOwner } from './snapshot-parts.js'
import { changingWhole, type Entry, type WholeContent } from './whole-content.js'

/**
 * Schema version since which snapshots hold what this program can read. Raise it with a change of what the stores give
 * as entries, unless they read the older form too.
 */
const readableSince = 7

const columns = [
  'snapshot_id', 'okms_id', 'name', 'created_at', 'schema_version', 'domains', 'service_keys', 'secrets', 'parts',
  'key_slot'
] as const

type Row = RowOf<typeof columns, unknown>

/** With what only the store needs. */
interface StoredSnapshot extends PartsOwner {
  readonly snapshot: Snapshot
  readonly schemaVersion: number
  readonly parts: number
}

const textOrNull = nullable(text)

function decode ([position, ...row]: [unknown, ...Row]): StoredSnapshot {
  const [snapshotId, okmsId, name, createdAt, schemaVersion, domains, serviceKeys, secrets, parts, keySlot] =
    checked(row)
  return {
    snapshot: {
      snapshotId: text(snapshotId),
      okmsId: textOrNull(okmsId),
      name: text(name),
      createdAt: integer(createdAt),
      domains: integer(domains),
      serviceKeys: integer(serviceKeys),
      secrets: integer(secrets)
    },
    snapshotId: text(snapshotId),
    position: integer(position),
    keySlot: integer(keySlot),
    schemaVersion: integer(schemaVersion),
    parts: integer(parts)
  }
}

export function createSnapshotStore (connection: Connection, stores: {
  readonly slots: SealedSlots
  readonly whole: WholeContent
  readonly domains: Pick<OkmsDomainStore, 'list'>
  readonly serviceKeys: Pick<ServiceKeyStore, 'count'>
  readonly secrets: Pick<SecretStore, 'count'>
}): SnapshotStore {
  const { database, storing, emptyLog } = connection
  const { whole, domains, serviceKeys, secrets } = stores
  const parts = createSnapshotParts(database, stores.slots)
  const statements = prepare(database)
  const schemaVersion = Number(database.pragma('user_version', { simple: true }))

  function find (snapshotId: string): StoredSnapshot | undefined {
    const row = statements.find.get(snapshotId)
    return row && decode(row)
  }

  /** Refuses SnapshotOutdated. */
  function entriesOf (snapshotId: string): Iterable<Entry> {
    const stored = find(snapshotId)
    if (stored === undefined) throw new StoredDataDamaged('a snapshot is not there')
    if (stored.schemaVersion < readableSince) {
      throw refusal(snapshotErrors.SnapshotOutdated, snapshotId, stored.schemaVersion)
    }
    return parts.read(stored, stored.parts) as Iterable<Entry>
  }

  function * contentOf (okmsIds: readonly string[], isServer: boolean): Iterable<Entry> {
    for (const okmsId of okmsIds) yield * whole.entriesOf(okmsId)
    if (isServer) yield * whole.serverEntries()
  }

  const take = database.transaction((taken: NewSnapshot): Snapshot => {
    const { snapshotId, okmsId, name, createdAt } = taken
    const okmsIds = okmsId === null ? domains.list().map((domain) => domain.okmsId) : [okmsId]
    const sum = (count: (okmsId: string) => number) => okmsIds.reduce((total, id) => total + count(id), 0)
    const counts = { domains: okmsIds.length, serviceKeys: sum(serviceKeys.count), secrets: sum(secrets.count) }
    const keySlot = parts.newKey(snapshotId)
    const position = Number(statements.insert.run(
      snapshotId, okmsId, name, createdAt, schemaVersion, counts.domains, counts.serviceKeys, counts.secrets, 0, keySlot
    ).lastInsertRowid)
    const written = parts.write({ snapshotId, position, keySlot }, contentOf(okmsIds, okmsId === null))
    statements.setParts.run(written, position)
    return { ...taken, ...counts }
  })

  const restore = database.transaction((snapshotId: string, kept: readonly string[]) => {
    const okmsId = find(snapshotId)?.snapshot.okmsId ?? null
    const entries = entriesOf(snapshotId)
    const putBack = whole.holdCredentials(kept)
    const erased = okmsId === null ? whole.clearServer() : whole.clearDomain(okmsId)
    whole.add(entries)
    putBack()
    return erased
  })

  const fork = database.transaction((snapshotId: string, domain: NewDomain) => {
    // Of a removed domain with this id, nothing comes back.
    const erased = whole.clear(domain.okmsId)
    whole.fork(domain, entriesOf(snapshotId))
    return erased
  })

  const remove = database.transaction((snapshotId: string): boolean => {
    const stored = find(snapshotId)
    if (stored === undefined) return false
    parts.eraseKey(stored.keySlot)
    statements.remove.run(stored.position)
    return true
  })

  const changing = (change: () => number) => { changingWhole(connection, whole, change) }

  return {
    take: (taken) => storing(() => take.immediate(taken)),
    find: (snapshotId) => reading(() => find(snapshotId)?.snapshot),
    list: () => reading(() => statements.list.all().map((row) => decode(row).snapshot)),
    restore: (snapshotId, kept) => { changing(() => restore.immediate(snapshotId, kept)) },
    fork: (snapshotId, domain) => { changing(() => fork.immediate(snapshotId, domain)) },
    remove (snapshotId) {
      const isRemoved = storing(() => remove.immediate(snapshotId))
      // A copy of the key is still in the write-ahead log.
      if (isRemoved) emptyLog()
      return isRemoved
    }
  }
}

function prepare (database: Database) {
  const selected = keepRowChecksums(database, 'snapshot', columns)
  return {
    find: database.prepare<[string], [unknown, ...Row]>(`SELECT position, ${selected} FROM snapshot WHERE snapshot_id = ?`).raw(),
    list: database.prepare<[], [unknown, ...Row]>(`SELECT position, ${selected} FROM snapshot ORDER BY position`).raw(),
    insert: database.prepare(`INSERT INTO snapshot (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`),
    setParts: database.prepare('UPDATE snapshot SET parts = ? WHERE position = ?'),
    remove: database.prepare('DELETE FROM snapshot WHERE position = ?')
  }
}
