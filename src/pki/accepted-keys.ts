// Keys that certificates are made with: those that clients of today accept.

import type { KeyObject } from 'node:crypto'

/** Curves as OpenSSL calls them. */
const acceptedCurves: readonly unknown[] = ['prime256v1', 'secp384r1', 'secp521r1']
/** Bits. */
const modulus = { min: 2048, max: 8192 } as const

/** For messages. */
export const acceptedKeys = `a P-256, P-384 or P-521 key, or an RSA key of ${modulus.min} to ${modulus.max} bits`

type KeyFacts = Pick<KeyObject, 'asymmetricKeyType' | 'asymmetricKeyDetails'>

export function isAcceptedKey ({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyFacts): boolean {
  const length = details?.modulusLength ?? 0
  return type === 'ec'
    ? acceptedCurves.includes(details?.namedCurve)
    : type === 'rsa' && length >= modulus.min && length <= modulus.max
}

/** Type and curve or bits, such as `rsa 1024`. */
export function describeKey ({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyFacts): string {
  return [type, details?.namedCurve ?? details?.modulusLength].filter((part) => part !== undefined).join(' ')
}
