// Compact JWS (RFC 7515 section 7.1) as the service's `jws` and `jwt` formats (choices.md 4).

import {
  signatureAlgorithmNames, type SignatureAlgorithm, type SignatureAlgorithmName
} from '../../domain/keys/algorithms.js'
import { decodeBase64Url, encodeBase64Url } from './base64.js'
import { parseJsonObject } from './json-object.js'
import { sign } from '../signatures/signature.js'
import type { SigningKey } from '../keys/signing-key.js'

interface CompactSigning {
  readonly algorithm: SignatureAlgorithm
  readonly key: SigningKey
  /** Becomes the header's `kid`. */
  readonly keyId: string
  readonly payload: Buffer
  /** Given for the `jwt` format (RFC 7519 section 5.1). */
  readonly typ?: 'JWT'
}

interface CompactJws {
  readonly algorithm: SignatureAlgorithmName
  readonly typ?: string
  readonly payload: Buffer
  /** What the signature signs (section 5.1 step 5). */
  readonly signingInput: Buffer
  readonly signature: Buffer
}

export async function signCompact ({ algorithm, key, keyId, payload, typ }: CompactSigning): Promise<string> {
  const header = { alg: algorithm.name, kid: keyId, ...(typ && { typ }) }
  const signingInput = `${encodeBase64Url(Buffer.from(JSON.stringify(header)))}.${encodeBase64Url(payload)}`
  const signature = await sign(algorithm, key, Buffer.from(signingInput), { isDigest: false })
  return `${signingInput}.${encodeBase64Url(signature)}`
}

/**
 * Section 5.2 steps 1 to 7. Undefined for whatever is not a compact JWS of one of the nine algorithms: such a token is
 * a wrong signature, like raw bytes that are not base64 (choices.md 15), not a wrong request. No extension is
 * understood, so `crit` is refused, and with it an unencoded payload (RFC 7797).
 */
export function parseCompact (token: string): CompactJws | undefined {
  const parts = token.split('.')
  const [headerBytes, payload, signature] = parts.map(decodeBase64Url)
  if (parts.length !== 3 || !headerBytes || !payload || !signature) return undefined
  const header = parseJsonObject(headerBytes)
  if (!header || header['crit'] !== undefined || header['b64'] !== undefined) return undefined
  const { alg, kid, typ } = header
  const algorithm = signatureAlgorithmNames.find((name) => name === alg)
  if (!algorithm || !isOptionalString(kid) || !isOptionalString(typ)) return undefined
  return {
    algorithm,
    ...(typ !== undefined && { typ }),
    payload,
    signingInput: Buffer.from(token.slice(0, token.lastIndexOf('.'))),
    signature
  }
}

const isOptionalString = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === 'string'
