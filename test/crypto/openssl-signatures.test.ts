// OpenSSL's command line checks what we sign, and we check what it signs.

import { execFileSync } from 'node:child_process'
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SignatureAlgorithm } from '../../src/domain/keys/algorithms.js'
import { toInteger, toOctets } from '../../src/crypto/integers.js'
import { sign, verify } from '../../src/crypto/signatures/signature.js'
import { everyWay, keyFor } from './signature-keys.js'

let folder: string
beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), 'openssl-signatures-')) })
afterAll(() => { rmSync(folder, { recursive: true }) })

const message = Buffer.from('the message that is signed')

const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })

const pkeyOptions = ({ scheme, hash }: SignatureAlgorithm) => [`digest:${hash}`,
  ...(scheme === 'pss' ? ['rsa_padding_mode:pss', 'rsa_pss_saltlen:digest'] : [])]
  .flatMap((option) => ['-pkeyopt', option])

/**
 * DER INTEGER and SEQUENCE, short and one-byte long lengths: what an ECDSA signature needs (RFC 3279 section 2.2.3).
 */
const tlv = (tag: number, content: Buffer) => Buffer.concat([
  Buffer.of(tag), content.length < 128 ? Buffer.of(content.length) : Buffer.of(0x81, content.length), content
])
const derInteger = (bytes: Buffer) => {
  const value = toOctets(toInteger(bytes))
  return tlv(2, value[0]! & 0x80 ? Buffer.concat([Buffer.of(0), value]) : value)
}
const toDer = (raw: Buffer) =>
  tlv(0x30, Buffer.concat([raw.subarray(0, raw.length / 2), raw.subarray(raw.length / 2)].map(derInteger)))

function fromDer (der: Buffer, width: number): Buffer {
  const body = der.subarray(der[1]! & 0x80 ? 3 : 2)
  const r = body.subarray(2, 2 + body[1]!)
  const s = body.subarray(2 + r.length + 2)
  return Buffer.concat([r, s].map((integer) => toOctets(toInteger(integer), width)))
}

it.each(everyWay)('$name, isDigest $isDigest: agrees with openssl both ways', async ({ algorithm, isDigest }) => {
  const key = keyFor(algorithm)
  const digest = createHash(algorithm.hash).update(message).digest()
  const input = isDigest ? digest : message
  const file = (name: string, content: string | Buffer) => { writeFileSync(path.join(folder, name), content) }
  file(
    'public.pem', createPublicKey({ key: { ...key.publicJwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  )
  file(
    'private.pem',
    createPrivateKey({ key: { ...key.material }, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' })
  )
  file('digest', digest)
  file('message', message)

  const ours = await sign(algorithm, key.signing, input, { isDigest })
  file('ours', algorithm.kty === 'EC' ? toDer(ours) : ours)
  expect(openssl(
    'pkeyutl', '-verify', '-pubin', '-inkey', 'public.pem', '-in', 'digest', '-sigfile', 'ours',
    ...pkeyOptions(algorithm)
  ).toString()).toContain('Signature Verified Successfully')

  const sigopt = algorithm.scheme === 'pss'
    ? ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest']
    : []
  openssl('dgst', `-${algorithm.hash}`, '-sign', 'private.pem', ...sigopt, '-out', 'theirs', 'message')
  const theirs = readFileSync(path.join(folder, 'theirs'))
  expect(await verify(
    algorithm, key.verifying, input, algorithm.kty === 'EC' ? fromDer(theirs, ours.length / 2) : theirs, { isDigest }
  )).toBe(true)
})
