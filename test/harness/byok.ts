// What tests of wrapped keys do with an emulator, and the other party: jose, which wraps and
// unwraps with keys of the fixtures.

import { execFileSync } from 'node:child_process'
import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { CompactEncrypt, compactDecrypt, importJWK } from 'jose'
import type { KeyFormat } from '../../src/domain/keys/key-format.js'
import { rsaKeys } from '../fixtures/rsa-keys.js'
import type { TestEmulator } from './emulator.js'

const secretJwk = (length: number) => ({ kty: 'oct', k: randomBytes(length).toString('base64url') }) as const
const ecJwk = (namedCurve: string) => ({
  ...generateKeyPairSync('ec', { namedCurve }).privateKey.export({ format: 'jwk' }), kty: 'EC'
}) as const

/** One key of each type, size and curve, as JWK. */
export const everyJwk = {
  'oct-128': secretJwk(16),
  'oct-192': secretJwk(24),
  'oct-256': secretJwk(32),
  'RSA-2048': rsaKeys.rsa2048,
  'RSA-3072': rsaKeys.rsa3072,
  'RSA-4096': rsaKeys.rsa4096,
  'P-256': ecJwk('P-256'),
  'P-384': ecJwk('P-384'),
  'P-521': ecJwk('P-521')
} as const

/** As service.md 6.7 has it. */
export const formatsOf = {
  oct: ['RAW', 'JWK'], RSA: ['JWK', 'PKCS1', 'PKCS8'], EC: ['JWK', 'PKCS8']
} as const satisfies Record<string, readonly KeyFormat[]>

const transportJwks = { 2048: rsaKeys.rsa2048, 3072: rsaKeys.rsa3072, 4096: rsaKeys.rsa4096 }
export type TransportSize = keyof typeof transportJwks
export const transportSizes = [2048, 3072, 4096] as const

export const publicJwk = ({ kty, n, e }: typeof rsaKeys.rsa2048) => ({ kty, n, e })

export interface WrappedKeyEntry {
  readonly keyFormatType: KeyFormat
  readonly wrappingKeyId: string
  readonly ciphertext: string
}

export async function joseWraps (
  material: Uint8Array,
  { alg = 'RSA-OAEP-256', enc = 'A256GCM', size = 2048 }: { alg?: string, enc?: string, size?: TransportSize } = {}
): Promise<string> {
  return await new CompactEncrypt(material)
    .setProtectedHeader({ alg, enc })
    .encrypt(await importJWK(publicJwk(transportJwks[size]), alg))
}

export async function joseUnwraps (
  token: string, { alg = 'RSA-OAEP-256', size = 2048 }: { alg?: string, size?: TransportSize } = {}
): Promise<{ readonly material: Buffer, readonly header: object }> {
  const { plaintext, protectedHeader } = await compactDecrypt(token, await importJWK({ ...transportJwks[size] }, alg))
  return { material: Buffer.from(plaintext), header: protectedHeader }
}

const openssl = (args: readonly string[], input: Buffer) =>
  execFileSync('openssl', args, { input, stdio: ['pipe', 'pipe', 'ignore'] })

/** The JWK that material stands for, DER as OpenSSL's command line reads it. */
export const jwkIn: Record<KeyFormat, (material: Buffer) => unknown> = {
  RAW: (material) => ({ kty: 'oct', k: material.toString('base64url') }),
  JWK: (material) => JSON.parse(material.toString()) as unknown,
  PKCS1 (material) {
    createPrivateKey({ key: material, format: 'der', type: 'pkcs1' })
    return createPrivateKey(openssl(['rsa', '-inform', 'DER'], material).toString()).export({ format: 'jwk' })
  },
  PKCS8: (material) => createPrivateKey(openssl(['pkcs8', '-nocrypt', '-inform', 'DER'], material).toString())
    .export({ format: 'jwk' })
}

/** Calls of one emulator. */
export function byok (emulator: Pick<TestEmulator, 'api'>) {
  const transportIds = new Map<TransportSize, Promise<string>>()

  /** Makes a key and gives its reply; fails when it is refused. */
  async function create (body: object) {
    const { status, body: key } = await emulator.api('POST', '/servicekey', { name: 'a key', ...body })
    if (status !== 201) throw new Error(JSON.stringify(key))
    return key
  }

  /** A key pair that wraps and unwraps, of a fixture; made once for each size. */
  async function transport (size: TransportSize = 2048): Promise<string> {
    const known = transportIds.get(size) ??
      create({ keys: [transportJwks[size]], operations: ['wrapKey', 'unwrapKey'] }).then(({ id }) => String(id))
    transportIds.set(size, known)
    return await known
  }

  return {
    create,
    transport,
    attributes: async (id: string) => (await emulator.api('GET', `/servicekey/${id}`)).body.attributes,
    async exported (id: string, query: Record<string, string> = {}) {
      const parameters = {
        wrappedKeyFormat: 'JWK',
        wrappingAlgorithm: 'RSA-OAEP-256',
        ...query,
        wrappingKeyId: query['wrappingKeyId'] ?? await transport()
      }
      return await emulator.api('GET', `/servicekey/${id}?${new URLSearchParams(parameters).toString()}`)
    },
    imported: (entry: object, body: object = {}) =>
      emulator.api('POST', '/servicekey', { name: 'a copy', wrappedKeys: [entry], ...body }),
    patched: (id: string, body: unknown) => emulator.api('PATCH', `/servicekey/${id}`, body),
    /** An entry that jose made. */
    async entry (
      material: Uint8Array, keyFormatType: KeyFormat, options: Parameters<typeof joseWraps>[1] = {}
    ): Promise<WrappedKeyEntry> {
      return {
        keyFormatType, wrappingKeyId: await transport(options.size), ciphertext: await joseWraps(material, options)
      }
    }
  }
}
