// Every test that uses `okms` has an okms domain of its own; if it fails, its requests are printed.

import { expect } from 'vitest'
import { domainPerFile, test } from 'okms-emulator/vitest'

test('decrypts what it encrypted, and only under the same context', async ({ okms }) => {
  const { body: key } = await call(okms, 'POST', '/servicekey', { name: 'test', type: 'oct', size: 256 })
  const plaintext = Buffer.from('Hello World').toString('base64')
  const { body: { ciphertext } } = await call(okms, 'POST', `/servicekey/${key.id}/encrypt`, {
    plaintext, context: 'project A'
  })
  expect((await call(okms, 'POST', `/servicekey/${key.id}/decrypt`, { ciphertext, context: 'project A' })).body)
    .toEqual({ plaintext })
  expect((await call(okms, 'POST', `/servicekey/${key.id}/decrypt`, { ciphertext, context: 'project B' })).status)
    .toBe(400)
})

test('tries again when the service is not available', async ({ okms }) => {
  await okms.faults.add({ match: { operationId: 'ListServiceKeys' }, trigger: { next: 1 }, effect: { status: 503 } })
  let status = 503
  while (status === 503) status = (await call(okms, 'GET', '/servicekey')).status
  await okms.journal.expect({ operationId: 'ListServiceKeys' }, { count: 2 })
})

// The tests of a file can share one.
const shared = domainPerFile()

test('has the keys of its own domain only', async ({ okms }) => {
  await call(shared, 'POST', '/servicekey', { name: 'shared', type: 'oct', size: 256 })
  expect((await call(okms, 'GET', '/servicekey')).body.objects_list).toEqual([])
})

/**
 * @param {import('okms-emulator').EmulatorDomain} okms
 * @param {string} method
 * @param {string} route
 * @param {object} [body]
 */
async function call (okms, method, route, body) {
  const response = await okms.fetch(`/api/${okms.okmsId}/v1${route}`, {
    method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body)
  })
  return { status: response.status, body: await response.json() }
}
