// Jest as it comes: CommonJS, no flags, no transforms.

const { startEmulator } = require('okms-emulator')

let kms
beforeAll(async () => { kms = await startEmulator() })
afterAll(async () => { await kms.close() })

async function call (path, body) {
  const response = await kms.fetch(`/api/${kms.okmsId}/v1${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body)
  })
  return { status: response.status, body: await response.json() }
}

test('decrypts what it encrypted', async () => {
  const { body: key } = await call('/servicekey', { name: 'test', type: 'oct', size: 256 })
  const plaintext = Buffer.from('Hello World').toString('base64')
  const { body: { ciphertext } } = await call(`/servicekey/${key.id}/encrypt`, { plaintext })
  expect((await call(`/servicekey/${key.id}/decrypt`, { ciphertext })).body).toEqual({ plaintext })
})

test('refuses a key size that the service does not have', async () => {
  const { status, body } = await call('/servicekey', { name: 'test', type: 'oct', size: 7 })
  expect(status).toBe(400)
  expect(body).toHaveProperty('errors')
})
