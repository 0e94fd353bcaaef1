// Writes src/crypto/keys/rsa/rsa-stock.json, the public stock of RSA keys. It was made once: other keys would change
// what the emulator gives with --fast-rsa. npx tsx scripts/make-rsa-stock.ts

import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { rsaSizes } from '../src/domain/keys/algorithms.js'

const keysOfASize = 8

const stock = Object.fromEntries(rsaSizes.map((modulusLength) => [
  modulusLength,
  Array.from({ length: keysOfASize }, () => {
    const { kty, n, e, d, p, q, dp, dq, qi } = generateKeyPairSync('rsa', { modulusLength })
      .privateKey.export({ format: 'jwk' })
    return { kty, n, e, d, p, q, dp, dq, qi }
  })
]))

writeFileSync(new URL('../src/crypto/keys/rsa/rsa-stock.json', import.meta.url), `${JSON.stringify(stock, null, 1)}\n`)
