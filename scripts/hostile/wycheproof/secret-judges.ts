// Authenticated encryption, and primes.

import { createSecretKey } from 'node:crypto'
import { decryptGcm } from '../../../src/crypto/aes-gcm.js'
import { toInteger } from '../../../src/crypto/integers.js'
import { contentDecryptions } from '../../../src/crypto/jose/content-decryption.js'
import { isPrime } from '../../../src/crypto/keys/checks/prime-check.js'
import { contentEncryptions, type ContentEncryption } from '../../../src/domain/keys/algorithms.js'
import { hex, number, text } from './vectors.js'
import { verdict, type Judge } from './verdict.js'

/** AES-GCM, or AES-CBC with HMAC, by the name of the file: A128CBC-HS256. */
export const judgeAead: Judge = ({ file, group, test }) => {
  const input = { iv: hex(test, 'iv'), aad: hex(test, 'aad') }
  const [key, ciphertext, tag] = [hex(test, 'key'), hex(test, 'ct'), hex(test, 'tag')]
  if (file !== 'aes_gcm') {
    const content = contentDecryptions.get(file.toUpperCase().replace('_', '-'))
    if (content === undefined) throw new Error(`no content encryption for ${file}`)
    // Lengths are checked before the content is decrypted.
    if (input.iv.length !== content.ivLength || tag.length !== content.tagLength) return 'refused'
    const plaintext = content.decrypt({ key, ...input, ciphertext, tag })
    return verdict(plaintext?.equals(hex(test, 'msg')) === true)
  }
  const row = Object.values<ContentEncryption>(contentEncryptions).find(({ keyLength }) => keyLength === key.length)
  if (row === undefined) throw new Error(`no AES key has ${key.length} bytes`)
  if (number(group, 'ivSize') !== 96 && text(test, 'result') !== 'invalid') return { notTaken: 'AES-GCM with an initialization vector of another length than 96 bits' }
  const plaintext = decryptGcm({ cipher: row.cipher, key: createSecretKey(key), ...input }, ciphertext, tag)
  return verdict(plaintext?.equals(hex(test, 'msg')) === true)
}

/** The check of the factors of an imported key. */
export const judgePrime: Judge = async ({ test }) => {
  const value = hex(test, 'value')
  if ((value[0] ?? 0) >= 0x80) return { notTaken: 'a negative number' }
  return verdict(await isPrime(toInteger(value)))
}
