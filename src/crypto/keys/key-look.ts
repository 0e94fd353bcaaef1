// What the bytes of a wrapped key look like when they are not a key in the format that the request names, and what to
// send. The texts have nothing of the bytes.

import { spelled, type Wording } from '../../domain/errors/wording.js'
import type { KeyFormat } from '../../domain/keys/key-format.js'
import { binaryKind, foreignKind } from './der-kind.js'

const toPkcs8 = 'openssl pkcs8 -topk8 -nocrypt -outform DER makes PKCS8 of it'
const asJwk = 'a public key alone comes as JWK, or as PKCS1 when it is RSA'

/** By the label of the text (RFC 7468), and those of OpenSSL and OpenSSH. */
const pemKinds: Readonly<Record<string, string>> = {
  'PRIVATE KEY': toPkcs8,
  'RSA PRIVATE KEY': toPkcs8,
  'EC PRIVATE KEY': toPkcs8,
  'ENCRYPTED PRIVATE KEY': `It is encrypted with a passphrase, and the JWE is the encryption here: ${toPkcs8}`,
  'OPENSSH PRIVATE KEY': `It is in the format of OpenSSH: first ssh-keygen -p -m PKCS8 -f FILE, then ${toPkcs8}`,
  'PUBLIC KEY': `It is a public key: ${asJwk}`,
  'RSA PUBLIC KEY': 'It is a public key: base64 -d of its lines gives PKCS1',
  'SSH2 PUBLIC KEY': `It is a public key: ${asJwk}`,
  CERTIFICATE: `It is a certificate, without the private key: ${asJwk}`,
  'CERTIFICATE REQUEST': `It is a certificate request, without the private key: ${asJwk}`
}

/** The label of the private key in the text, else its first label: parameters and certificates may come before it. */
function pemLabel (text: string): string | undefined {
  const labels = [...text.matchAll(/-----? ?BEGIN ([A-Z\d ]+?) ?-----?/g)].map(([, label]) => label)
  return labels.find((label) => label?.endsWith('PRIVATE KEY')) ?? labels[0]
}

/** Says what a text is, or nothing. */
type Look = (text: string, format: KeyFormat) => Wording | undefined

const when = (pattern: RegExp, why: Wording): Look => (text) => pattern.test(text) ? why : undefined

const isDerFormat = (format: KeyFormat) => format === 'PKCS1' || format === 'PKCS8'

function pemLook (text: string, format: KeyFormat): Wording | undefined {
  const label = pemLabel(text)
  if (label === undefined) return undefined
  const expected = isDerFormat(format) ? 'the DER inside it is expected' : `a key in the format ${format} is expected`
  return `this is PEM; ${expected}${Object.hasOwn(pemKinds, label) ? `. ${pemKinds[label]}` : ''}`
}

/** A JWK in place of another format, and JSON around a JWK. */
function jsonLook (text: string, format: KeyFormat): Wording | undefined {
  const value = jsonValue(text)
  if (typeof value === 'string') return 'this is a JSON string; the bytes themselves are expected'
  if (typeof value !== 'object' || value === null) return undefined
  if (isKeySet(value)) return 'this is a set of JWKs; send one of its keys, in the format JWK'
  if (format === 'JWK') return undefined
  return 'kty' in value ? ({ name }) => `this is a JWK, whose ${name('keyFormat')} is JWK` : 'this is JSON, and not a JWK'
}

/** RFC 7517 section 5, or its list alone. */
function isKeySet (value: object): boolean {
  const keys: unknown = Array.isArray(value) || !('keys' in value) ? value : value.keys
  return Array.isArray(keys) && keys.some((entry) => typeof entry === 'object' && entry !== null && 'kty' in entry)
}

function jsonValue (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Bytes that were encoded, and those once more. */
const encoded = (encoding: BufferEncoding, name: string, pattern: RegExp): Look => (text, format) => {
  if (!pattern.test(text)) return undefined
  const bytes = Buffer.from(text.replace(/[\s:]/g, ''), encoding)
  const within = keyLook(bytes, format)
  if (within !== undefined) return (spelling) => `this is text in ${name}; decoded, ${spelled(within, spelling)}`
  const isKey = binaryKind(bytes) !== undefined || (format === 'RAW' && [16, 24, 32].includes(bytes.length))
  return isKey ? `this is text in ${name}; the bytes themselves are expected` : undefined
}

const looks: readonly Look[] = [
  pemLook,
  jsonLook,
  when(/^PuTTY-User-Key-File/, `this is a PuTTY key; puttygen -O private-openssh-new and ssh-keygen -p -m PKCS8 make PEM of it, and ${toPkcs8}`),
  when(/^(?:ssh-|ecdsa-sha2-|sk-)\S+ AAAA/, `this is a public key of OpenSSH; ${asJwk}`),
  when(/^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/, 'this is a compact JWE; the key was wrapped twice'),
  encoded('hex', 'hexadecimal digits', /^(?:[\da-f]{2}[\s:]?){16,}$/i),
  encoded('base64', 'base64', /^[\w+/-]{16,}(?:\s+[\w+/-]+)*\s*={0,2}$/)
]

/**
 * Text in UTF-8, or in UTF-16 as PowerShell writes it, without blanks around it, to which String.trim counts the byte
 * order mark; undefined for binary data.
 */
function textOf (bytes: Buffer): string | undefined {
  const isUtf16 = bytes[1] === 0 || (bytes[0] === 0xff && bytes[1] === 0xfe)
  const text = bytes.toString(isUtf16 ? 'utf16le' : 'utf8').trim()
  return /^[^\p{Cc}\p{Cn}\uFFFD]+$/u.test(text.replace(/[\t\r\n]/g, '')) ? text : undefined
}

/** What it is instead; undefined if it looks like nothing known, or like what the format expects. */
export function keyLook (bytes: Buffer, format: KeyFormat): Wording | undefined {
  const text = textOf(bytes)
  // What is DER and expected as DER is judged element by element.
  if (text === undefined) return isDerFormat(format) ? foreignKind(bytes) : binaryKind(bytes)
  for (const look of looks) {
    const found = look(text, format)
    if (found !== undefined) return found
  }
  return undefined
}
