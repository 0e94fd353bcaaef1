// Calls that fail, for test/clients/retries: what node-vault does, and what its caller gets.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { makeCalls } from '../retries/make-calls.js'

interface NodeVault {
  read (path: string): Promise<unknown>
  write (path: string, data: object): Promise<unknown>
}

const { CLIENT_PACKAGES: packages = '', KMS_RESTAPI_ENDPOINT, KMS_RESTAPI_CA = '' } = process.env
const connect = createRequire(path.join(packages, 'package.json'))('node-vault') as (options: object) => NodeVault
const requestOptions = { ca: readFileSync(KMS_RESTAPI_CA) }

await makeCalls(async ({ okmsId, token, action, path }) => {
  const client = connect({ endpoint: `${KMS_RESTAPI_ENDPOINT}/api/${okmsId}`, token, requestOptions })
  const secret = `secret/data/${path}`
  await (action === 'read' ? client.read(secret) : client.write(secret, { data: { c: 'd' } }))
}, (error) => {
  const { name, message, code, response } = error as Error & { code?: string, response?: { statusCode: number } }
  return `${name}: ${message} (code: ${code}, response.statusCode: ${response?.statusCode})`
})
