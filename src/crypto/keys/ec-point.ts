// Points of the NIST curves in affine coordinates: the little arithmetic that OpenSSL does
// natively but Node does not offer.

import { createECDH } from 'node:crypto'
import type { Curve } from '../../domain/keys/algorithms.js'
import { curveParameters } from './checks/ec-key-check.js'
import { inverse, toInteger, toOctets } from '../integers.js'

export interface Point {
  readonly x: bigint
  readonly y: bigint
}

/** scalar times G; the scalar from 1 to n - 1. */
export function timesBasePoint (crv: Curve, scalar: bigint): Point {
  const { openssl, width } = curveParameters[crv]
  const ecdh = createECDH(openssl)
  ecdh.setPrivateKey(toOctets(scalar, width))
  const point = ecdh.getPublicKey()
  return { x: toInteger(point.subarray(1, 1 + width)), y: toInteger(point.subarray(1 + width)) }
}

/** Sum of two points, or undefined when it is the point at infinity (SEC 1 section 2.2.1). */
export function addPoints (crv: Curve, a: Point, b: Point): Point | undefined {
  const { p } = curveParameters[crv]
  const modulo = (value: bigint) => ((value % p) + p) % p
  const isDoubling = a.x === b.x && a.y === b.y
  const [rise, run] = isDoubling ? [3n * a.x * a.x - 3n, 2n * a.y] : [b.y - a.y, b.x - a.x]
  const inverseRun = inverse(modulo(run), p)
  if (inverseRun === undefined) return undefined
  const slope = rise * inverseRun % p
  const x = modulo(slope * slope - a.x - b.x)
  return { x, y: modulo(slope * (a.x - x) - a.y) }
}
