// Calls that fail, for test/clients/retries: what the command line does with its defaults, and what it prints.

import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { makeCalls } from '../retries/make-calls.js'

const { VAULT_PROGRAM = '', KMS_RESTAPI_ENDPOINT, KMS_RESTAPI_CA } = process.env
// The program reads a token from ~/.vault-token: this folder does not exist.
const home = path.join(import.meta.dirname, 'home')

await makeCalls(async ({ okmsId, token, action, path, retries }) => {
  const command = action === 'read' ? ['get', '-mount=secret', path] : ['put', '-mount=secret', path, 'c=d']
  await promisify(execFile)(VAULT_PROGRAM, ['kv', ...command], {
    env: {
      HOME: home,
      VAULT_ADDR: `${KMS_RESTAPI_ENDPOINT}/api/${okmsId}`,
      VAULT_CACERT: KMS_RESTAPI_CA,
      VAULT_TOKEN: token,
      ...retries === null ? {} : { VAULT_MAX_RETRIES: String(retries) }
    }
  })
}, (error) => {
  const { code, stderr } = error as { readonly code: number, readonly stderr: string }
  return `exit code ${code}: ${stderr}`
})
