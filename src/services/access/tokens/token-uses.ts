// When tokens of users were last used, since the start of the server. It is not stored: each request would be a change
// of the database.

import { createLruMap } from '../../../domain/lru-map.js'

export interface TokenUses {
  readonly note: (tokenId: string, at: number) => void
  /** Epoch milliseconds; null for a token that was not used, or of which no use is kept. */
  readonly last: (tokenId: string) => number | null
}

/** Tokens whose last use is kept, at least. */
const keptTokens = 1000

export function createTokenUses (): TokenUses {
  const uses = createLruMap<string, { readonly at: number }>(keptTokens)
  return {
    note: (tokenId, at) => { uses.set(tokenId, { at }) },
    last: (tokenId) => uses.get(tokenId)?.at ?? null
  }
}
