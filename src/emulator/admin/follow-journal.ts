// Follows the journal by repeated waits, wherever the admin API is.

import type { AdminReplyBody, AdminRequest } from './admin-api.js'

type WaitQuery = NonNullable<AdminRequest<'WaitForJournal'>['query']>
type Reply = AdminReplyBody<'WaitForJournal'>
type Entry = Reply['entries'][number]

export interface FollowOptions {
  /** What the entries must match, and where they begin: after the latest one without `after` and `since`. */
  readonly query: Omit<WaitQuery, 'count' | 'timeout' | 'limit'>
  readonly wait: (query: WaitQuery) => Promise<Reply>
  /** The highest sequence number so far. */
  readonly latest: () => Promise<number>
}

/** Seconds that one wait takes. */
const interval = 30

/** Each entry that matches, in order. Ends when the server does. */
export function followJournal (options: FollowOptions): AsyncGenerator<Entry, void, undefined> {
  const { query: { after, since }, latest } = options
  // At once, so that what happens before the first entry is read is not lost.
  const first = after === undefined && since === undefined ? latest() : Promise.resolve(after ?? 0)
  // The failure is that of the first entry.
  first.catch(() => {})
  return entriesAfter(first, options)
}

async function * entriesAfter (
  first: Promise<number>, { query, wait }: FollowOptions
): AsyncGenerator<Entry, void, undefined> {
  for (let after = await first; ;) {
    const begin = performance.now()
    const { complete, entries } = await wait({ ...query, after, count: 1, timeout: `${interval}s`, limit: 1000 })
    yield * entries
    after = entries.at(-1)?.sequence ?? after
    // A server that stops ends all waits early.
    if (!complete && performance.now() - begin < (interval - 1) * 1000) return
  }
}
