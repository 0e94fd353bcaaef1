// Keys that a suite creates before a fault and uses after it.

import assert from 'node:assert/strict'
import type { Answer, Running } from '../durability/server-process.js'

export const requestKey = async (server: Running): Promise<Answer> =>
  await server.call('POST', '/servicekey', { name: 'kept', type: 'oct', size: 256, operations: ['encrypt'] })

/** Returns the id of a new key. */
export async function createKey (server: Running): Promise<string> {
  const answer = await requestKey(server)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return (answer.body as { readonly id: string }).id
}

export async function useKey (server: Running, keyId: string): Promise<void> {
  const answer = await server.call('POST', `/servicekey/${keyId}/encrypt`, { plaintext: 'YWJj' })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
}
