// Keys as people look at them: how many there are in each state, the way of one, and lists to search in.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { KeyType } from '../../domain/keys/algorithms.js'
import { keyStates, type KeyState } from '../../domain/keys/key-state.js'
import type { KeyCounts, KeyHead, KeyLife } from '../../domain/keys/key-life.js'
import type { KeyLifeStore } from '../../domain/ports.js'

/** Whether the caller may see a key; undefined for callers who may see all keys of the domain. */
export type MaySee = ((keyId: string) => boolean) | undefined

export interface KeyFilter {
  /** A part of the name or of the id, in any case. */
  readonly search: string
  readonly state: KeyState | undefined
  readonly type: KeyType | undefined
}

export interface KeyPage {
  /** Newest first. */
  readonly lives: readonly KeyLife[]
  /** Id of the key after which the next page begins; null when none follows. */
  readonly next: string | null
}

export interface KeyOverview {
  /** Undefined where only a part may be seen of more keys than can be asked about one by one. */
  counts (okmsId: string, maySee: MaySee): KeyCounts | undefined
  life (okmsId: string, keyId: string): KeyLife | undefined
  name (okmsId: string, keyId: string): string | undefined
  /** @param after Id of the last key of the page before; the newest keys when undefined or unknown. */
  page (okmsId: string, filter: KeyFilter, after: string | undefined, limit: number, maySee: MaySee): Promise<KeyPage>
}

/** Keys that are counted one by one for a caller who may see a part: about 10 ms. */
const countedOneByOne = 5000

export function createKeyOverview (lives: KeyLifeStore): KeyOverview {
  function countsOfPart (okmsId: string, total: number, maySee: (keyId: string) => boolean): KeyCounts | undefined {
    if (total > countedOneByOne) return undefined
    const counts = Object.fromEntries(keyStates.map((state) => [state, 0])) as Record<KeyState, number>
    let below: number | null | undefined
    for (let left = total; left > 0 && below !== null;) {
      const { heads, next } = lives.heads(okmsId, below)
      for (const { keyId, state } of heads) if (maySee(keyId)) counts[state]++
      left -= heads.length
      below = next
    }
    return counts
  }

  return {
    counts (okmsId, maySee) {
      const counts = lives.counts(okmsId)
      return maySee === undefined ? counts : countsOfPart(okmsId, sumOf(counts), maySee)
    },

    life: (okmsId, keyId) => lives.find(okmsId, keyId),

    name: (okmsId, keyId) => lives.name(okmsId, keyId),

    async page (okmsId, filter, after, limit, maySee) {
      const fits = filterFor(filter)
      const found: KeyHead[] = []
      let below: number | null | undefined = after === undefined ? undefined : lives.rowOf(okmsId, after)
      do {
        const { heads, next } = lives.heads(okmsId, below)
        for (const head of heads) {
          if (fits(head) && (maySee === undefined || maySee(head.keyId))) found.push(head)
          if (found.length > limit) break
        }
        below = next
        // One more than asked for tells whether anything follows. Other requests are answered between two parts of a long search.
        if (found.length <= limit && below !== null) await nextTurn()
      } while (found.length <= limit && below !== null)
      const shown = found.slice(0, limit)
      return {
        lives: shown.map(({ keyId }) => lives.find(okmsId, keyId)).filter((life) => life !== undefined),
        next: found.length > limit ? shown.at(-1)?.keyId ?? null : null
      }
    }
  }
}

const sumOf = (counts: KeyCounts) => Object.values(counts).reduce((sum, count) => sum + count, 0)

function filterFor ({ search, state, type }: KeyFilter): (head: KeyHead) => boolean {
  const wanted = comparable(search)
  return (head) =>
    (state === undefined || head.state === state) &&
    (type === undefined || head.type === type) &&
    (wanted === '' || comparable(head.name).includes(wanted) || head.keyId.includes(wanted))
}

/** So that é matches é, whichever of the two ways of writing it was typed. */
const comparable = (text: string) => text.normalize('NFC').toLowerCase()
