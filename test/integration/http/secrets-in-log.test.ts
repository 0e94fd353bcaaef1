// What log and journal never hold: every secret of a full run is looked for in everything that was logged, refused and
// recorded.

import { createHash, createPublicKey, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CompactEncrypt } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rsaKeys } from '../../fixtures/rsa-keys.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator({ flags: ['--log-level', 'trace'] }) })
afterAll(async () => { await emulator.close() })

it('holds no plaintext, no key material and no token of a full run', async () => {
  const secrets = new Set<string>()
  const refusals: string[] = []
  const secret = (value: string): string => { secrets.add(value); return value }
  const bytes = (length: number) => secret(randomBytes(length).toString('base64'))

  async function api (...call: Parameters<TestEmulator['api']>) {
    const reply = await emulator.api(...call)
    if (reply.status >= 400) refusals.push(JSON.stringify(reply.body))
    for (const member of ['plaintext', 'ciphertext', 'key', 'signature', 'bytes']) {
      if (typeof reply.body?.[member] === 'string') secret(reply.body[member])
    }
    return reply.body
  }

  const oct = secret(randomBytes(32).toString('base64url'))
  const { id: aes } = await api('POST', '/servicekey', {
    name: 'aes', keys: [{ kty: 'oct', k: oct }], operations: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']
  })
  for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const) secret(rsaKeys.rsa2048[member])
  const { id: rsa } = await api('POST', '/servicekey', { name: 'rsa', keys: [rsaKeys.rsa2048] })
  const { id: ec } = await api('POST', '/servicekey', { name: 'ec', type: 'EC' })

  const { ciphertext } = await api('POST', `/servicekey/${aes}/encrypt`, {
    plaintext: bytes(40), context: 'not a secret'
  })
  await api('POST', `/servicekey/${aes}/decrypt`, { ciphertext, context: 'not a secret' })
  const { key } = await api('POST', `/servicekey/${aes}/datakey`, { size: 256 })
  await api('POST', `/servicekey/${aes}/datakey/decrypt`, { key })
  const message = bytes(50)
  const digest = secret(createHash('sha256').update(Buffer.from(message, 'base64')).digest('base64'))
  for (const [id, alg] of [[rsa, 'PS256'], [ec, 'ES256']]) {
    const { signature } = await api('POST', `/servicekey/${id}/sign`, { message: digest, alg, isdigest: true })
    await api('POST', `/servicekey/${id}/verify`, { message, alg, signature })
    await api('POST', `/servicekey/${id}/sign?format=jws`, { message, alg })
  }
  await api('GET', '/random?length=40')
  const { id: transport } = await api('POST', '/servicekey', {
    name: 'transport', keys: [rsaKeys.rsa2048], operations: ['wrapKey', 'unwrapKey']
  })
  const wrapped = (material: string | Buffer) => new CompactEncrypt(Buffer.from(material))
    .setProtectedHeader({ alg: 'RSA-OAEP', enc: 'A256GCM' })
    .encrypt(createPublicKey({ key: { kty: 'RSA', n: rsaKeys.rsa2048.n, e: rsaKeys.rsa2048.e }, format: 'jwk' }))
  const entry = async (material: string | Buffer, keyFormatType = 'JWK') => ({
    name: 'wrapped',
    extractable: true,
    wrappedKeys: [{ keyFormatType, wrappingKeyId: transport, ciphertext: secret(await wrapped(material)) }]
  })
  const { id: brought } = await api(
    'POST', '/servicekey', await entry(JSON.stringify({ kty: 'oct', k: secret(randomBytes(32).toString('base64url')) }))
  )
  const { wrappedKeys } = await api('GET', `/servicekey/${brought}?wrappingKeyId=${transport}&wrappedKeyFormat=RAW&wrappingAlgorithm=RSA-OAEP`)
  secret(wrappedKeys[0].ciphertext)

  // The same in requests that are refused, where a careless text would repeat what came.
  const wrong = [
    ['/servicekey', { name: 'aes', keys: [{ kty: 'oct', k: bytes(20) }] }],
    ['/servicekey', { name: 'aes', keys: [{ kty: 'oct', k: secret(`${oct}!`) }] }],
    ['/servicekey', { name: 'rsa', keys: [{ ...rsaKeys.rsa2048, d: secret(randomBytes(256).toString('base64url')) }] }],
    ['/servicekey', await entry(JSON.stringify({ kty: 'oct', k: secret(`${oct}?`) }))],
    ['/servicekey', await entry(JSON.stringify({ kty: secret(`${oct}kty`), k: oct }))],
    ['/servicekey', await entry(JSON.stringify({ kty: 'oct', [secret(`${oct}name`)]: 1 }))],
    ['/servicekey', await entry(JSON.stringify({ kty: 'EC', crv: secret(`${oct}crv`), x: oct, y: oct }))],
    ['/servicekey', await entry(JSON.stringify({ kty: 'oct', k: oct, key_ops: [secret(`${oct}ops`)] }))],
    ['/servicekey', await entry(secret('raw material of 33 characters, one too many'), 'RAW')],
    ['/servicekey', await entry(secret('not DER at all, but a secret all the same'), 'PKCS8')],
    ['/servicekey', {
      name: 'wrapped',
      wrappedKeys: [{ keyFormatType: 'RAW', wrappingKeyId: transport, ciphertext: secret(`${await wrapped(oct)}A`) }]
    }],
    [`/servicekey/${aes}/encrypt`, { plaintext: secret(`${randomBytes(20).toString('hex')} is no base64`) }],
    [`/servicekey/${aes}/encrypt`, { plaintext: bytes(20), text: bytes(20) }],
    [`/servicekey/${aes}/encrypt`, { plaintext: [bytes(20)] }],
    [`/servicekey/${aes}/decrypt`, { ciphertext: secret(`${String(ciphertext)}A`) }],
    [`/servicekey/${aes}/decrypt`, { ciphertext }],
    [`/servicekey/${aes}/datakey/decrypt`, { key: bytes(30) }],
    [`/servicekey/${ec}/sign`, { message: bytes(30), alg: 'ES256', isdigest: true }],
    [`/servicekey/${ec}/verify`, { message: bytes(30), alg: 'none', signature: bytes(64) }]
  ] as const
  for (const [path, body] of wrong) await api('POST', path, body)
  await emulator.api('POST', '/servicekey', undefined, {
    raw: `{"plaintext": "${bytes(30)}`, headers: { 'content-type': 'application/json' }
  })
  await emulator.api('GET', `/random?length=${encodeURIComponent(bytes(30))}`)
  await emulator.api('GET', '/random', undefined, { headers: { authorization: `Bearer ${bytes(30)}` } })
  expect(refusals.length).toBe(wrong.length)
  // In place of an id, where log and journal name what an operation acts on.
  const token = secret(randomBytes(30).toString('base64url'))
  await emulator.api('GET', `/servicekey/${token}`)
  await emulator.api('POST', `/servicekey/${encodeURIComponent(bytes(30))}/activate`)
  await emulator.admin.request('GET', `/_emulator/groups/${token}`)

  secret(readFileSync(emulator.files.privateKey, 'utf8').split('\n')[1] ?? '')
  secret(readFileSync(emulator.files.pkcs12Password, 'utf8').trim())

  const journal = await emulator.client.request('GET', '/page/operations.json')
  const resources = (journal.body.operations as ReadonlyArray<{ resource: { id: string } }>)
    .map(({ resource }) => resource.id)
  expect(resources).toContain('...')
  const recorded = await emulator.admin.request('GET', '/_emulator/journal?limit=1000')
  expect(recorded.body.entries.length).toBeGreaterThan(wrong.length)
  const said = [emulator.log(), ...refusals, JSON.stringify(journal.body), JSON.stringify(recorded.body)].join('\n')
  expect(emulator.log()).toContain('"iam_operation":"okms:apikms:serviceKey/encrypt"')
  for (const value of secrets) {
    expect(value.length).toBeGreaterThan(15)
    expect(said.includes(value), 'a secret was repeated').toBe(false)
    expect(said.includes(encodeURIComponent(value)), 'a secret was repeated').toBe(false)
  }
})
