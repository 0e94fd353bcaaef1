// A position in a list as a token that only this server can make: positions and names may be of things that the caller
// must not see. It is good for the same list only, also after a restart.

import { createSecretKey } from 'node:crypto'
import { decodeBase64Url, encodeBase64Url } from '../../crypto/jose/base64.js'
import { SealBroken, seal, unseal } from '../../crypto/sealing.js'

export interface SealedPositions {
  /** @param list Names the list, with its domain. */
  seal (list: string, position: Buffer): string
  /** Undefined for a token that this server did not make for this list. */
  open (list: string, token: string): Buffer | undefined
}

/** @param secret 32 bytes for this purpose alone. */
export function createSealedPositions (secret: Buffer): SealedPositions {
  const key = createSecretKey(secret)
  return {
    seal: (list, position) => encodeBase64Url(seal(key, position, Buffer.from(list))),

    open (list, token) {
      try {
        return unseal(key, decodeBase64Url(token) ?? Buffer.alloc(0), Buffer.from(list))
      } catch (error) {
        if (error instanceof SealBroken) return undefined
        throw error
      }
    }
  }
}
