// A program that esbuild bundles: only better-sqlite3, which has a compiled part, stays
// outside. Prints who signed what.

import { startEmulator } from 'okms-emulator'

async function main () {
  const kms = await startEmulator()
  const call = async (path, body) => (await kms.fetch(`/api/${kms.okmsId}/v1${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body)
  })).json()
  try {
    const { id } = await call('/servicekey', {
      name: 'signing', type: 'RSA', size: 2048, operations: ['sign', 'verify']
    })
    // A digest, as the official clients send it: the signature is made on a worker thread.
    const message = Buffer.alloc(32, 1).toString('base64')
    const { signature } = await call(`/servicekey/${id}/sign`, { message, alg: 'RS256', isdigest: true })
    const { result } = await call(`/servicekey/${id}/verify`, { message, signature, alg: 'RS256', isdigest: true })
    const page = await kms.fetch('/swagger/')
    console.log(`signed: ${result}, Swagger UI: ${page.status}`)
  } finally {
    await kms.close()
  }
}

main()
