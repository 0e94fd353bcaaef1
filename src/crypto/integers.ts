// Large integers: their octet strings (RFC 8017 section 4) and the little arithmetic that checking a key needs.

/** OS2IP: the non-negative integer of a big-endian octet string. */
export function toInteger (bytes: Buffer): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`)
}

/** I2OSP: big-endian, in `length` octets, or in the fewest when none is given. The value must fit. */
export function toOctets (value: bigint, length?: number): Buffer {
  const hex = value.toString(16)
  return Buffer.from(hex.padStart(length === undefined ? hex.length + hex.length % 2 : 2 * length, '0'), 'hex')
}

/**
 * The octets in a fixed width; undefined when they are more. Some software leaves leading zero octets out of a fixed
 * width, and some adds one to keep an INTEGER from being negative.
 */
export function fixedWidth (bytes: Buffer, width: number): Buffer | undefined {
  if (bytes.length === width + 1 && bytes[0] === 0) return bytes.subarray(1)
  return bytes.length > width ? undefined : Buffer.concat([Buffer.alloc(width - bytes.length), bytes])
}

export function bitLength (value: bigint): number {
  const hex = value.toString(16)
  return 4 * (hex.length - 1) + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)))
}

export function gcd (a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}

/** The inverse of `a` modulo `m`, or undefined when they have a common factor. */
export function inverse (a: bigint, m: bigint): bigint | undefined {
  let [r0, r1] = [m, a % m]
  let [t0, t1] = [0n, 1n]
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [t0, t1] = [t1, t0 - quotient * t1]
  }
  if (r0 !== 1n) return undefined
  return t0 < 0n ? t0 + m : t0
}

/** The exact square root, or undefined when the value is not a perfect square. Newton's method from above. */
export function exactSquareRoot (value: bigint): bigint | undefined {
  if (value < 2n) return value < 0n ? undefined : value
  let root = 1n << BigInt(Math.ceil(bitLength(value) / 2))
  for (let next = (root + value / root) >> 1n; next < root; next = (root + value / root) >> 1n) root = next
  return root * root === value ? root : undefined
}
