// A client of the OVHcloud API; every answer that it gets is held against the contract.

import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { Agent } from 'undici'
import { onTestFinished } from 'vitest'
import { contracts } from '../../../src/http/contract/contract.js'
import type { TestEmulator } from '../../harness/emulator.js'
import type { Reply } from '../../harness/client.js'

export type OvhCall = (method: string, path: string, body?: unknown) => Promise<Reply>

/** A client with a bearer token, by default one of the account itself, which no policy restricts. */
export async function ovhClient (
  { endpoint, files, admin }: Pick<TestEmulator, 'endpoint' | 'files' | 'admin'>, token?: string
): Promise<OvhCall> {
  const bearer = token ?? String((await admin.request('POST', '/_emulator/tokens', { name: 'account' })).body.token)
  const agent = new Agent({ connect: { ca: readFileSync(files.ca) } })
  onTestFinished(() => agent.close())

  return async (method, path, body) => {
    const response = await agent.request({
      origin: endpoint,
      path,
      method,
      headers: {
        authorization: `Bearer ${bearer}`, ...body === undefined ? {} : { 'content-type': 'application/json' }
      },
      body: body === undefined ? null : JSON.stringify(body)
    })
    const reply = {
      status: response.statusCode, headers: response.headers, body: JSON.parse(await response.body.text()) as unknown
    }
    check(method, path, reply)
    return reply
  }
}

const ajv = new Ajv({
  strict: false, allErrors: true, formats: { int64: true, uuid: true, 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/ }
})

const operations = [contracts.ovhApiV1, contracts.ovhApiV2].flatMap((contract) => [...contract.operations.values()])
  .map((operation) => ({
    operation, pattern: new RegExp(`^${operation.url.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`)
  }))

/** Throws with what is wrong. */
function check (method: string, path: string, { status, body, headers }: Reply): void {
  const bare = path.split('?', 1)[0]?.replace(/^\/v1\//, '/1.0/') ?? ''
  const operation = operations.find((one) => one.operation.method === method && one.pattern.test(bare))?.operation
  if (operation === undefined) throw new Error(`no operation ${method} ${path}`)
  const documented = operation.replies.get(status)
  const fail = (why: string): never => { throw new Error(`${method} ${path} -> ${status}: ${why} in ${JSON.stringify(body)}`) }
  if (documented?.body === undefined) return fail('not documented')
  if (headers['content-type'] !== 'application/json') fail(`content type ${String(headers['content-type'])}`)
  if (!ajv.validate(documented.body, body)) fail(ajv.errorsText(ajv.errors))
}
