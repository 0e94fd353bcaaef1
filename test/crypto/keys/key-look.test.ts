// What was sent in place of a key in the named format, as people and programs send it.

import { execFileSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readKey } from '../../../src/crypto/keys/key-format.js'
import type { KeyFormat } from '../../../src/domain/keys/key-format.js'

const folder = mkdtempSync(path.join(tmpdir(), 'key-look-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const run = (program: string, ...args: readonly string[]) =>
  execFileSync(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const pem = String(ec.export({ format: 'pem', type: 'pkcs8' }))
const der = ec.export({ format: 'der', type: 'pkcs8' })
const sec1 = String(ec.export({ format: 'pem', type: 'sec1' }))
const encryptedPem = String(ec.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' }))
const jwk = ec.export({ format: 'jwk' })
const publicPem = String(createPublicKey(ec).export({ format: 'pem', type: 'spki' }))
writeFileSync(path.join(folder, 'key.pem'), pem)
const certificate = String(run('openssl', 'req', '-x509', '-subj', '/CN=x', '-key', 'key.pem'))
writeFileSync(path.join(folder, 'certificate.pem'), certificate)
const pkcs12 =
  run('openssl', 'pkcs12', '-export', '-passout', 'pass:x', '-inkey', 'key.pem', '-in', 'certificate.pem')
writeFileSync(path.join(folder, 'key.p12'), pkcs12)
const bags = String(run('openssl', 'pkcs12', '-nodes', '-passin', 'pass:x', '-in', 'key.p12'))
run('ssh-keygen', '-q', '-t', 'ecdsa', '-N', '', '-f', 'ssh')
const ssh = readFileSync(path.join(folder, 'ssh'), 'utf8')
const base64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64')

const refused = (format: KeyFormat, bytes: Buffer | string): string => {
  try {
    readKey(format, Buffer.from(bytes), 'unwrappedKey')
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('it was accepted')
}

describe('PEM in place of DER', () => {
  it.each([
    ['alone', pem],
    ['after a line break', `\n${pem}`],
    ['after blanks and tabs', ` \t ${pem}`],
    ['with a byte order mark', `\ufeff${pem}`],
    ['with a byte order mark and a line break', `\ufeff\r\n${pem}`],
    ['with CRLF', pem.replaceAll('\n', '\r\n')],
    ['with Bag Attributes, as openssl pkcs12 writes it', bags],
    ['with attributes that are not ASCII', `Bag Attributes\n    friendlyName: Schlüssel\n${pem}`],
    ['after a comment', `# the key of the staging server\n${pem}`],
    ['after EC parameters', `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${sec1}`],
    ['after its certificate', certificate + pem],
    ['in UTF-16, as PowerShell writes it', Buffer.from(`\ufeff${pem}`, 'utf16le')],
    ['in UTF-16 without byte order mark', Buffer.from(pem, 'utf16le')],
    ['in one line', pem.replaceAll('\n', ' ')],
    ['with \\n spelled out, as environment variables hold it', pem.replaceAll('\n', '\\n')],
    ['without an end', pem.slice(0, 60)]
  ])('%s', (_how, bytes) => {
    for (const format of ['PKCS8', 'PKCS1'] as const) {
      expect(refused(format, bytes)).toContain('this is PEM; the DER inside it is expected. openssl pkcs8 -topk8')
    }
    expect(refused('JWK', bytes)).toContain('this is PEM; a key in the format JWK is expected')
    expect(refused('RAW', bytes)).toContain('this is PEM')
  })

  it.each([
    ['base64 of PEM', base64(pem), 'base64; decoded, this is PEM'],
    ['base64 of PEM in lines', base64(pem).replace(/.{64}/g, '$&\n'), 'base64; decoded, this is PEM'],
    ['base64 of base64 of PEM', base64(base64(pem)), 'base64; decoded, this is text in base64; decoded, this is PEM'],
    ['base64 of DER', base64(der), 'this is text in base64; the bytes themselves are expected'],
    ['base64url of DER', der.toString('base64url'), 'this is text in base64; the bytes themselves'],
    ['base64 of base64 of DER', base64(base64(der)), 'base64; decoded, this is text in base64; the bytes themselves'],
    ['base64 of DER with a line break', `${base64(der)}\n`, 'this is text in base64; the bytes themselves'],
    ['hexadecimal DER', der.toString('hex'), 'this is text in hexadecimal digits; the bytes themselves'],
    ['hexadecimal DER with colons', der.toString('hex').replace(/..(?!$)/g, '$&:'), 'hexadecimal digits; the bytes'],
    ['an encrypted key', encryptedPem, 'encrypted with a passphrase'],
    ['a key of OpenSSH', ssh, 'this is PEM; the DER inside it is expected. It is in the format of OpenSSH'],
    ['a public key', publicPem, 'It is a public key: a public key alone comes as JWK'],
    ['a certificate', certificate, 'It is a certificate, without the private key'],
    ['an unknown label', '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n-----END PGP PRIVATE KEY BLOCK-----', 'this is PEM; the DER inside it is expected']
  ])('%s', (_what, bytes, text) => {
    expect(refused('PKCS8', bytes)).toContain(text)
  })
})

describe('JSON', () => {
  const set = JSON.stringify({ keys: [jwk] })

  it.each<[string, KeyFormat, Buffer | string, string]>([
    ['a JWK as PKCS8', 'PKCS8', JSON.stringify(jwk), 'this is a JWK, whose keyFormat is JWK'],
    ['a JWK of RSA as PKCS1', 'PKCS1', JSON.stringify(rsa.export({ format: 'jwk' }), null, 2), 'this is a JWK'],
    ['a JWK as RAW', 'RAW', JSON.stringify({ kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA' }), 'this is a JWK'],
    ['a JWK with a byte order mark as PKCS8', 'PKCS8', `\ufeff${JSON.stringify(jwk)}`, 'this is a JWK'],
    ['a set as PKCS8', 'PKCS8', set, 'this is a set of JWKs; send one of its keys'],
    ['a set as JWK', 'JWK', set, 'this is a set of JWKs; send one of its keys'],
    ['a list as JWK', 'JWK', JSON.stringify([jwk]), 'this is a set of JWKs'],
    ['a JSON text in a JSON string', 'JWK', JSON.stringify(JSON.stringify(jwk)), 'this is a JSON string'],
    ['JSON that is no key', 'PKCS8', '{"name":"x"}', 'this is JSON, and not a JWK'],
    ['a JWK with a byte order mark', 'JWK', `\ufeff${JSON.stringify(jwk)}`, 'without byte order mark'],
    ['base64 of a JWK as PKCS8', 'PKCS8', base64(JSON.stringify(jwk)), 'base64; decoded, this is a JWK']
  ])('%s', (_what, format, bytes, text) => {
    expect(refused(format, bytes)).toContain(text)
  })
})

describe('binary data in another format', () => {
  it.each<[string, KeyFormat, Buffer | string, string]>([
    ['PKCS8 as JWK', 'JWK', der, 'this is a PrivateKeyInfo, whose keyFormat is PKCS8'],
    ['PKCS1 as JWK', 'JWK', rsa.export({ format: 'der', type: 'pkcs1' }), 'whose keyFormat is PKCS1'],
    ['PKCS8 as RAW', 'RAW', der, 'this is a PrivateKeyInfo'],
    ['a certificate as PKCS8', 'PKCS8', new X509Certificate(certificate).raw, 'this is a certificate or a request for one'],
    ['PKCS #12 as PKCS8', 'PKCS8', pkcs12, 'this is a PKCS #12 file'],
    ['PKCS #12 as JWK', 'JWK', pkcs12, 'this is a PKCS #12 file'],
    ['a Java key store as PKCS8', 'PKCS8', Buffer.from('feedfeed00000002', 'hex'), 'this is a Java key store'],
    ['the inside of an OpenSSH key', 'PKCS8', base64(Buffer.from('openssh-key-v1\0none')), 'base64; decoded, this is a key of OpenSSH'],
    ['a public key of OpenSSH', 'PKCS8', 'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY= me@here', 'this is a public key of OpenSSH'],
    ['a PuTTY key', 'PKCS8', 'PuTTY-User-Key-File-3: ecdsa-sha2-nistp256\r\nEncryption: none\r\n', 'this is a PuTTY key'],
    ['a token', 'JWK', 'eyJhbGciOiJkaXIifQ..AAAA.AAAA.AAAA', 'this is a compact JWE; the key was wrapped twice'],
    ['a secret key in base64', 'RAW', base64(randomBytes(32)), 'this is text in base64; the bytes themselves'],
    ['a secret key in hexadecimal digits', 'RAW', randomBytes(32).toString('hex'), 'hexadecimal digits; the bytes themselves'],
    ['a passphrase', 'RAW', 'correct horse battery staple', '28 bytes; a RAW key has 16, 24 or 32'],
    ['random bytes', 'JWK', randomBytes(40), 'not a JSON object in UTF-8'],
    ['DER that is cut off', 'PKCS8', der.subarray(0, -1), 'the DER ends too early']
  ])('%s', (_what, format, bytes, text) => {
    expect(refused(format, bytes)).toContain(text)
  })

  it('32 octets that are text are a secret key', () => {
    expect(readKey('RAW', Buffer.from('0123456789abcdef0123456789abcdef'), 'unwrappedKey').kty).toBe('oct')
  })
})
