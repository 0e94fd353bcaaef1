// Import of a JWK: every rule of RFC 7518 section 6 that a key must satisfy before it can
// be used, and its canonical form.

import { curves, type Curve, type KeyType } from '../../domain/keys/algorithms.js'
import { keyErrors } from '../../domain/errors/keys.js'
import type { Subject } from '../../domain/errors/wording.js'
import { refusal, type DomainError } from '../../domain/errors/domain-error.js'
import type { KeyClass } from '../../domain/keys/key-class.js'
import type { KeyMaterial, PublicJwk } from '../../domain/keys/service-key.js'
import { decodeBase64Url, encodeBase64Url } from './base64.js'
import { base64UrlFault } from './base64-fault.js'
import { curveParameters, ecPrivateFault, ecPublicFault } from '../keys/checks/ec-key-check.js'
import { bitLength, fixedWidth, toInteger, toOctets } from '../integers.js'
import type { KeyFault } from '../keys/key-fault.js'
import {
  crtMembers, rsaPrivateExponentFault, rsaPrivateFault, rsaPublicFault, type RsaPrivateMembers
} from '../keys/checks/rsa-key-check.js'
import { recoverPrimes } from '../keys/rsa-prime-recovery.js'

const membersOf = {
  oct: ['k'],
  RSA: ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'],
  EC: ['crv', 'x', 'y', 'd']
} as const satisfies Record<KeyType, readonly string[]>

type KeyMember = (typeof membersOf)[KeyType][number]
const keyMembers: readonly KeyMember[] = [...new Set(Object.values(membersOf).flat())]

/**
 * A JWK as requests carry it (service.md 4.1). null counts as absent. `use`, `alg`, `key_ops` and
 * `kid` are checked by the caller.
 */
export type JwkInput = { readonly kty: KeyType } & { readonly [member in KeyMember]?: string | null | undefined }

export interface ImportedKey {
  readonly type: KeyType
  /** Bits; null for EC. */
  readonly size: number | null
  /** null unless EC. */
  readonly curve: Curve | null
  readonly class: KeyClass
  /** null for oct. */
  readonly publicJwk: PublicJwk | null
  /** null for a public key alone. */
  readonly material: KeyMaterial | null
}

/**
 * Checks a JWK and returns it in canonical form: EC members in full width, RSA with all its CRT members.
 * Rejects with KeyMaterialInvalid that names the member in `subject`, never its value.
 */
export async function importJwk (jwk: JwkInput, subject: Subject): Promise<ImportedKey> {
  const own: readonly KeyMember[] = membersOf[jwk.kty]
  const members = new MemberReader(jwk, subject)
  for (const name of keyMembers) {
    if (members.has(name) && !own.includes(name)) throw members.refuse(name, `not a member of a JWK with kty ${jwk.kty}, which has ${own.join(', ')}`)
  }
  return await importers[jwk.kty](members)
}

/** Reads members of one JWK; refusals name it. */
class MemberReader {
  readonly #jwk: JwkInput
  readonly #subject: Subject

  constructor (jwk: JwkInput, subject: Subject) {
    this.#jwk = jwk
    this.#subject = subject
  }

  has (name: KeyMember): boolean {
    return this.#jwk[name] !== undefined && this.#jwk[name] !== null
  }

  text (name: KeyMember): string {
    const value = this.#jwk[name]
    if (value === undefined || value === null) throw this.refuse(name, `missing; a JWK with kty ${this.#jwk.kty} needs it`)
    return value
  }

  bytes (name: KeyMember): Buffer {
    const bytes = decodeBase64Url(this.text(name))
    if (bytes === undefined) throw this.refuse(name, `not base64url without padding (RFC 7515 section 2): ${base64UrlFault(this.text(name)) ?? 'it has other characters than A-Z a-z 0-9 - _'}`)
    return bytes
  }

  /**
   * A positive integer. RFC 7518 section 2 (Base64urlUInt) writes it in the fewest octets, and official clients do so.
   * .NET fills members up with leading zeros to a fixed width, and some libraries put one before the modulus (section
   * 6.3.1.1); the value is the same. `width` is the octets of the modulus.
   */
  integer (name: KeyMember, width?: number): bigint {
    const bytes = this.bytes(name)
    const value = toInteger(bytes)
    const most = (width ?? toOctets(value).length) + 1
    if (value === 0n) throw this.refuse(name, `${bytes.length === 0 ? 'empty' : 'zero'}; a positive integer is expected`)
    if (bytes[0] === 0 && bytes.length > most) throw this.refuse(name, `begins with zero octets and has ${bytes.length}; leading zeros are read up to ${most} octets, the width of the modulus and one more`)
    return value
  }

  /** Fixed width (RFC 7518 section 6.2); left-padded, for the Go SDK drops leading zero octets (service.md 4.1). */
  padded (name: KeyMember, width: number): Buffer {
    const bytes = this.bytes(name)
    const padded = fixedWidth(bytes, width)
    if (padded === undefined) throw this.refuse(name, `got ${bytes.length} bytes; ${width} are expected on this curve`)
    return padded
  }

