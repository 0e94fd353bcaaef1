// Serial numbers of certificates (RFC 5280 section 4.1.2.2).

import { randomBytes } from 'node:crypto'

/** 127 random bits. */
export function randomSerial (): Buffer {
  const serial = randomBytes(16)
  serial[0] = (serial[0] ?? 0) & 0x7f
  return serial
}

/** An access certificate's serial is its credential's UUID as an unsigned number (service.md 2.4). */
export const serialOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')

/**
 * The UUID that a serial is, from its hexadecimal text; DER drops leading zeros, they are put back. Undefined
 * when it is longer than a UUID.
 */
export function uuidOf (serialHex: string): string | undefined {
  const hex = serialHex.toLowerCase().replace(/^0+/, '').padStart(32, '0')
  if (hex.length > 32) return undefined
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
