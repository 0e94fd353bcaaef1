// Strict reading of DER (X.690 section 10): definite lengths in the fewest octets, nothing left over.

import type { Wording } from '../../domain/errors/wording.js'

/** Universal tags, and context tags: constructed, except for `implicit1`. */
const derTags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  context0: 0xa0,
  context1: 0xa1,
  implicit1: 0x81
} as const
export type DerTag = keyof typeof derTags

const tagNames: ReadonlyMap<number, DerTag> = new Map(Object.entries(derTags)
  .map(([name, tag]) => [tag, name as DerTag]))

export interface DerElement {
  /** undefined: another tag than those above. */
  readonly tag: DerTag | undefined
  readonly content: Buffer
}

/** The fault in the octets, as a text without any of them. */
export class DerFault extends Error {
  /** What follows the text, in the words of the front door. */
  readonly hint: Wording

  constructor (message: string, hint: Wording = '') {
    super(message)
    this.hint = hint
  }
}

/** Every element of these octets, one after the other. Throws DerFault. */
export function readDer (bytes: Buffer): readonly DerElement[] {
  const elements: DerElement[] = []
  for (let at = 0; at < bytes.length;) {
    const { tag, start, end } = readHeader(bytes, at)
    elements.push({ tag: tagNames.get(tag), content: bytes.subarray(start, end) })
    at = end
  }
  return elements
}

function readHeader (bytes: Buffer, at: number): {
  readonly tag: number, readonly start: number, readonly end: number
} {
  const [tag, first] = [bytes[at], bytes[at + 1]]
  if (tag === undefined || first === undefined) throw new DerFault('the DER ends too early')
  // 0x80 would be the indefinite length of BER; keys need no more than three octets of length.
  const lengthOctets = first < 0x80 ? 0 : first - 0x80
  if (first === 0x80 || lengthOctets > 3) throw new DerFault('a DER length is not definite, or longer than any key')
  const start = at + 2 + lengthOctets
  if (start > bytes.length) throw new DerFault('the DER ends too early')
  const length = lengthOctets === 0 ? first : bytes.readUIntBE(at + 2, lengthOctets)
  if (lengthOctets > 0 && (length < 0x80 || length < 2 ** (8 * (lengthOctets - 1)))) throw new DerFault('a DER length is not in its shortest form')
  if (start + length > bytes.length) throw new DerFault('the DER ends too early')
  return { tag, start, end: start + length }
}

/** The elements of the single SEQUENCE in these octets. */
export function readDerSequence (bytes: Buffer): readonly DerElement[] {
  const [outer, ...others] = readDer(bytes)
  if (outer?.tag !== 'sequence') throw new DerFault('not a DER SEQUENCE')
  if (others.length > 0) throw new DerFault('something follows the end of the DER SEQUENCE')
  return readDer(outer.content)
}

/** Content of the elements when they have just these tags, else undefined. */
export function derContents<const Tags extends readonly DerTag[]> (
  elements: readonly DerElement[], tags: Tags
): { readonly [I in keyof Tags]: Buffer } | undefined {
  if (elements.length !== tags.length || !elements.every(({ tag }, index) => tag === tags[index])) return undefined
  return elements.map(({ content }) => content) as { [I in keyof Tags]: Buffer }
}

/** A non-negative INTEGER in the fewest octets, without the octet that keeps it from being negative. */
export function derUnsigned (content: Buffer): Buffer {
  const [first, second] = content
  if (first === undefined || first >= 0x80) throw new DerFault('a DER INTEGER is empty or negative')
  if (first !== 0 || second === undefined) return content
  if (second < 0x80) throw new DerFault('a DER INTEGER is not in its shortest form')
  return content.subarray(1)
}
