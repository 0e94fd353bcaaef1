// What an import may say besides the key itself.

import { describe, expect, it } from 'vitest'
import { importJwk, type JwkInput } from '../../../src/crypto/jose/jwk-import.js'
import type { JwkIntent } from '../../../src/domain/keys/jwk-intent.js'
import { keyErrors } from '../../../src/domain/errors/keys.js'
import { planImport, type KeySpecRequest } from '../../../src/services/keys/key-plan.js'
import { rsaKeys } from '../../fixtures/rsa-keys.js'

const jwk: JwkInput & JwkIntent = { ...rsaKeys.rsa2048 }
const plan = async (wish: KeySpecRequest) => planImport(wish, await importJwk(jwk, 'importedKey'), jwk, 'importedKey')

describe('the import of an RSA key of 2048 bits', () => {
  it.each<KeySpecRequest>([
    {}, { type: 'RSA' }, { size: 2048 }, { type: 'RSA', size: 2048 }
  ])('takes %j', async (wish) => {
    expect(await plan(wish)).toEqual({ operations: ['sign', 'verify'] })
  })

  it.each<[KeySpecRequest, string]>([
    [{ type: 'EC' }, 'type: got EC; the imported key has RSA.'],
    [{ size: 4096 }, 'size: got 4096; the imported key has 2048.'],
    [{ type: 'RSA', curve: 'P-256' }, 'curve: got P-256; the imported key has no curve.']
  ])('refuses %j', async (wish, text) => {
    await expect(plan(wish)).rejects.toMatchObject({ kind: keyErrors.KeyRequestInvalid })
    await expect(plan(wish)).rejects.toThrow(text)
  })
})

it('names the members of a JWK and the operations of the request in their own places', async () => {
  const imported = await importJwk(jwk, 'importedKey')
  const refusedBy = (intent: JwkIntent, wish: KeySpecRequest) => () => planImport(wish, imported, intent, 'importedKey')
  expect(refusedBy({ use: 'enc', key_ops: ['sign'] }, {})).toThrow('importedKey.key_ops: got sign, which contradicts importedKey.use enc')
  expect(refusedBy({ key_ops: ['sign'] }, { operations: ['wrapKey'] })).toThrow('operations: got wrapKey, which contradicts importedKey.key_ops sign')
  expect(refusedBy({ alg: 'ES256' }, {})).toThrow('importedKey.alg: got ES256, which contradicts importedKey.kty RSA')
  expect(refusedBy({}, { operations: ['encrypt'] })).toThrow('operations: got encrypt; a key of type RSA')
})
