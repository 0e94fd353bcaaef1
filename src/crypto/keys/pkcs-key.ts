// Keys in DER: PKCS #1 (RFC 8017 appendix A.1) and PKCS #8 (RFC 5958 section 2, RFC 5915 section 3),
// read into the members of a JWK.

import { spelled, type Wording } from '../../domain/errors/wording.js'
import { curves, type Curve } from '../../domain/keys/algorithms.js'
import { encodeBase64Url } from '../jose/base64.js'
import { derKind } from './der-kind.js'
import { DerFault, derContents, derUnsigned, readDer, readDerSequence, type DerElement } from './der-reader.js'
import { basePointTimes, curveParameters } from './checks/ec-key-check.js'
import { fixedWidth, toInteger } from '../integers.js'
import type { JwkInput } from '../jose/jwk-import.js'

// Content octets of object identifiers: rsaEncryption (RFC 8017 appendix A.1), id-ecPublicKey and the named
// curves (RFC 5480 section 2.1.1).
const rsaEncryption = '2a864886f70d010101'
const ecPublicKey = '2a8648ce3d0201'
const curveOids: Readonly<Record<Curve, string>> = {
  'P-256': '2a8648ce3d030107', 'P-384': '2b81040022', 'P-521': '2b81040023'
}

const isNumber = (content: Buffer | undefined, value: number) => content?.length === 1 && content[0] === value
const member = (content: Buffer) => encodeBase64Url(derUnsigned(content))

/** RSAPrivateKey with two primes, or RSAPublicKey. Throws DerFault; importJwk checks the numbers. */
export function readPkcs1 (bytes: Buffer): JwkInput {
  const elements = readDerSequence(bytes)
  const publicKey = derContents(elements, ['integer', 'integer'])
  if (publicKey) return { kty: 'RSA', n: member(publicKey[0]), e: member(publicKey[1]) }
  const privateKey = derContents(elements, [
    'integer', 'integer', 'integer', 'integer', 'integer', 'integer', 'integer', 'integer', 'integer'
  ])
  if (privateKey === undefined) throw new DerFault('not an RSAPrivateKey or RSAPublicKey (RFC 8017 appendix A.1)', otherKind(elements))
  const [version, n, e, d, p, q, dp, dq, qi] = privateKey
  if (!isNumber(version, 0)) throw new DerFault('an RSAPrivateKey of another version than two-prime (RFC 8017 appendix A.1.2)')
  return {
    kty: 'RSA',
    n: member(n),
    e: member(e),
    d: member(d),
    p: member(p),
    q: member(q),
    dp: member(dp),
    dq: member(dq),
    qi: member(qi)
  }
}

/** PrivateKeyInfo, unencrypted, of an RSA or EC key. Throws DerFault; importJwk checks the numbers. */
export function readPkcs8 (bytes: Buffer): JwkInput {
  const elements = readDerSequence(bytes)
  const optional = elements.slice(3).map(({ tag }) => tag)
  const parts = derContents(elements.slice(0, 3), ['integer', 'sequence', 'octetString'])
  if (parts === undefined || !optionalParts.includes(optional.join())) {
    throw new DerFault('not a PrivateKeyInfo (RFC 5958 section 2)', otherKind(elements))
  }
  const [version, algorithm, privateKey] = parts
  const publicKey = elements.find(({ tag }) => tag === 'implicit1')
  if (!isNumber(version, publicKey === undefined ? 0 : 1)) {
    throw new DerFault('a PrivateKeyInfo of another version; accepted: v1, and v2 with a public key (RFC 5958 section 2)')
  }
  const jwk = readPrivateKey(algorithm, privateKey)
  if (publicKey !== undefined && !isPublicKeyOf(wholeOctets(publicKey), jwk)) {
    throw new DerFault('a PrivateKeyInfo whose public key is not that of its private key')
  }
  return jwk
}

/** After the private key: attributes [0] and the public key [1], each optional. */
const optionalParts: readonly string[] = ['', 'context0', 'implicit1', 'context0,implicit1']

