// Jest as it comes: CommonJS, no flags, no transforms. Every test that is wrapped in `withDomain` has an okms domain of
// its own; if it fails, its requests are printed.

const { domainPerFile, withDomain } = require('okms-emulator/jest')

test('decrypts what it encrypted', withDomain(async (okms) => {
  const { body: key } = await call(okms, '/servicekey', { name: 'test', type: 'oct', size: 256 })
  const plaintext = Buffer.from('Hello World').toString('base64')
  const { body: { ciphertext } } = await call(okms, `/servicekey/${key.id}/encrypt`, { plaintext })
  expect((await call(okms, `/servicekey/${key.id}/decrypt`, { ciphertext })).body).toEqual({ plaintext })
}))

// The tests of a file can share one.
const shared = domainPerFile()

test('refuses a key size that the service does not have', async () => {
  const { status, body } = await call(shared, '/servicekey', { name: 'test', type: 'oct', size: 7 })
  expect(status).toBe(400)
  expect(body).toHaveProperty('errors')
  await shared.journal.expect({ operationId: 'CreateImportServiceKey', result: 'refused' })
})

async function call (okms, path, body) {
  const response = await okms.fetch(`/api/${okms.okmsId}/v1${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body)
  })
  return { status: response.status, body: await response.json() }
}
