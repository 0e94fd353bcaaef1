// RSA signatures of ready digests (RFC 8017 sections 8 and 9): node:crypto always hashes its
// input, so the encoding is done here.

import crypto, { createHash, publicDecrypt, randomBytes, timingSafeEqual } from 'node:crypto'
import type { HashName, SignatureAlgorithm } from '../../domain/keys/algorithms.js'
import { privateRsaPool } from '../threads/private-rsa-pool.js'
import type { RsaSigningKey, RsaVerifyingKey } from '../keys/signing-key.js'

type RsaAlgorithm = Extract<SignatureAlgorithm, { kty: 'RSA' }>

/** DER of a DigestInfo up to the digest (RFC 8017 section 9.2 note 1). */
const digestInfoPrefix: Record<HashName, Buffer> = {
  sha256: Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  sha384: Buffer.from('3041300d060960864801650304020205000430', 'hex'),
  sha512: Buffer.from('3051300d060960864801650304020305000440', 'hex')
}

interface Encoding {
  /** Encoded message, as long as the modulus. */
  encode (algorithm: RsaAlgorithm, digest: Buffer, modulusBits: number): Buffer
  matches (encoded: Buffer, algorithm: RsaAlgorithm, digest: Buffer, modulusBits: number): boolean
}

const tooShort = () => new Error('the RSA modulus is too short for this algorithm')

/** EMSA-PKCS1-v1_5 (section 9.2): 00 01 ff ... ff 00 DigestInfo. */
function encodePkcs1 ({ hash }: RsaAlgorithm, digest: Buffer, modulusBits: number): Buffer {
  const digestInfo = Buffer.concat([digestInfoPrefix[hash], digest])
  const paddingLength = Math.ceil(modulusBits / 8) - digestInfo.length - 3
  if (paddingLength < 8) throw tooShort()
  return Buffer.concat([Buffer.of(0, 1), Buffer.alloc(paddingLength, 0xff), Buffer.of(0), digestInfo])
}

/** MGF1 (appendix B.2.1). */
function mask ({ hash, digestLength }: RsaAlgorithm, seed: Buffer, length: number): Buffer {
  const blocks: Buffer[] = []
  const counter = Buffer.alloc(4)
  while (blocks.length * digestLength < length) {
    counter.writeUInt32BE(blocks.length)
    blocks.push(createHash(hash).update(seed).update(counter).digest())
  }
  return Buffer.concat(blocks, length)
}

function xorInto (target: Buffer, other: Buffer): void {
  for (let i = 0; i < target.length; i++) target.writeUInt8(target.readUInt8(i) ^ other.readUInt8(i), i)
}

const pssDigest = (hash: HashName, digest: Buffer, salt: Buffer) =>
  createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest()

/** Sizes of a PSS encoding (section 9.1): it is one bit shorter than the modulus, hence at times one octet. */
function pssLayout ({ digestLength }: RsaAlgorithm, modulusBits: number) {
  const length = Math.ceil((modulusBits - 1) / 8)
  const maskedLength = length - digestLength - 1
  if (maskedLength < digestLength + 1) throw tooShort()
  return {
    /** Octets before the encoding that fill up the modulus: 0 or 1. */
    lead: Math.ceil(modulusBits / 8) - length,
    /** Octets of the masked data block, and of it those before the salt. */
    maskedLength,
    saltOffset: maskedLength - digestLength,
    /** Bits of the first octet that may be set. */
    firstOctetMask: 0xff >> (8 * length - (modulusBits - 1))
  }
}

/** EMSA-PSS-ENCODE (section 9.1.1) from step 4 on, salt as long as the hash. */
function encodePss (algorithm: RsaAlgorithm, digest: Buffer, modulusBits: number): Buffer {
  const { lead, maskedLength, saltOffset, firstOctetMask } = pssLayout(algorithm, modulusBits)
  const salt = randomBytes(algorithm.digestLength)
  const h = pssDigest(algorithm.hash, digest, salt)
  const block = Buffer.alloc(maskedLength)
  block.writeUInt8(1, saltOffset - 1)
  salt.copy(block, saltOffset)
  xorInto(block, mask(algorithm, h, maskedLength))
  block.writeUInt8(block.readUInt8(0) & firstOctetMask, 0)
  return Buffer.concat([Buffer.alloc(lead), block, h, Buffer.of(0xbc)])
}

/** EMSA-PSS-VERIFY (section 9.1.2) from step 4 on. */
function matchesPss (encoded: Buffer, algorithm: RsaAlgorithm, digest: Buffer, modulusBits: number): boolean {
  const { lead, maskedLength, saltOffset, firstOctetMask } = pssLayout(algorithm, modulusBits)
  const block = Buffer.from(encoded.subarray(lead, lead + maskedLength))
  const h = encoded.subarray(lead + maskedLength, -1)
  if (encoded.subarray(0, lead).some((octet) => octet !== 0) || encoded.at(-1) !== 0xbc) return false
  if ((block.readUInt8(0) & ~firstOctetMask) !== 0) return false
  xorInto(block, mask(algorithm, h, maskedLength))
  block.writeUInt8(block.readUInt8(0) & firstOctetMask, 0)
  if (block.subarray(0, saltOffset - 1).some((octet) => octet !== 0) || block.readUInt8(saltOffset - 1) !== 1) {
    return false
  }
  return timingSafeEqual(h, pssDigest(algorithm.hash, digest, block.subarray(saltOffset)))
}

const encodings: Record<RsaAlgorithm['scheme'], Encoding> = {
  // Section 8.2.2: encode again and compare everything, because parsers of DigestInfo have been fooled.
  pkcs1: { encode: encodePkcs1, matches: (encoded, ...args) => timingSafeEqual(encoded, encodePkcs1(...args)) },
  pss: { encode: encodePss, matches: matchesPss }
}

const padding = crypto.constants.RSA_NO_PADDING

/** Throws when the modulus is too short for the algorithm. */
export function signDigestRsa (algorithm: RsaAlgorithm, key: RsaSigningKey, digest: Buffer): Promise<Buffer> {
  const encoded = encodings[algorithm.scheme].encode(algorithm, digest, key.modulusBits)
  return privateRsaPool.run('privateEncrypt', key.privateKey, { padding }, encoded)
}

/** Takes a signature as long as the modulus and less than it. */
export function verifyDigestRsa (
  algorithm: RsaAlgorithm, key: RsaVerifyingKey, digest: Buffer, signature: Buffer
): boolean {
  const encoded = publicDecrypt({ key: key.publicKey, padding }, signature)
  return encodings[algorithm.scheme].matches(encoded, algorithm, digest, key.modulusBits)
}
