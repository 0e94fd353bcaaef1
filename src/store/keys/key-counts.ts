// Counts of keys by state, kept in memory: SQLite takes 7 to 23 ms to count 100,000 keys (2026-11-25, Node 24), and an
// open page needs the counts every 150 ms.

import type { KeyCounts } from '../../domain/keys/key-history.js'
import { isDestroyed, keyStates, type KeyState } from '../../domain/keys/key-state.js'

export interface CountedKeys {
  of (okmsId: string): KeyCounts
  /** A key that was created, or whose state changed, after the change is committed. */
  changed (okmsId: string, before: KeyState | undefined, after: KeyState): void
  /** The next call counts again. */
  clear (): void
}

/** @param count Counts the keys of a domain in the database; states without a key may be absent. */
export function createKeyCounts (count: (okmsId: string) => ReadonlyArray<readonly [KeyState, number]>): CountedKeys {
  const byDomain = new Map<string, Record<KeyState, number>>()

  function countAll (okmsId: string): Record<KeyState, number> {
    const none = keyStates.map((state) => [state, 0] as const)
    const counts = Object.fromEntries([...none, ...count(okmsId)]) as Record<KeyState, number>
    byDomain.set(okmsId, counts)
    return counts
  }

  return {
    of: (okmsId) => ({ ...byDomain.get(okmsId) ?? countAll(okmsId) }),
    changed (okmsId, before, after) {
      const counts = byDomain.get(okmsId)
      if (counts === undefined) return
      if (before !== undefined) counts[before]--
      counts[after]++
    },
    clear () { byDomain.clear() }
  }
}

export const countNotDestroyed = (counts: KeyCounts): number =>
  keyStates.filter((state) => !isDestroyed(state)).reduce((sum, state) => sum + counts[state], 0)
