// Keys as the pages show them: counts by state, the history of one key, and lists to search in.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { KeyType } from '../../domain/keys/algorithms.js'
import { keyStates, type KeyState } from '../../domain/keys/key-state.js'
import type { KeyCounts, KeySummary, KeyHistory } from '../../domain/keys/key-history.js'
import type { KeyHistoryStore, ServiceKeyStore } from '../../domain/ports.js'

/** Whether the caller may see a key; undefined for callers who may see all keys of the domain. */
export type Visibility = ((keyId: string) => boolean) | undefined

export interface KeyFilter {
  /** Part of the name or of the id, case-insensitive. */
  readonly search: string
  readonly state: KeyState | undefined
  readonly type: KeyType | undefined
}

export interface KeyPage {
  /** Newest first. */
  readonly histories: readonly KeyHistory[]
  /** Id of the key after which the next page starts; null on the last page. */
  readonly next: string | null
}

export interface KeyOverview {
  /** Undefined when the caller may see only part of the keys and there are too many to check one by one. */
  counts (okmsId: string, maySee: Visibility): KeyCounts | undefined
  history (okmsId: string, keyId: string): KeyHistory | undefined
  name (okmsId: string, keyId: string): string | undefined
  /** @param after Id of the last key of the page before; the newest keys when undefined or unknown. */
  page (
    okmsId: string, filter: KeyFilter, after: string | undefined, limit: number, maySee: Visibility
  ): Promise<KeyPage>
}

/** Largest number of keys counted one by one for a caller who may see only part of them: about 10 ms. */
const countedOneByOne = 5000

export function createKeyOverview (
  keys: Pick<ServiceKeyStore, 'find' | 'counts' | 'summaries' | 'rowOf'>, histories: KeyHistoryStore
): KeyOverview {
  function countsOfPart (okmsId: string, total: number, maySee: (keyId: string) => boolean): KeyCounts | undefined {
    if (total > countedOneByOne) return undefined
    const counts = Object.fromEntries(keyStates.map((state) => [state, 0])) as Record<KeyState, number>
    let below: number | null | undefined
    for (let left = total; left > 0 && below !== null;) {
      const { heads, next } = keys.summaries(okmsId, below)
      for (const { keyId, state } of heads) if (maySee(keyId)) counts[state]++
      left -= heads.length
      below = next
    }
    return counts
  }

  return {
    counts (okmsId, maySee) {
      const counts = keys.counts(okmsId)
      return maySee === undefined ? counts : countsOfPart(okmsId, sumOf(counts), maySee)
    },

    history: (okmsId, keyId) => histories.find(okmsId, keyId),

    name: (okmsId, keyId) => keys.find(okmsId, keyId)?.name,

    async page (okmsId, filter, after, limit, maySee) {
      const fits = filterFor(filter)
      const found: KeySummary[] = []
      let below: number | null | undefined = after === undefined ? undefined : keys.rowOf(okmsId, after)
      do {
        const { heads, next } = keys.summaries(okmsId, below)
        for (const head of heads) {
          if (fits(head) && (maySee === undefined || maySee(head.keyId))) found.push(head)
          if (found.length > limit) break
        }
        below = next
        // One item more than requested shows whether another page follows. A long search lets other
        // requests run between its parts.
        if (found.length <= limit && below !== null) await nextTurn()
      } while (found.length <= limit && below !== null)
      const shown = found.slice(0, limit)
      return {
        histories: shown.map(({ keyId }) => histories.find(okmsId, keyId)).filter((history) => history !== undefined),
        next: found.length > limit ? shown.at(-1)?.keyId ?? null : null
      }
    }
  }
}

const sumOf = (counts: KeyCounts) => Object.values(counts).reduce((sum, count) => sum + count, 0)

function filterFor ({ search, state, type }: KeyFilter): (head: KeySummary) => boolean {
  const wanted = comparable(search)
  return (head) =>
    (state === undefined || head.state === state) &&
    (type === undefined || head.type === type) &&
    (wanted === '' || comparable(head.name).includes(wanted) || head.keyId.includes(wanted))
}

/** Normalised, so that é matches é in both Unicode forms. */
const comparable = (text: string) => text.normalize('NFC').toLowerCase()