function readPrivateKey (algorithm: Buffer, privateKey: Buffer): JwkInput {
  const [oid, parameters, ...others] = readDer(algorithm)
  if (oid?.tag !== 'oid' || others.length > 0) throw new DerFault('a PrivateKeyInfo without a proper algorithm')
  switch (oid.content.toString('hex')) {
    case rsaEncryption: {
      if (parameters?.tag !== 'null' || parameters.content.length > 0) throw new DerFault('rsaEncryption takes the parameters NULL (RFC 8017 appendix A.1)')
      const jwk = readPkcs1(privateKey)
      if (jwk.d === undefined) throw new DerFault('a PrivateKeyInfo with a public key in it')
      return jwk
    }
    case ecPublicKey: return readEcPrivateKey(privateKey, namedCurve(parameters))
    default: throw new DerFault('a PrivateKeyInfo of another algorithm; accepted: rsaEncryption, id-ecPublicKey')
  }
}

/**
 * Whether this is the public key of these members: an RSAPublicKey, or an uncompressed point (RFC 5480 section 2.2).
 */
function isPublicKeyOf (octets: Buffer, { kty, n, e, x, y }: JwkInput): boolean {
  if (kty === 'EC') {
    return octets.equals(
      Buffer.concat([Buffer.of(4), Buffer.from(x ?? '', 'base64url'), Buffer.from(y ?? '', 'base64url')])
    )
  }
  const publicKey = readPkcs1(octets)
  return publicKey.n === n && publicKey.e === e && publicKey.d === undefined
}

function namedCurve (parameters: DerElement | undefined): Curve {
  const hex = parameters?.tag === 'oid' ? parameters.content.toString('hex') : undefined
  const crv = curves.find((curve) => curveOids[curve] === hex)
  if (crv === undefined) throw new DerFault(`not a named curve of this service; accepted: ${curves.join(', ')}`)
  return crv
}

/**
 * ECPrivateKey (RFC 5915 section 3). The public key may be left out, and some software does so;
 * it follows from the private one.
 */
function readEcPrivateKey (bytes: Buffer, crv: Curve): JwkInput {
  const [version, privateKey, ...optional] = readDerSequence(bytes)
  if (version?.tag !== 'integer' || privateKey?.tag !== 'octetString' || !isNumber(version.content, 1)) {
    throw new DerFault('not an ECPrivateKey of version 1 (RFC 5915 section 3)')
  }
  const { width, n } = curveParameters[crv]
  // Some software leaves leading zero octets out, or adds one as in an INTEGER.
  const d = fixedWidth(privateKey.content, width)
  if (d === undefined) throw new DerFault(`an ECPrivateKey of ${privateKey.content.length} bytes; ${crv} has ${width} (RFC 5915 section 3)`)
  if (optional[0]?.tag === 'context0' && namedCurve(onlyOne(optional.shift())) !== crv) throw new DerFault('an ECPrivateKey on another curve than its algorithm')
  const given = optional[0]?.tag === 'context1' ? publicPoint(onlyOne(optional.shift())) : undefined
  if (optional.length > 0) throw new DerFault('an ECPrivateKey with something after its end (RFC 5915 section 3)')
  const value = toInteger(d)
  if (value === 0n || value >= n) throw new DerFault(`an ECPrivateKey out of range: it must be from 1 to the order of ${crv} less 1`)
  const point = given ?? basePointTimes(crv, d)
  if (point.length !== 1 + 2 * width || point[0] !== 4) throw new DerFault('an ECPrivateKey whose public point is not uncompressed, or of another length than its curve')
  return {
    kty: 'EC',
    crv,
    x: encodeBase64Url(point.subarray(1, 1 + width)),
    y: encodeBase64Url(point.subarray(1 + width)),
    d: encodeBase64Url(d)
  }
}

/** The one element inside an explicit context tag. */
function onlyOne (wrapper: DerElement | undefined): DerElement | undefined {
  const [element, ...others] = readDer(wrapper?.content ?? Buffer.alloc(0))
  if (others.length > 0) throw new DerFault('an ECPrivateKey with something after its end (RFC 5915 section 3)')
  return element
}

function publicPoint (element: DerElement | undefined): Buffer {
  if (element?.tag !== 'bitString') throw new DerFault('an ECPrivateKey whose public key is not a BIT STRING')
  return wholeOctets(element)
}

/** The octets of a BIT STRING, whose first octet counts unused bits. */
function wholeOctets ({ content }: DerElement): Buffer {
  if (content[0] !== 0) throw new DerFault('a public key that is not a BIT STRING of whole octets')
  return content.subarray(1)
}

/** What the input is instead, so that the text can say what to send. */
function otherKind (elements: readonly DerElement[]): Wording {
  const kind = derKind(elements)
  return kind === undefined ? '' : (spelling) => `: ${spelled(kind, spelling)}`
}
