// Subscriptions of logs in SQLite.

import type { LogSubscription } from '../../domain/logs/log-subscription.js'
import type { LogSubscriptionStore } from '../../domain/ports.js'
import type { DomainRows } from '../access/okms-domain-store.js'
import type { DomainContent } from '../snapshots/snapshot-rows.js'
import { integer, text, type RowOf } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading } from '../sqlite/storage-faults.js'

const columns = ['okms_id', 'subscription_id', 'kind', 'stream_id', 'created_at'] as const
type Row = RowOf<typeof columns, unknown>

const decode = ([okmsId, subscriptionId, kind, streamId, createdAt]: Row): LogSubscription => ({
  okmsId: text(okmsId),
  subscriptionId: text(subscriptionId),
  kind: text(kind),
  streamId: text(streamId),
  createdAt: integer(createdAt)
})

export function createLogSubscriptionStore (
  { database, storing }: Connection
): LogSubscriptionStore & DomainContent & DomainRows {
  const select = `SELECT ${keepRowChecksums(database, 'log_subscription', columns)} FROM log_subscription`
  const insertion = database.prepare(`INSERT INTO log_subscription (${columns.join(', ')}) VALUES (?, ?, ?, ?, ?)`)
  const find = database.prepare<[string, string], Row>(`${select} WHERE okms_id = ? AND subscription_id = ?`).raw()
  const list = database.prepare<[string], Row>(`${select} WHERE okms_id = ? ORDER BY position`).raw()
  const remove = database.prepare('DELETE FROM log_subscription WHERE okms_id = ? AND subscription_id = ?')
  const removeAll = database.prepare('DELETE FROM log_subscription WHERE okms_id = ?')

  function insert ({ okmsId, subscriptionId, kind, streamId, createdAt }: LogSubscription): void {
    insertion.run(okmsId, subscriptionId, kind, streamId, createdAt)
  }
  const all = (okmsId: string) => list.all(okmsId).map((row) => decode(checked(row)))

  return {
    entries: all,
    add: (okmsId, entry) => { insert({ ...entry as LogSubscription, okmsId }) },
    clear: (okmsId) => {
      removeAll.run(okmsId)
      return 0
    },
    removeDomain: (okmsId) => { removeAll.run(okmsId) },
    // Every read goes to the database.
    forgetRows: () => {},
    insert: (subscription) => { storing(() => { insert(subscription) }) },
    find: (okmsId, subscriptionId) => reading(() => {
      const row = find.get(okmsId, subscriptionId)
      return row && decode(checked(row))
    }),
    list: (okmsId) => reading(() => all(okmsId)),
    remove: (okmsId, subscriptionId) => storing(() => remove.run(okmsId, subscriptionId)).changes > 0
  }
}
