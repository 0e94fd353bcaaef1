// EC keys from given random bytes, which node:crypto does not take. For deterministic mode alone: computing them blocks
// the event loop, for a time that depends on the key.

import type { Curve } from '../../domain/keys/algorithms.js'
import { toOctets } from '../integers.js'
import { encodeBase64Url } from '../jose/base64.js'
import { basePointTimes, curveParameters } from './checks/ec-key-check.js'
import { scalarFrom } from './ec-scalar.js'

export function seededEcKey (crv: Curve, bytes: (length: number) => Buffer) {
  const { n, width } = curveParameters[crv]
  const d = toOctets(scalarFrom(bytes, n), width)
  const point = basePointTimes(crv, d)
  return {
    kty: 'EC' as const,
    crv,
    x: encodeBase64Url(point.subarray(1, 1 + width)),
    y: encodeBase64Url(point.subarray(1 + width)),
    d: encodeBase64Url(d)
  }
}
