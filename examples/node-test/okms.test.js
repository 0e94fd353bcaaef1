// The test runner that comes with Node. A test with `withDomain` has an okms domain of its own; if it fails, its
// requests are printed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDomain } from 'okms-emulator/node-test'

test('decrypts what it encrypted', withDomain(async (okms) => {
  const { id } = await call(okms, '/servicekey', { name: 'test', type: 'oct', size: 256 })
  const plaintext = Buffer.from('Hello World').toString('base64')
  const { ciphertext } = await call(okms, `/servicekey/${id}/encrypt`, { plaintext })
  assert.deepEqual(await call(okms, `/servicekey/${id}/decrypt`, { ciphertext }), { plaintext })
}))

async function call (okms, path, body) {
  const response = await okms.fetch(`/api/${okms.okmsId}/v1${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body)
  })
  return response.json()
}
