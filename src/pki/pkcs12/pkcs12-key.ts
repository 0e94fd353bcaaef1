// Key derivation of PKCS#12 with SHA-1 (RFC 7292 appendix B.2).

import { hash } from 'node:crypto'

const purposes = { key: 1, iv: 2, mac: 3 } as const

export interface Pkcs12KeyRequest {
  readonly password: string
  readonly salt: Buffer
  readonly iterations: number
  readonly purpose: keyof typeof purposes
  /** Bytes. */
  readonly length: number
}

/** Bytes that SHA-1 takes at a time. */
const block = 64

export function pkcs12Key ({ password, salt, iterations, purpose, length }: Pkcs12KeyRequest): Buffer {
  const secret = Buffer.from(`${password}\0`, 'utf16le').swap16()
  let input: Buffer = Buffer.concat([stretched(salt), stretched(secret)])
  const diversifier = Buffer.alloc(block, purposes[purpose])
  let derived: Buffer = Buffer.alloc(0)
  for (;;) {
    // Each start of the emulator runs thousands of rounds. A Hash object takes twice the time of this function.
    let digest = hash('sha1', Buffer.concat([diversifier, input]), 'buffer')
    for (let round = 1; round < iterations; round++) digest = hash('sha1', digest, 'buffer')
    derived = Buffer.concat([derived, digest])
    if (derived.length >= length) return derived.subarray(0, length)
    input = mixed(input, digest)
  }
}

/** Repeated to a whole number of blocks. */
const stretched = (bytes: Buffer) => Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes)

/** Adds the digest, repeated to a block, and one to every block of the input (step 6C). */
function mixed (input: Buffer, digest: Buffer): Buffer {
  const addend = BigInt('0x' + stretched(digest).subarray(0, block).toString('hex')) + 1n
  const blocks = Array.from({ length: input.length / block }, (_, index) => {
    const value = BigInt('0x' + input.subarray(index * block, (index + 1) * block).toString('hex'))
    return Buffer.from(BigInt.asUintN(block * 8, value + addend).toString(16).padStart(block * 2, '0'), 'hex')
  })
  return Buffer.concat(blocks)
}
