// RFC 7518 appendix B: AES-CBC with HMAC. The plaintext and the AAD are the same in all three;
// the key counts from 0 upwards.

import { createCipheriv } from 'node:crypto'

const plaintext = Buffer.from('A cipher system must not be required to be secret, and it must be able to fall into the hands of the enemy without inconvenience')
const aad = Buffer.from('The second principle of Auguste Kerckhoffs')
const iv = Buffer.from('1af38c2dc2b96ffdd86694092341bc04', 'hex')

/** The ciphertext is plain AES-CBC under the key's second half (section 5.2.2.1); the tag is the published one. */
function vector (enc: string, keyLength: number, cipher: string, tag: string) {
  const cek = Buffer.from(Array.from({ length: keyLength }, (_, index) => index))
  const cbc = createCipheriv(cipher, cek.subarray(keyLength / 2), iv)
  return {
    enc,
    cek,
    iv,
    aad,
    plaintext,
    ciphertext: Buffer.concat([cbc.update(plaintext), cbc.final()]),
    tag: Buffer.from(tag, 'hex')
  }
}

export const cbcHmacVectors = [
  vector('A128CBC-HS256', 32, 'aes-128-cbc', '652c3fa36b0a7c5b3219fab3a30bc1c4'),
  vector('A192CBC-HS384', 48, 'aes-192-cbc', '8490ac0e58949bfe51875d733f93ac2075168039ccc733d7'),
  vector('A256CBC-HS512', 64, 'aes-256-cbc', '4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5')
]
