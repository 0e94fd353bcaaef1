// The test runner that comes with Node.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startEmulator } from 'okms-emulator'

let kms
before(async () => { kms = await startEmulator() })
after(async () => { await kms.close() })

async function call (path, body) {
  const response = await kms.fetch(`/api/${kms.okmsId}/v1${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body)
  })
  return response.json()
}

test('decrypts what it encrypted', async () => {
  const { id } = await call('/servicekey', { name: 'test', type: 'oct', size: 256 })
  const plaintext = Buffer.from('Hello World').toString('base64')
  const { ciphertext } = await call(`/servicekey/${id}/encrypt`, { plaintext })
  assert.deepEqual(await call(`/servicekey/${id}/decrypt`, { ciphertext }), { plaintext })
})
