import https from 'node:https'
import { expect, inject, it } from 'vitest'

const { endpoint, okmsId, tls } = inject('okms')
const agent = new https.Agent(tls)

/**
 * @param {string} method
 * @param {string} route
 * @param {object} [body]
 */
async function call (method, route, body) {
  const request = https.request(`${endpoint}/api/${okmsId}/v1${route}`, {
    method, agent, headers: { 'content-type': 'application/json' }
  })
  request.end(body === undefined ? undefined : JSON.stringify(body))
  const response = await new Promise((resolve, reject) => request.on('response', resolve).on('error', reject))
  let text = ''
  for await (const part of response) text += part
  return { status: response.statusCode, body: text === '' ? undefined : JSON.parse(text) }
}

it('decrypts what it encrypted, and only under the same context', async () => {
  const { body: key } = await call('POST', '/servicekey', { name: 'test', type: 'oct', size: 256 })
  const plaintext = Buffer.from('Hello World').toString('base64')
  const { body: { ciphertext } } = await call('POST', `/servicekey/${key.id}/encrypt`, {
    plaintext, context: 'project A'
  })
  expect((await call('POST', `/servicekey/${key.id}/decrypt`, { ciphertext, context: 'project A' })).body)
    .toEqual({ plaintext })
  expect((await call('POST', `/servicekey/${key.id}/decrypt`, { ciphertext, context: 'project B' })).status).toBe(400)
})
