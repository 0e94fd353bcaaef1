// Strict DER: lengths that BER allows and DER does not.

import { describe, expect, it } from 'vitest'
import { DerFault, readDer } from '../../../src/crypto/keys/der-reader.js'

const octetString = (length: readonly number[], content: number) =>
  Buffer.concat([Buffer.of(0x04, ...length), Buffer.alloc(content, 7)])

describe('a DER length', () => {
  it.each([
    [[0x7f], 127], [[0x81, 0x80], 128], [[0x82, 1, 0], 256], [[0x83, 1, 0, 0], 65536]
  ] as const)('%j is read', (length, content) => {
    const [element, ...others] = readDer(octetString(length, content))
    expect([element?.tag, element?.content.equals(Buffer.alloc(content, 7)), others]).toEqual(['octetString', true, []])
  })

  it.each([
    ['that is indefinite', [0x80], 128],
    ['in more octets than needed', [0x82, 0, 0x80], 128],
    ['in the long form without need', [0x81, 0x7f], 127],
    ['of four octets', [0x84, 1, 0, 0, 0], 2 ** 24],
    ['beyond the end', [0x81, 0x81], 128]
  ] as const)('%s is refused', (_case, length, content) => {
    expect(() => readDer(octetString(length, content))).toThrow(DerFault)
  })
})
