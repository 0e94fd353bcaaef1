// Keys for further purposes from one secret (RFC 5869), so that no key is used for two.

import { hkdfSync, type KeyObject } from 'node:crypto'

/**
 * Those of different purposes reveal nothing about each other or about the secret.
 * @param length Bytes, 8160 at most.
 */
export const derivedKey = (secret: KeyObject, purpose: string, length = 32): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `okms-emulator/${purpose}`, length))
