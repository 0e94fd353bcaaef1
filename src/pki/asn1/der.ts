// DER as PKIX needs it (X.690, RFC 5280): small makers over node-forge's asn1, Buffers at the border.

import asn1 from 'node-forge/lib/asn1.js'
import type { asn1 as forge } from 'node-forge'

export type Der = forge.Asn1

const { Class, Type } = asn1

const universal = (type: forge.Type, content: Buffer) =>
  asn1.create(Class.UNIVERSAL, type, false, content.toString('latin1'))

export const sequence = (...children: Der[]): Der => asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, children)

export const set = (...children: Der[]): Der => asn1.create(Class.UNIVERSAL, Type.SET, true, children)

export const oid = (dotted: string): Der =>
  asn1.create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(dotted).getBytes())

export const octets = (content: Buffer): Der => universal(Type.OCTETSTRING, content)

export const utf8 = (text: string): Der => universal(Type.UTF8, Buffer.from(text))

/** BMPString: two bytes a character, which asn1 makes itself. */
export const bmp = (text: string): Der => asn1.create(Class.UNIVERSAL, Type.BMPSTRING, false, text)

export const boolean = (value: boolean): Der => universal(Type.BOOLEAN, Buffer.from([value ? 0xff : 0]))

export const nothing = (): Der => universal(Type.NULL, Buffer.alloc(0))

/** BIT STRING; `unused` counts the bits at the end that do not belong to it. */
export const bits = (content: Buffer, unused = 0): Der =>
  universal(Type.BITSTRING, Buffer.concat([Buffer.from([unused]), content]))

/**
 * INTEGER from an unsigned big-endian number: shortest form, with a zero byte where the sign bit
 * would be set (X.690 section 8.3).
 */
export function integer (unsigned: Buffer | number): Der {
  const bytes = typeof unsigned === 'number' ? numberBytes(unsigned) : unsigned
  const first = bytes.findIndex((byte) => byte !== 0)
  const shortest = first < 0 ? Buffer.alloc(1) : bytes.subarray(first)
  const positive = (shortest[0] ?? 0) < 0x80
  return universal(Type.INTEGER, positive ? shortest : Buffer.concat([Buffer.alloc(1), shortest]))
}

function numberBytes (value: number): Buffer {
  const bytes = Buffer.alloc(6)
  bytes.writeUIntBE(value, 0, 6)
  return bytes
}

/** UTCTime until 2049, GeneralizedTime after it (RFC 5280 section 4.1.2.5). Fractions of a second are cut off. */
export function time (epochMs: number): Der {
  const digits = new Date(epochMs).toISOString().replace(/\.\d{3}/, '').replace(/[-:T]/g, '')
  return digits < '2050'
    ? universal(Type.UTCTIME, Buffer.from(digits.slice(2)))
    : universal(Type.GENERALIZEDTIME, Buffer.from(digits))
}

/** [tag] around whole elements. */
export const explicit = (tag: number, ...children: Der[]): Der =>
  asn1.create(Class.CONTEXT_SPECIFIC, tag, true, children)

/** [tag] in the place of a primitive element's own tag. */
export const implicit = (tag: number, content: Buffer): Der =>
  asn1.create(Class.CONTEXT_SPECIFIC, tag, false, content.toString('latin1'))

export const encode = (element: Der): Buffer => Buffer.from(asn1.toDer(element).getBytes(), 'latin1')

/** Throws on anything but exactly one element. */
export const decode = (der: Buffer): Der =>
  asn1.fromDer(der.toString('latin1'), { strict: true, decodeBitStrings: false, parseAllBytes: true })

/** Content of a primitive element; undefined for a constructed one. */
export const octetsOf = (element: Der | undefined): Buffer | undefined =>
  typeof element?.value === 'string' ? Buffer.from(element.value, 'latin1') : undefined

/** Elements inside a constructed element; empty for a primitive one. */
export const childrenOf = (element: Der): readonly Der[] => Array.isArray(element.value) ? element.value : []
