// Secrets that a run knows, and every form in which one could be found where it must not be.

import { createPrivateKey } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface KnownSecret {
  /** What it is; the report never shows the secret itself. */
  readonly name: string
  readonly value: string | Buffer
}

/** Shorter texts are found by chance. */
const shortest = 8

/** The secret itself, and its base64, base64url, hexadecimal and percent-encoded forms, as bytes to search for. */
export function formsOf ({ name, value }: KnownSecret): Readonly<Record<string, Buffer>> {
  const bytes = Buffer.from(value)
  if (bytes.length < shortest) throw new RangeError(`${name} is too short to be searched for`)
  const hex = bytes.toString('hex')
  const escaped = (text: string) => text.replace(/../g, '%$&')
  // Within a longer text in base64, a secret has one of three forms, by its place.
  const inside = [0, 1, 2].map((place) => {
    const text = Buffer.concat([Buffer.alloc(place), bytes]).toString('base64')
    return text.slice(Math.ceil(place * 8 / 6), Math.floor((place + bytes.length) * 8 / 6))
  })
  const texts = {
    ...Object.fromEntries(inside.map((text, place) => [`base64 at ${place}`, text])),
    ...Object.fromEntries(inside.map((text, place) =>
      [`base64url at ${place}`, text.replaceAll('+', '-').replaceAll('/', '_')])),
    hexadecimal: hex,
    'hexadecimal in capitals': hex.toUpperCase(),
    'percent-encoded': encodeURIComponent(value.toString()),
    'percent-encoded whole': escaped(hex),
    'percent-encoded whole, in capitals': escaped(hex.toUpperCase())
  }
  const encoded = Object.entries(texts).map(([form, text]) => [form, Buffer.from(text)] as const)
  return { 'as it is': bytes, ...Object.fromEntries(encoded) }
}

/** A line for each secret that is in the content, in whatever form. */
export function findSecrets (place: string, content: Buffer | string, secrets: readonly KnownSecret[]): string[] {
  const bytes = Buffer.from(content)
  return secrets.flatMap((secret) => {
    const form = Object.entries(formsOf(secret)).find(([, text]) => bytes.includes(text))
    return form === undefined ? [] : [`${place} has ${secret.name}, ${form[0]}`]
  })
}

/** What the private files of a server's folders hold: keys as PEM lines and as bytes, passwords, secrets. */
export function secretsOfFolders (folders: readonly string[]): readonly KnownSecret[] {
  return folders.flatMap((folder) => readdirSync(folder).flatMap((name): KnownSecret[] => {
    const text = readFileSync(path.join(folder, name), 'utf8')
    const keys = [...text.matchAll(/-----BEGIN[A-Z ]* PRIVATE KEY-----[^-]+-----END[A-Z ]* PRIVATE KEY-----/g)]
    if (keys.length > 0) return keys.flatMap(([pem]) => secretsOfPem(name, pem))
    return /\.(password|secret)$/.test(name) ? [{ name, value: text.trim() }] : []
  }))
}

function secretsOfPem (name: string, pem: string): KnownSecret[] {
  const key = createPrivateKey(pem)
  const { d = '' } = key.export({ format: 'jwk' })
  const lines = pem.split('\n').slice(1, -1).filter((line) => line.length >= 32)
  return [
    { name: `the private scalar of ${name}`, value: Buffer.from(d, 'base64url') },
    ...lines.map((value, index) => ({ name: `line ${index + 1} of ${name}`, value }))
  ]
}
