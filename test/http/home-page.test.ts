// The page at `/` and its events, over real mutual TLS.

import { readFileSync } from 'node:fs'
import supertest from 'supertest'
import { Agent } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator({ flags: [] }) })
afterAll(async () => { await emulator.close() })

interface News {
  readonly keys: readonly { readonly name: string, readonly changes: readonly { readonly state: string, readonly reason: string | null }[] }[]
  readonly operations: readonly { readonly operationId: string, readonly status: number }[]
}

const anybody = (path: string) => supertest(emulator.endpoint).get(path).ca(readFileSync(emulator.files.ca))

/** Events of the stream, one at a time. */
async function watch (shown?: { readonly cert: string, readonly key: string }) {
  const { ca, certificate, privateKey } = emulator.files
  const agent = new Agent({ connect: { ca: readFileSync(ca), ...(shown ?? { cert: readFileSync(certificate), key: readFileSync(privateKey) }) } })
  const { statusCode, body } = await agent.request({ origin: emulator.endpoint, path: '/page/events', method: 'GET' })
  const reader = (async function * () {
    let text = ''
    for await (const part of body) {
      const messages = (text + String(part)).split('\n\n')
      text = messages.pop() ?? ''
      for (const message of messages) {
        const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(message) ?? []
        yield { event, data: JSON.parse(data ?? '') }
      }
    }
  })()
  const until = async (holds: (data: News) => boolean): Promise<News> => {
    for (;;) {
      const { value, done } = await reader.next()
      if (done === true) throw new Error('the stream ended')
      if (holds(value.data)) return value.data
    }
  }
  return { statusCode, until, close: () => agent.destroy() }
}

const create = async (name: string): Promise<string> => (await emulator.api('POST', '/servicekey', { name, type: 'oct' })).body.id

describe('the page', () => {
  it('is there for anybody, loads nothing from elsewhere, and everything that it loads is there', async () => {
    const { status, text, headers } = await anybody('/')
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/)
    for (const [, reference = ''] of text.matchAll(/\b(?:src|href)="(\/page\/[^"]+)"/g)) expect([reference, (await anybody(reference)).status]).toEqual([reference, 200])
  })

  it('tells who has no certificate why, and nothing of any key', async () => {
    await create('a secret name')
    const { body, text } = await anybody('/page/start.json')
    expect(body.refusal).toMatch(/client certificate/)
    expect(body.transitions).toContainEqual({ from: 'compromised', transition: 'activate', to: 'active' })
    expect(text).not.toContain('secret')
    expect((await anybody('/page/events')).status).toBe(401)
  })
})

describe('the events', () => {
  it('tell the keys of the domain with the way they went, also after a restart', async () => {
    const keyId = await create('travelled')
    for (const reason of ['unspecified', 'key_compromise']) await emulator.api('POST', `/servicekey/${keyId}/deactivate`, { reason })
    await emulator.api('POST', `/servicekey/${keyId}/activate`)
    emulator = await emulator.restart()

    const stream = await watch()
    const { keys } = await stream.until(({ keys }) => keys.length > 0)
    expect(keys.find(({ name }) => name === 'travelled')?.changes.map(({ state, reason }) => [state, reason])).toEqual([['deactivated', 'unspecified'], ['compromised', 'key_compromise'], ['active', null]])
    await stream.close()
  })

  it('tell every operation and every change as they happen', async () => {
    const stream = await watch()
    expect(stream.statusCode).toBe(200)
    const keyId = await create('watched')
    await emulator.api('POST', `/servicekey/${keyId}/encrypt`, { plaintext: '!' })
    await emulator.api('POST', `/servicekey/${keyId}/deactivate`, { reason: 'unspecified' })
    await emulator.api('DELETE', `/servicekey/${keyId}`)
    const seen: string[] = []
    await stream.until(({ operations }) => {
      seen.push(...operations.map(({ operationId, status }) => `${operationId} ${status}`))
      return operations.some(({ operationId }) => operationId === 'DeleteServiceKey')
    })
    expect(seen.slice(-4)).toEqual(['CreateImportServiceKey 201', 'Encrypt 400', 'DeactivateServiceKey 204', 'DeleteServiceKey 204'])
    await stream.close()
  })

  it('end when the credential is revoked, without a word of what came after', async () => {
    const credentials = `/_emulator/domains/${emulator.okmsId}/credentials`
    const { body } = await emulator.admin.request('POST', credentials, { name: 'leaves soon', identityURNs: ['urn:v1:eu:identity:user:xx1111-ovh/somebody'] })
    const stream = await watch({ cert: body.certificatePEM, key: body.privateKeyPEM })
    await stream.until(() => true)
    expect((await emulator.admin.request('DELETE', `${credentials}/${body.id}`)).status).toBeLessThan(300)
    await create('made after that')
    await expect(stream.until(() => true)).rejects.toThrow('the stream ended')
    await stream.close()
  })

  it('leave out keys that no policy lets the caller see', async () => {
    const strict = await startTestEmulator({ flags: ['--ephemeral', '--iam-mode', 'enforce'] })
    try {
      await strict.api('POST', '/servicekey', { name: 'not for everybody', type: 'oct' })
      const { body } = await strict.admin.request('POST', `/_emulator/domains/${strict.okmsId}/credentials`, { name: 'sees nothing', identityURNs: ['urn:v1:eu:identity:user:xx1111-ovh/somebody'] })
      const agent = new Agent({ connect: { ca: readFileSync(strict.files.ca), cert: body.certificatePEM, key: body.privateKeyPEM } })
      const events = (await agent.request({ origin: strict.endpoint, path: '/page/events', method: 'GET' })).body.text()
      await strict.close()
      expect(await events).toContain('event: welcome')
      expect(await events).not.toContain('not for everybody')
      await agent.close()
    } finally {
      await strict.close().catch(() => {})
    }
  })

  it('end at once when the server stops', async () => {
    const other = await startTestEmulator()
    const { ca, certificate, privateKey } = other.files
    const agent = new Agent({ connect: { ca: readFileSync(ca), cert: readFileSync(certificate), key: readFileSync(privateKey) } })
    const { body } = await agent.request({ origin: other.endpoint, path: '/page/events', method: 'GET' })
    const ended = body.text()
    await other.close()
    expect(await ended).toContain('event: welcome')
    await agent.close()
  })
})
