// A program that uses the KMS of its compose project, by service name and over mutual TLS, with nothing but Node.

import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import https from 'node:https'
import path from 'node:path'

const endpoint = process.env.OKMS_ENDPOINT ?? 'https://okms:8443'
const folder = process.env.OKMS_CERTS ?? '/certs'

/** @param {string} name */
const read = (name) => readFileSync(path.join(folder, name), 'utf8')
const tls = { ca: read('ca.pem'), cert: read('client.pem'), key: read('client-key.pem') }
const agent = new https.Agent({ ...tls, keepAlive: true })

// The subject of an access certificate is the okms domain that it belongs to.
const okmsId = new X509Certificate(tls.cert).subject.replace(/^CN=/, '')

/**
 * @param {string} method
 * @param {string} route
 * @param {object} [body]
 * @returns {Promise<any>} the answer, parsed
 */
function call (method, route, body) {
  return new Promise((resolve, reject) => {
    const request = https.request(
      `${endpoint}/api/${okmsId}/v1${route}`,
      { method, agent, headers: { 'content-type': 'application/json' } },
      async (response) => {
        let text = ''
        for await (const part of response.setEncoding('utf8')) text += part
        if (response.statusCode !== undefined && response.statusCode < 300) {
          resolve(text === '' ? undefined : JSON.parse(text))
        } else {
          reject(new Error(`${method} ${route}: ${response.statusCode} ${text}`))
        }
      }
    )
    request.on('error', reject)
    request.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const message = 'a secret of the sample app'
const key = await call('POST', '/servicekey', { name: 'compose sample', type: 'oct', size: 256 })
const { ciphertext } = await call('POST', `/servicekey/${key.id}/encrypt`, {
  plaintext: Buffer.from(message).toString('base64'), context: 'compose'
})
const { plaintext } = await call('POST', `/servicekey/${key.id}/decrypt`, { ciphertext, context: 'compose' })
await call('POST', `/servicekey/${key.id}/deactivate`, { reason: 'cessation_of_operation' })
await call('DELETE', `/servicekey/${key.id}`)
agent.destroy()

if (Buffer.from(plaintext, 'base64').toString() !== message) throw new Error('decryption gave another text')
console.log(`${endpoint}: encrypted and decrypted with key ${key.id} of domain ${okmsId}`)
