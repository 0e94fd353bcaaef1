// Key material from given random bytes, for deterministic mode: node:crypto generates no EC key from a seed.

import type { Curve } from '../../domain/keys/algorithms.js'
import { toOctets } from '../integers.js'
import { encodeBase64Url } from '../jose/base64.js'
import { basePointTimes, curveParameters } from './checks/ec-key-check.js'
import { scalarFrom } from './ec-scalar.js'
import { generateKeyMaterial, type GeneratedKey, type KeySpec, type TakeRsaKey } from './generate-key.js'

type Bytes = (length: number) => Buffer

/**
 * For tests alone: an EC key takes a time that depends on it, on the event loop. RSA keys come from elsewhere,
 * because finding primes takes seconds.
 */
export async function seededKeyMaterial (
  spec: KeySpec, bytes: Bytes, takeRsaKey: TakeRsaKey
): Promise<GeneratedKey> {
  switch (spec.type) {
    case 'oct': return { material: { kty: 'oct', k: encodeBase64Url(bytes(spec.size / 8)) }, publicJwk: null }
    case 'RSA': return await generateKeyMaterial(spec, takeRsaKey)
    case 'EC': return seededEcKey(spec.curve, bytes)
  }
}

function seededEcKey (crv: Curve, bytes: Bytes): GeneratedKey {
  const { n, width } = curveParameters[crv]
  const d = toOctets(scalarFrom(bytes, n), width)
  const point = basePointTimes(crv, d)
  const publicJwk = {
    kty: 'EC' as const,
    crv,
    x: encodeBase64Url(point.subarray(1, 1 + width)),
    y: encodeBase64Url(point.subarray(1 + width))
  }
  return { material: { ...publicJwk, d: encodeBase64Url(d) }, publicJwk }
}
