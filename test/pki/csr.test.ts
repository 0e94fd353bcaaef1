// Signing requests made by OpenSSL: accepted kinds of key, weak ones, and requests whose sender does not hold the key.

import { createPublicKey } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CsrFault, publicKeyOfCsr } from '../../src/pki/csr.js'
import { openssl } from './openssl.js'

const folder = mkdtempSync(path.join(tmpdir(), 'okms-csr-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

function made (algorithm: readonly string[], options: readonly string[] = []): { csr: string, publicKey: string } {
  const key = path.join(folder, 'key.pem')
  writeFileSync(key, openssl(['genpkey', ...algorithm], ''))
  return {
    csr: openssl(['req', '-new', '-key', key, '-subj', '/CN=a', ...options], ''),
    publicKey: openssl(['pkey', '-in', key, '-pubout'], '')
  }
}

const ec = (curve: string) => ['-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`]
const rsa = (bits: number) => ['-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`]

/** Where the content of a DER element begins, and where the element ends. */
function element (der: Buffer, at: number): { readonly content: number, readonly end: number } {
  const first = der[at + 1]!
  const lengthBytes = first < 0x80 ? 0 : first - 0x80
  const length = lengthBytes === 0 ? first : der.readUIntBE(at + 2, lengthBytes)
  const content = at + 2 + lengthBytes
  return { content, end: content + length }
}

const faultOf = (csr: string) => {
  try {
    publicKeyOfCsr(csr)
  } catch (error) {
    return error instanceof CsrFault ? error.message : error
  }
  return undefined
}

describe('a signing request', () => {
  it.each([
    ['P-256', ec('P-256'), []], ['P-384 with SHA-384', ec('P-384'), ['-sha384']],
    ['P-521 with SHA-512', ec('P-521'), ['-sha512']], ['RSA-2048', rsa(2048), []],
    ['RSA-2048 with SHA-512', rsa(2048), ['-sha512']]
  ])('over a %s key gives that key', (_, algorithm, options) => {
    const { csr, publicKey } = made(algorithm, options)
    expect(publicKeyOfCsr(csr).equals(createPublicKey(publicKey))).toBe(true)
    expect(publicKeyOfCsr(`text before\n${csr.replaceAll('CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST')}`).equals(createPublicKey(publicKey))).toBe(true)
  })

  it.each([
    ['RSA-1024', rsa(1024), /^its key is rsa 1024; a P-256, P-384 or P-521 key/],
    ['secp256k1', ec('secp256k1'), /^its key is ec secp256k1/],
    ['Ed25519', ['-algorithm', 'ED25519'], /^its key is ed25519/]
  ])('over a %s key is refused', (_, algorithm, text) => {
    expect(faultOf(made(algorithm).csr)).toMatch(text)
  })

  it('signed with SHA-1 is refused', () => {
    expect(faultOf(made(rsa(2048), ['-sha1']).csr)).toMatch(/^its signature algorithm is not accepted/)
  })

  it.each([['P-256', ec('P-256')], ['RSA', rsa(2048)]])('over a %s key is refused when any byte of what is signed, or of the signature, was changed', (_, algorithm) => {
    const der = Buffer.from(made(algorithm).csr.replace(/-----[^-]+-----|\s/g, ''), 'base64')
    const whole = element(der, 0)
    const signed = element(der, whole.content)
    for (let at = 0; at < der.length; at += 7) {
      // Between the two stands the name of the algorithm.
      if (at < whole.content || (at >= signed.end && at < der.length - 60)) continue
      const changed = Buffer.from(der)
      changed[at] = (changed[at] ?? 0) ^ 0x01
      const fault = faultOf(`-----BEGIN CERTIFICATE REQUEST-----\n${changed.toString('base64')}\n-----END CERTIFICATE REQUEST-----`)
      if (typeof fault !== 'string') expect.fail(`byte ${at}: ${String(fault)}`)
    }
  })

  it('with the public key of another party is refused: its sender does not hold the private key', () => {
    const [mine, theirs] = [made(ec('P-256')), made(ec('P-256'))]
    const point = (pem: string) =>
      createPublicKey(pem).export({ type: 'spki', format: 'der' }).subarray(-65).toString('hex')
    const der = Buffer.from(mine.csr.replace(/-----[^-]+-----|\s/g, ''), 'base64')
      .toString('hex')
      .replace(point(mine.publicKey), point(theirs.publicKey))
    expect(faultOf(`-----BEGIN CERTIFICATE REQUEST-----\n${Buffer.from(der, 'hex').toString('base64')}\n-----END CERTIFICATE REQUEST-----`)).toMatch(/^its signature is not by the private key/)
  })
})
