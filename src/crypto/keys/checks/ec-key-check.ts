// Whether EC members form a valid key on a NIST curve (SP 800-56A revision 3 sections 5.6.2.3.3 and 5.6.2.1).

import { createECDH } from 'node:crypto'
import type { Curve } from '../../../domain/keys/algorithms.js'
import { toInteger } from '../../integers.js'
import { firstFault, type KeyFault } from '../key-fault.js'

interface CurveParameters {
  readonly openssl: string
  /** Octets of a coordinate, and of d (RFC 7518 sections 6.2.1.2 and 6.2.2.1). */
  readonly width: number
  /** Field prime; b of y^2 = x^3 - 3x + b; order of the base point (SP 800-186 section 3.2.1). The cofactor is 1. */
  readonly p: bigint
  readonly b: bigint
  readonly n: bigint
}

export const curveParameters = {
  'P-256': {
    openssl: 'prime256v1',
    width: 32,
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  },
  'P-384': {
    openssl: 'secp384r1',
    width: 48,
    p: (1n << 384n) - (1n << 128n) - (1n << 96n) + (1n << 32n) - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n
  },
  'P-521': {
    openssl: 'secp521r1',
    width: 66,
    p: (1n << 521n) - 1n,
    b: 0x0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    n: 0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n
  }
} as const satisfies Record<Curve, CurveParameters>

/** The first fault of a public point; coordinates in full width. */
export function ecPublicFault (crv: Curve, xBytes: Buffer, yBytes: Buffer): KeyFault | undefined {
  const { p, b } = curveParameters[crv]
  const [x, y] = [toInteger(xBytes), toInteger(yBytes)]
  return firstFault([
    [() => x !== 0n || y !== 0n, 'x', 'x and y are 0, which stands for the point at infinity and is no public key'],
    [() => x < p, 'x', `not smaller than the field prime of ${crv}`],
    [() => y < p, 'y', `not smaller than the field prime of ${crv}`],
    [() => (y * y - (x * x * x - 3n * x + b)) % p === 0n, 'x', `x and y are not a point on ${crv}`]
  ])
}

/** The first fault of a private key; the point has passed ecPublicFault, all members in full width. */
export function ecPrivateFault (crv: Curve, x: Buffer, y: Buffer, d: Buffer): KeyFault | undefined {
  const { n } = curveParameters[crv]
  const value = toInteger(d)
  return firstFault([
    [() => value > 0n && value < n, 'd', `out of range: it must be from 1 to the order of ${crv} less 1`],
    [
      () => Buffer.concat([Buffer.from([4]), x, y]).equals(basePointTimes(crv, d)), 'd',
      'not the private key of the point x, y'
    ]
  ])
}

/** d times the base point, uncompressed: 04, x, y (SEC 1 section 2.3.3). Throws when d is out of range. */
export function basePointTimes (crv: Curve, d: Buffer): Buffer {
  const ecdh = createECDH(curveParameters[crv].openssl)
  ecdh.setPrivateKey(d)
  return ecdh.getPublicKey()
}
