// The continuation token of a list: the position after which the next page starts, sealed, because positions count the
// keys of all domains. It is good for the same list of the same domain only, also after a restart. The empty token
// means that nothing follows (choices.md 13).

import { createSecretKey } from 'node:crypto'
import { decodeBase64Url, encodeBase64Url } from '../crypto/jose/base64.js'
import { SealBroken, seal, unseal } from '../crypto/sealing.js'
import { httpErrors } from '../http/reply/http-errors.js'
import { refusal } from '../domain/errors/domain-error.js'
import type { KeyState } from '../domain/keys/key-state.js'

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

/** @param secret 32 bytes for this purpose alone. */
export function createContinuationTokens (secret: Buffer): ContinuationTokens {
  const key = createSecretKey(secret)
  return {
    encode (list, position) {
      if (position === null) return ''
      const plain = Buffer.alloc(length)
      plain.writeUIntBE(position, 0, positionLength)
      return encodeBase64Url(seal(key, plain, nameOf(list)))
    },

    decode (list, token) {
      if (token === undefined || token === '') return 0
      try {
        return unseal(key, decodeBase64Url(token) ?? Buffer.alloc(0), nameOf(list)).readUIntBE(0, positionLength)
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error
        throw refusal(httpErrors.RequestInvalid, ['query continuation-token: not a token of this server for this list; send back the `continuation_token` of the page before, with the same `state`'])
      }
    }
  }
}

const nameOf = ({ okmsId, states }: List) => Buffer.from(`list of service keys/${okmsId}/${[...states].sort().join()}`)
