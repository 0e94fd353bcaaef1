// Splits the bytes of a TLS connection into records, from outside: where each ends, and its unencrypted part.

/** Types of content (RFC 8446 section 5.1; those of TLS 1.2 are the same). */
export const contentTypes = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const

export interface TlsRecord {
  readonly contentType: number
  /** Bytes after the header. */
  readonly length: number
  /** The first bytes after the header, as they are on the wire. */
  readonly beginning: Buffer
}

export interface RecordReader {
  /** Takes the next bytes of one direction, in pieces of any size. */
  read (bytes: Buffer): void
  /** Takes bytes up to the end of a record; returns how many it took. */
  readRecord (bytes: Buffer): number
  /** True when no record is incomplete. */
  isBetweenRecords (): boolean
}

const headerLength = 5

/** @param kept How many bytes of each record its `beginning` has. */
export function createRecordReader (kept: number, onRecord: (record: TlsRecord) => void): RecordReader {
  let header = Buffer.alloc(0)
  let beginning = Buffer.alloc(0)
  /** Remaining bytes of the current record. */
  let missing = 0

  function readHeader (bytes: Buffer): number {
    const taken = Math.min(headerLength - header.length, bytes.length)
    header = Buffer.concat([header, bytes.subarray(0, taken)])
    if (header.length === headerLength) missing = header.readUInt16BE(3)
    return taken
  }

  function readContent (bytes: Buffer): number {
    const taken = Math.min(missing, bytes.length)
    missing -= taken
    if (beginning.length < kept) {
      beginning = Buffer.concat([beginning, bytes.subarray(0, Math.min(taken, kept - beginning.length))])
    }
    return taken
  }

  function readRecord (bytes: Buffer): number {
    let taken = 0
    while (taken < bytes.length) {
      const rest = bytes.subarray(taken)
      taken += header.length < headerLength ? readHeader(rest) : readContent(rest)
      if (header.length < headerLength || missing > 0) continue
      const record = { contentType: header.readUInt8(0), length: header.readUInt16BE(3), beginning }
      header = Buffer.alloc(0)
      beginning = Buffer.alloc(0)
      onRecord(record)
      break
    }
    return taken
  }

  return {
    read (bytes) {
      for (let taken = 0; taken < bytes.length;) taken += readRecord(bytes.subarray(taken))
    },
    readRecord,
    isBetweenRecords: () => header.length === 0
  }
}
