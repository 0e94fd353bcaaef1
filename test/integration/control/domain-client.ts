// What a test does in a domain: keys and secrets, as its client.

import { expect } from 'vitest'
import type { EmulatorDomain } from '../../../src/index.js'

type Client = Pick<EmulatorDomain, 'okmsId' | 'fetch'>

export interface Reply {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

export async function call ({ okmsId, fetch }: Client, method: string, path: string, body?: object): Promise<Reply> {
  const reply = await fetch(`/api/${okmsId}/v1${path}`, {
    method,
    ...body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  })
  const text = await reply.text()
  return { status: reply.status, body: text === '' ? {} : JSON.parse(text) as Reply['body'] }
}

/** Returns its id. */
export async function createKey (client: Client, fields: object = {}): Promise<string> {
  const { status, body } = await call(client, 'POST', '/servicekey', {
    name: 'key', type: 'oct', size: 256, operations: ['encrypt', 'decrypt'], ...fields
  })
  expect(status).toBe(201)
  return String(body['id'])
}

export const encrypt = async (client: Client, keyId: string): Promise<Reply> =>
  await call(client, 'POST', `/servicekey/${keyId}/encrypt`, { plaintext: 'aGVsbG8=' })

export const decrypt = async (client: Client, keyId: string, { body: { ciphertext } }: Reply): Promise<Reply> =>
  await call(client, 'POST', `/servicekey/${keyId}/decrypt`, { ciphertext })

export async function writeSecret (client: Client, path: string, data: object): Promise<void> {
  const { status } = await call(client, 'POST', `/secret/data/${path}`, { data })
  expect(status).toBe(200)
}

export const readSecret = async (client: Client, path: string): Promise<Reply> =>
  await call(client, 'GET', `/secret/data/${path}`)

export const decrypted = { status: 200, body: { plaintext: 'aGVsbG8=' } }
