// A second file: Jest loads the emulator again for each. This one keeps its keys in a folder, which
// one emulator at a time can use.

const { mkdtempSync, rmSync } = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')
const { startEmulator } = require('okms-emulator')

// An RSA key takes a moment on a busy machine.
jest.setTimeout(30_000)

const data = mkdtempSync(path.join(tmpdir(), 'okms-'))
afterAll(() => { rmSync(data, { recursive: true }) })

test('signs, also after a restart, and keeps the folder to itself', async () => {
  let kms = await startEmulator({ data })
  await expect(startEmulator({ data })).rejects.toThrow(data)
  const call = async (path, body) => (await kms.fetch(`/api/${kms.okmsId}/v1${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body)
  })).json()
  const { id } = await call('/servicekey', { name: 'signing', type: 'RSA', size: 2048, operations: ['sign', 'verify'] })
  const { okmsId } = kms
  await kms.close()

  kms = await startEmulator({ data, okmsId })
  const message = Buffer.alloc(32, 1).toString('base64')
  const { signature } = await call(`/servicekey/${id}/sign`, { message, alg: 'RS256', isdigest: true })
  expect(await call(`/servicekey/${id}/verify`, { message, signature, alg: 'RS256', isdigest: true }))
    .toEqual({ result: true })
  await kms.close()
})
