// Keys for further purposes from one secret (RFC 5869), so that no key is used for two.

import { hkdfSync, type KeyObject } from 'node:crypto'

/** 32 bytes. Those of different purposes reveal nothing about each other or about the secret. */
export const derivedKey = (secret: KeyObject, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `okms-emulator/${purpose}`, 32))
