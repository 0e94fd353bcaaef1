// A UUID that follows from a name, for what has no id of its own (RFC 9562 section 5.8: version 8, of a SHA-256 hash).

import { hash } from 'node:crypto'

export function nameUuid (name: string): string {
  const bytes = Buffer.from(hash('sha256', name, 'hex').slice(0, 32), 'hex')
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
