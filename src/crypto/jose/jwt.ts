// JSON Web Tokens (RFC 7519) signed with Ed25519 (RFC 8037 section 3.1): the format of the service's bearer tokens.

import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'

export interface TokenSigner {
  /** @param claims NumericDates in seconds. */
  sign (claims: Readonly<Record<string, unknown>>): string
}

const base64Url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** @param privateKeyPem Ed25519. Throws when it is not. */
export function createTokenSigner (privateKeyPem: string): TokenSigner {
  const privateKey = createPrivateKey(privateKeyPem)
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 private key')
  const header = base64Url({ alg: 'EdDSA', kid: thumbprint(privateKey), typ: 'JWT' })
  return {
    sign (claims) {
      const input = `${header}.${base64Url(claims)}`
      return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`
    }
  }
}

/** RFC 7638, members as in RFC 8037 section 2. */
function thumbprint (privateKey: KeyObject): string {
  const { crv, kty, x } = createPublicKey(privateKey).export({ format: 'jwk' })
  return createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url')
}

/** Much longer than any token issued here. */
const longestToken = 4096

/**
 * The claims of a compact token, not verified: the caller must verify the token in another way.
 * Undefined when there are none.
 */
export function readClaims (token: string): Readonly<Record<string, unknown>> | undefined {
  if (token.length > longestToken) return undefined
  const [, payload, signature, ...others] = token.split('.')
  if (payload === undefined || signature === undefined || others.length > 0) return undefined
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    return typeof claims === 'object' && claims !== null ? claims as Readonly<Record<string, unknown>> : undefined
  } catch {
    return undefined
  }
}
