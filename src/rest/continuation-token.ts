// The continuation token of a list of service keys: the row after which the next page starts, sealed, because rows
// count the keys of all domains. The empty token means that nothing follows (choices.md 13).

import { httpErrors } from '../http/reply/http-errors.js'
import { refusal } from '../domain/errors/domain-error.js'
import type { KeyState } from '../domain/keys/key-state.js'
import type { SealedPositions } from '../http/paging/sealed-position.js'

/** What is listed: a token of another list is refused. */
export interface List {
  readonly okmsId: string
  readonly states: readonly KeyState[]
}

export interface ContinuationTokens {
  encode (list: List, position: number | null): string
  /** Position to continue from; 0 without a token. Refuses tokens that this server did not create for this list. */
  decode (list: List, token: string | undefined): number
}

/** With what sealing adds, 36 bytes: 48 characters. */
const length = 7

/** A position is a row number; six bytes hold 280 million million. */
const positionLength = 6

export function createContinuationTokens (positions: SealedPositions): ContinuationTokens {
  return {
    encode (list, position) {
      if (position === null) return ''
      const plain = Buffer.alloc(length)
      plain.writeUIntBE(position, 0, positionLength)
      return positions.seal(nameOf(list), plain)
    },

    decode (list, token) {
      if (token === undefined || token === '') return 0
      const plain = positions.open(nameOf(list), token)
      if (plain !== undefined) return plain.readUIntBE(0, positionLength)
      throw refusal(httpErrors.RequestInvalid, ['query continuation-token: not a token of this server for this list; send back the `continuation_token` of the page before, with the same `state`'])
    }
  }
}

const nameOf = ({ okmsId, states }: List) => `list of service keys/${okmsId}/${[...states].sort().join()}`
