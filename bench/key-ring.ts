// The keys of a run, made once for each kind; rows of the same kind import the same material under ids of their own.

import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { KeyMaterial } from '../src/domain/keys/service-key.js'

export type KeyKind = 'oct-256' | 'RSA-2048' | 'RSA-4096' | 'P-256' | 'P-384' | 'P-521'

const generate = promisify(generateKeyPair)

const kinds: Record<KeyKind, { readonly operations: readonly string[], readonly make: () => Promise<KeyMaterial> }> = {
  'oct-256': {
    operations: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
    make: () => Promise.resolve({ kty: 'oct', k: randomBytes(32).toString('base64url') })
  },
  'RSA-2048': { operations: ['sign', 'verify'], make: () => makeRsa(2048) },
  'RSA-4096': { operations: ['sign', 'verify'], make: () => makeRsa(4096) },
  'P-256': { operations: ['sign', 'verify'], make: () => makeEc('P-256') },
  'P-384': { operations: ['sign', 'verify'], make: () => makeEc('P-384') },
  'P-521': { operations: ['sign', 'verify'], make: () => makeEc('P-521') }
}

async function makeRsa (modulusLength: number): Promise<KeyMaterial> {
  return (await generate('rsa', { modulusLength })).privateKey.export({ format: 'jwk' }) as KeyMaterial
}

async function makeEc (namedCurve: string): Promise<KeyMaterial> {
  return (await generate('ec', { namedCurve })).privateKey.export({ format: 'jwk' }) as KeyMaterial
}

/** Gives the material of a kind, made the first time it is asked for. */
export function keyRing (): (kind: KeyKind) => Promise<KeyMaterial> {
  const made = new Map<KeyKind, Promise<KeyMaterial>>()
  return (kind) => {
    const known = made.get(kind) ?? kinds[kind].make()
    made.set(kind, known)
    return known
  }
}

/** Body of a request that imports this material under this id. */
export function importRequest (id: string, kind: KeyKind, jwk: KeyMaterial): string {
  const { operations } = kinds[kind]
  return JSON.stringify({ name: `benchmark ${kind}`, id, keys: [{ ...jwk, kid: id, key_ops: operations }] })
}
