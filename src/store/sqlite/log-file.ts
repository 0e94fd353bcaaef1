// Looks for damage in the write-ahead log that a killed server left: SQLite silently drops whatever follows it
// (https://www.sqlite.org/fileformat2.html section 4).

import { readFileSync, statSync } from 'node:fs'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'

/** Bytes. A larger log is left unchecked: it is emptied at 4 MB unless another program reads all the time. */
const largest = 64 * 1024 * 1024

const headerLength = 32
const frameHeaderLength = 24

/** The last bit says that the numbers of the checksums are big-endian. */
const magic = 0x377f0682

/**
 * The number of changes in the log that SQLite cannot apply, because a frame before them is damaged: bits that flipped,
 * or a power failure without --durable. A frame that was being written when the server was killed has none after it.
 * Throws DataFileUnusable for a log without a sound header.
 */
export function countLostChanges (file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  return size < headerLength || size > largest ? 0 : countIn(readFileSync(file), file)
}

function countIn (log: Buffer, file: string): number {
  const header = log.subarray(0, headerLength)
  const bigEndian = header.readUInt32BE(0) === magic + 1
  const sum: Checksum = [0, 0]
  addTo(sum, header.subarray(0, 24), bigEndian)
  if ((header.readUInt32BE(0) >>> 1 !== magic >>> 1) || !isAt(sum, header, 24)) {
    throw startFailure(startFailures.DataFileUnusable, file, 'its header is damaged', 'put a copy of it back, or move it away to start without the last changes')
  }
  const pageSize = header.readUInt32BE(8)
  const salts = header.subarray(16, 24)
  let sound = true
  let lost = 0
  for (let at = headerLength; at + frameHeaderLength + pageSize <= log.length; at += frameHeaderLength + pageSize) {
    const frame = log.subarray(at, at + frameHeaderLength)
    const isOfThisLog = frame.subarray(8, 16).equals(salts) // others are left from before it was last emptied
    const isCommit = frame.readUInt32BE(4) !== 0
    if (!sound && isOfThisLog && isCommit) lost++
    if (!sound) continue
    addTo(sum, frame.subarray(0, 8), bigEndian)
    addTo(sum, log.subarray(at + frameHeaderLength, at + frameHeaderLength + pageSize), bigEndian)
    sound = isOfThisLog && isAt(sum, frame, 16)
  }
  return lost
}

/** Two 32-bit numbers, in SQLite's own algorithm. */
type Checksum = [number, number]

function addTo (sum: Checksum, bytes: Buffer, bigEndian: boolean): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at < bytes.length; at += 8) {
    sum[0] = (sum[0] + view.getUint32(at, !bigEndian) + sum[1]) >>> 0
    sum[1] = (sum[1] + view.getUint32(at + 4, !bigEndian) + sum[0]) >>> 0
  }
}

const isAt = ([first, second]: Checksum, bytes: Buffer, at: number): boolean =>
  bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second
