// Secrets of every usual shape with one mark in all of them, at the beginning and at the end: one search finds any.

import { randomBytes } from 'node:crypto'
import { formsOf } from './known-secrets.js'

/** Nine bytes, so that base64 of what begins with them begins with their base64. */
export const newMark = (): Buffer => randomBytes(9)

/** By its shape, a new secret that begins and ends with the mark in some form. */
export const markedShapes: Readonly<Record<string, (mark: Buffer) => string>> = {
  base64: (mark) => framed(mark).toString('base64'),
  base64url: (mark) => framed(mark).toString('base64url'),
  hexadecimal: (mark) => framed(mark).toString('hex'),
  'a token': (mark) => ['eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9', framed(mark), framed(mark)]
    .map((part) => part.toString('base64url')).join('.'),
  'a JWE': (mark) => ['eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0', '', framed(mark), framed(mark), mark]
    .map((part) => typeof part === 'string' ? part : part.toString('base64url')).join('.'),
  'a private JWK': (mark) => JSON.stringify({ kty: 'oct', k: framed(mark).toString('base64url') }),
  PEM: (mark) => `-----BEGIN PRIVATE KEY-----\n${framed(mark).toString('base64')}\n-----END PRIVATE KEY-----\n`,
  'a password': (mark) => `${mark.toString('hex')}-correct-horse-${mark.toString('hex')}`
}

const framed = (mark: Buffer): Buffer => Buffer.concat([mark, randomBytes(15), mark])

/** Where the mark is in the text, in whatever form and case: what precedes it and follows. */
export function findMark (mark: Buffer, text: string): readonly string[] {
  const low = text.toLowerCase()
  return Object.entries(formsOf({ name: 'the mark', value: mark })).flatMap(([form, bytes]) => {
    const at = low.indexOf(bytes.toString('latin1').toLowerCase())
    return at < 0 ? [] : [`${form}: ...${text.slice(Math.max(0, at - 120), at + 80)}...`]
  })
}
