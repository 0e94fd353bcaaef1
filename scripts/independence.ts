// Whether a server needs the files of its program once it runs: everything is fetched and every kind of
// operation called after they are gone.

import https from 'node:https'
import type { ReadyLine } from './served.js'
import { readFileSync } from 'node:fs'

interface Answer { readonly status: number, readonly text: string }

/** A caller with the client certificate of the ready line; its files may go afterwards. */
function callerOf ({ endpoint, files }: ReadyLine): (method: string, path: string, body?: object) => Promise<Answer> {
  const agent = new https.Agent({
    ca: readFileSync(files.ca), cert: readFileSync(files.certificate), key: readFileSync(files.privateKey)
  })
  return (method, path, body) => new Promise((resolve, reject) => {
    const request = https.request(
      endpoint + path,
      { method, agent, headers: body === undefined ? {} : { 'content-type': 'application/json' } },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
          .on('data', (part: string) => { text += part })
          .on('end', () => { resolve({ status: response.statusCode ?? 0, text }) })
      }
    )
    request.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const pages = ['/', '/swagger/', '/_emulator/swagger/']
const documents = ['/swagger/json', '/_emulator/swagger/json', '/page/start.json']

/** Throws when a page, a file of a page, or one operation of each kind does not answer as it should. */
export async function useEverything (ready: ReadyLine): Promise<void> {
  const call = callerOf(ready)
  const expect = async (method: string, path: string, status: number, body?: object) => {
    const answer = await call(method, path, body)
    if (answer.status !== status) throw new Error(`${method} ${path} answers ${answer.status}: ${answer.text.slice(0, 300)}`)
    return answer.text
  }
  for (const page of pages) {
    const references = [...(await expect('GET', page, 200)).matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="(?!data:)([^"]+)"/g)]
      .map(([, reference = '']) => new URL(reference, ready.endpoint + page))
    const own = references.filter(({ origin }) => origin === ready.endpoint)
    if (!own.some(({ pathname }) => pathname.endsWith('.js'))) throw new Error(`${page} has no script`)
    for (const { pathname } of own) {
      if ((await expect('GET', pathname, 200)) === '') throw new Error(`${pathname} is empty`)
    }
  }
  for (const document of documents) JSON.parse(await expect('GET', document, 200))

  const api = `/api/${ready.okmsId}/v1`
  const operate = async (method: string, path: string, status: number, body?: object) => {
    const text = await expect(method, api + path, status, body)
    return (text === '' ? {} : JSON.parse(text)) as Record<string, string>
  }
  await operate('GET', '/random?length=32', 200)
  const secret = await operate('POST', '/servicekey', 201, {
    name: 'aes', type: 'oct', size: 256, operations: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']
  })
  const plaintext = Buffer.from('Hello World').toString('base64')
  const { ciphertext } = await operate('POST', `/servicekey/${secret['id']}/encrypt`, 200, { plaintext })
  const { plaintext: decrypted } = await operate('POST', `/servicekey/${secret['id']}/decrypt`, 200, { ciphertext })
  if (decrypted !== plaintext) throw new Error('another text was decrypted')
  const { key } = await operate('POST', `/servicekey/${secret['id']}/datakey`, 201, { size: 256 })
  await operate('POST', `/servicekey/${secret['id']}/datakey/decrypt`, 200, { key })

  // A thread makes the key, another signs the digest.
  const message = Buffer.alloc(32, 1).toString('base64')
  for (const { alg, ...body } of [
    { name: 'rsa', type: 'RSA', size: 2048, alg: 'RS256' }, { name: 'ec', type: 'EC', curve: 'P-256', alg: 'ES256' }
  ]) {
    const { id } = await operate('POST', '/servicekey', 201, { ...body, operations: ['sign', 'verify'] })
    const { signature } = await operate('POST', `/servicekey/${id}/sign`, 200, { message, alg, isdigest: true })
    const { result } = await operate('POST', `/servicekey/${id}/verify`, 200, {
      message, signature, alg, isdigest: true
    }) as Record<string, unknown>
    if (result !== true) throw new Error(`${alg}: the signature does not verify`)
    await operate('POST', `/servicekey/${id}/deactivate`, 204, { reason: 'unspecified' })
    await operate('DELETE', `/servicekey/${id}`, 204)
  }
  await operate('GET', '/servicekey', 200)
  await expect('GET', '/nothing', 404)
}