  refuse (name: string, why: string): DomainError {
    return refusal(keyErrors.KeyMaterialInvalid, [this.#subject, name], why)
  }

  check (fault: KeyFault | undefined): void {
    if (fault !== undefined) throw this.refuse(fault.member, fault.why)
  }
}

type Importer = (members: MemberReader) => ImportedKey | Promise<ImportedKey>
const importers = { oct: importSecretKey, RSA: importRsaKey, EC: importEcKey } satisfies Record<KeyType, Importer>

const secretKeyLengths = [16, 24, 32]

function importSecretKey (members: MemberReader): ImportedKey {
  const given = members.bytes('k')
  // The Go SDK drops leading zero octets: one to three may be missing (choices.md 8).
  const length = secretKeyLengths.find((accepted) => given.length <= accepted && given.length >= accepted - 3)
  if (length === undefined) throw members.refuse('k', `a key of ${given.length} bytes; accepted: 16, 24 or 32 (128, 192 or 256 bits)`)
  const key = Buffer.concat([Buffer.alloc(length - given.length), given])
  return {
    type: 'oct',
    size: 8 * length,
    curve: null,
    class: 'SECRET_KEY',
    publicJwk: null,
    material: { kty: 'oct', k: encodeBase64Url(key) }
  }
}

async function importRsaKey (members: MemberReader): Promise<ImportedKey> {
  const n = members.integer('n')
  const width = toOctets(n).length
  const e = members.integer('e', width)
  members.check(rsaPublicFault(n, e))
  const publicMembers = { n: encodeInteger(n), e: encodeInteger(e) }
  const found = rsaPrivateMembers(members, n, e, width)
  if (found !== undefined) members.check(await rsaPrivateFault(n, e, found))
  return {
    type: 'RSA',
    size: bitLength(n),
    curve: null,
    class: found ? 'KEY_PAIR' : 'PUBLIC_KEY',
    publicJwk: { kty: 'RSA', ...publicMembers },
    material: found
      ? {
          kty: 'RSA',
          ...publicMembers,
          d: encodeInteger(found.d),
          p: encodeInteger(found.p),
          q: encodeInteger(found.q),
          dp: encodeInteger(found.dp),
          dq: encodeInteger(found.dq),
          qi: encodeInteger(found.qi)
        }
      : null
  }
}

const crtNames = ['p', 'q', 'dp', 'dq', 'qi'] as const

/**
 * All private members, with primes recovered if only d is present (RFC 7518 section 6.3.2 allows
 * that); undefined for a public key.
 */
function rsaPrivateMembers (
  members: MemberReader, n: bigint, e: bigint, width: number
): RsaPrivateMembers | undefined {
  const present = crtNames.filter((name) => members.has(name))
  if (present.length === 0 && !members.has('d')) return undefined
  const d = members.integer('d', width)
  if (present.length === 0) {
    members.check(rsaPrivateExponentFault(n, d))
    const primes = recoverPrimes(n, e, d)
    const crt = primes && crtMembers(d, primes.p, primes.q)
    if (primes === undefined || crt === undefined) throw members.refuse('d', 'not the private exponent of n and e: no primes follow from it')
    return { d, ...primes, ...crt }
  }
  const missing = crtNames.find((name) => !members.has(name))
  if (missing !== undefined) throw members.refuse(missing, `missing; ${crtNames.join(', ')} come together or not at all (RFC 7518 section 6.3.2)`)
  return {
    d,
    p: members.integer('p', width),
    q: members.integer('q', width),
    dp: members.integer('dp', width),
    dq: members.integer('dq', width),
    qi: members.integer('qi', width)
  }
}

function importEcKey (members: MemberReader): ImportedKey {
  const named = members.text('crv')
  const crv = curves.find((curve) => curve === named)
  if (crv === undefined) throw members.refuse('crv', `not a curve of this service; accepted: ${curves.join(', ')}`)
  const { width } = curveParameters[crv]
  const [x, y] = [members.padded('x', width), members.padded('y', width)]
  members.check(ecPublicFault(crv, x, y))
  const point = { crv, x: encodeBase64Url(x), y: encodeBase64Url(y) }
  const d = members.has('d') ? members.padded('d', width) : undefined
  if (d !== undefined) members.check(ecPrivateFault(crv, x, y, d))
  return {
    type: 'EC',
    size: null,
    curve: crv,
    class: d ? 'KEY_PAIR' : 'PUBLIC_KEY',
    publicJwk: { kty: 'EC', ...point },
    material: d ? { kty: 'EC', ...point, d: encodeBase64Url(d) } : null
  }
}

function encodeInteger (value: bigint): string {
  return encodeBase64Url(toOctets(value))
}
