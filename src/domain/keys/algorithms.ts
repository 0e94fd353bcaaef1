// JWA algorithms of the service: a subset of RFC 7518. One row per algorithm; code receives the row, never the name.

export const curves = ['P-256', 'P-384', 'P-521'] as const
export type Curve = (typeof curves)[number]

export const keyTypes = ['oct', 'RSA', 'EC'] as const
export type KeyType = (typeof keyTypes)[number]

export type HashName = 'sha256' | 'sha384' | 'sha512'

/**
 * RFC 7518 section 3.1. Lengths in bytes. PSS uses MGF1 with the same hash and a salt as
 * long as the hash (section 3.5).
 */
export type SignatureAlgorithm = {
  readonly name: SignatureAlgorithmName
  readonly hash: HashName
  readonly digestLength: number
} & ({ readonly kty: 'RSA', readonly scheme: 'pkcs1' | 'pss' } |
  { readonly kty: 'EC', readonly scheme: 'ecdsa', readonly crv: Curve })

export const signatureAlgorithmNames = [
  'ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'
] as const
export type SignatureAlgorithmName = (typeof signatureAlgorithmNames)[number]

export const signatureAlgorithms = {
  ES256: { name: 'ES256', kty: 'EC', scheme: 'ecdsa', hash: 'sha256', digestLength: 32, crv: 'P-256' },
  ES384: { name: 'ES384', kty: 'EC', scheme: 'ecdsa', hash: 'sha384', digestLength: 48, crv: 'P-384' },
  ES512: { name: 'ES512', kty: 'EC', scheme: 'ecdsa', hash: 'sha512', digestLength: 64, crv: 'P-521' },
  RS256: { name: 'RS256', kty: 'RSA', scheme: 'pkcs1', hash: 'sha256', digestLength: 32 },
  RS384: { name: 'RS384', kty: 'RSA', scheme: 'pkcs1', hash: 'sha384', digestLength: 48 },
  RS512: { name: 'RS512', kty: 'RSA', scheme: 'pkcs1', hash: 'sha512', digestLength: 64 },
  PS256: { name: 'PS256', kty: 'RSA', scheme: 'pss', hash: 'sha256', digestLength: 32 },
  PS384: { name: 'PS384', kty: 'RSA', scheme: 'pss', hash: 'sha384', digestLength: 48 },
  PS512: { name: 'PS512', kty: 'RSA', scheme: 'pss', hash: 'sha512', digestLength: 64 }
} as const satisfies { [N in SignatureAlgorithmName]: SignatureAlgorithm & { readonly name: N } }

/** RFC 7518 section 5.3: AES-GCM content encryption, chosen by the size of the `dir` key in bits. */
export interface ContentEncryption {
  readonly enc: 'A128GCM' | 'A192GCM' | 'A256GCM'
  readonly cipher: 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm'
  /** Bytes of key. */
  readonly keyLength: 16 | 24 | 32
}

export const contentEncryptions = {
  128: { enc: 'A128GCM', cipher: 'aes-128-gcm', keyLength: 16 },
  192: { enc: 'A192GCM', cipher: 'aes-192-gcm', keyLength: 24 },
  256: { enc: 'A256GCM', cipher: 'aes-256-gcm', keyLength: 32 }
} as const satisfies Record<number, ContentEncryption>

/**
 * RFC 7518 section 4.3: how a transport key wraps the content encryption key of a JWE. RSA1_5 is
 * not among them (choices.md 7).
 */
export interface KeyWrappingAlgorithm {
  readonly alg: KeyWrappingAlgorithmName
  readonly oaepHash: 'sha1' | 'sha256'
}

export const keyWrappingAlgorithmNames = ['RSA-OAEP', 'RSA-OAEP-256'] as const
export type KeyWrappingAlgorithmName = (typeof keyWrappingAlgorithmNames)[number]

export const keyWrappingAlgorithms = {
  'RSA-OAEP': { alg: 'RSA-OAEP', oaepHash: 'sha1' },
  'RSA-OAEP-256': { alg: 'RSA-OAEP-256', oaepHash: 'sha256' }
} as const satisfies { [N in KeyWrappingAlgorithmName]: KeyWrappingAlgorithm & { readonly alg: N } }

export type SecretKeySize = keyof typeof contentEncryptions

/** Bits of a secret key. */
export const secretKeySizes = Object.keys(contentEncryptions).map(Number) as readonly SecretKeySize[]

/** Bits of an RSA modulus. */
export const rsaSizes = [2048, 3072, 4096] as const
export type RsaSize = (typeof rsaSizes)[number]

/** What a key is where a request does not say it: those of the service, where they are known (service.md 10.6). */
export const keyDefaults = { type: 'oct', octSize: 256, rsaSize: 2048, curve: 'P-256' } as const
