// Generated RSA keys: sound by OpenSSL's and the importer's checks, and ended with the process.

import { execFile } from 'node:child_process'
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { importJwk } from '../../../../src/crypto/jose/jwk-import.js'
import { generateRsaKey, generateRsaKeyAhead, readRsaKey } from '../../../../src/crypto/keys/rsa/rsa-generation.js'
import { rsaSizes } from '../../../../src/domain/keys/algorithms.js'

const root = path.join(import.meta.dirname, '../../../..')

describe('generateRsaKey', () => {
  it.each(rsaSizes)('makes a key of %i bits that OpenSSL and the importer find sound', async (size) => {
    const key = await generateRsaKey(size)
    expect(Object.keys(key)).toEqual(['kty', 'n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'])
    const privateKey = createPrivateKey({ key: { ...key }, format: 'jwk' })
    expect(privateKey.asymmetricKeyDetails).toMatchObject({ modulusLength: size, publicExponent: 65537n })
    expect(privateKey.export({ format: 'jwk' })).toEqual(key)
    const data = Buffer.from('some bytes')
    expect(verify('sha256', data, createPublicKey(privateKey), sign('sha256', data, privateKey))).toBe(true)
    // Primality, the distance of the primes, and that every member belongs to the others.
    expect(await importJwk({ ...key }, 'importedKey')).toMatchObject({ type: 'RSA', size, material: key })
    const check = promisify(execFile)('openssl', ['rsa', '-check', '-noout'])
    check.child.stdin?.end(privateKey.export({ format: 'pem', type: 'pkcs8' }))
    expect((await check).stdout).toContain('RSA key ok')
  })

  it('makes a different key for each of several calls at the same time', async () => {
    const keys = await Promise.all(Array.from({ length: 6 }, () => generateRsaKey(2048)))
    expect(new Set(keys.map(({ n }) => n)).size).toBe(6)
  })
})

describe('generateRsaKeyAhead', () => {
  it('is rejected when it is ended', async () => {
    const ending = new AbortController()
    const key = generateRsaKeyAhead(4096, ending.signal)
    ending.abort()
    await expect(key).rejects.toThrow('ended with code')
  })

  it('gives the text of a key, which reading erases', async () => {
    const jwk = await generateRsaKeyAhead(2048, new AbortController().signal)
    await expect(importJwk({ ...readRsaKey(jwk) }, 'importedKey')).resolves.toMatchObject({ size: 2048 })
    expect(jwk.every((byte) => byte === 0)).toBe(true)
  })

  it('does not keep the process alive', async () => {
    const program = `
      import { generateRsaKeyAhead } from './src/crypto/keys/rsa/rsa-generation.ts'
      const keys = Array.from({ length: 50 }, () => 4096)
      void (async () => { for (const size of keys) await generateRsaKeyAhead(size, new AbortController().signal) })()
      process.on('exit', () => { console.log('ended') })`
    const { stdout } = await promisify(execFile)(
      process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { cwd: root, timeout: 30_000 }
    )
    expect(stdout).toBe('ended\n')
  })
})
