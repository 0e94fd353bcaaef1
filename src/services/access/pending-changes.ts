// Changes that were made and do not count yet. They are in memory: after a restart, all of them count.

import type { Clocks } from '../../domain/clock.js'

export interface PendingChanges<Item> {
  /**
   * @param before What was there before the change; undefined for nothing.
   * @param okmsId The domain whose clock decides; that of the server by default.
   */
  add (id: string, before: Item | undefined, okmsId?: string): void
  /** Ends the changes whose time has come. Returns whether there were any. */
  advance (): boolean
  has (id: string): boolean
  /**
   * These items, with those that changed as they count: as they were before their first pending change. A later change
   * that is faster therefore waits for it.
   */
  asCounted (items: readonly Item[]): readonly Item[]
  /** Ends the changes of a domain; all without one. */
  end (okmsId?: string): void
}

interface Pending<Item> {
  readonly id: string
  readonly before: Item | undefined
  readonly okmsId: string | undefined
  readonly since: number
  readonly until: number
}

export function createPendingChanges<Item> ({ clocks, delay, idOf }: {
  readonly clocks: Clocks
  /** Milliseconds for the next change. */
  readonly delay: (okmsId?: string) => number
  readonly idOf: (item: Item) => string
}): PendingChanges<Item> {
  /** In the order in which they were made. */
  let pending: readonly Pending<Item>[] = []

  const nowOf = (okmsId: string | undefined) => (okmsId === undefined ? clocks.server : clocks.of(okmsId))()

  /** A clock that was set back to before a change ends it: otherwise the change could be pending for years. */
  function isPending ({ okmsId, since, until }: Pending<Item>): boolean {
    const now = nowOf(okmsId)
    return since <= now && now < until
  }

  const firstOf = (id: string) => pending.find((one) => one.id === id)

  return {
    add (id, before, okmsId) {
      const since = nowOf(okmsId)
      pending = [...pending, { id, before, okmsId, since, until: since + delay(okmsId) }]
    },
    advance () {
      const left = pending.filter(isPending)
      const ended = left.length < pending.length
      if (ended) pending = left
      return ended
    },
    has: (id) => firstOf(id) !== undefined,
    asCounted (items) {
      if (pending.length === 0) return items
      const ids = new Set(pending.map(({ id }) => id))
      const before = [...ids].flatMap((id) => firstOf(id)?.before ?? [])
      return [...items.filter((item) => !ids.has(idOf(item))), ...before]
    },
    end (okmsId) {
      pending = okmsId === undefined ? [] : pending.filter((one) => one.okmsId !== okmsId)
    }
  }
}
