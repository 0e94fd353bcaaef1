// The page at `/` and its events, over real mutual TLS.

import { readFileSync } from 'node:fs'
import supertest from 'supertest'
import { Agent } from 'undici'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { pageModule } from '../../pages/page-module.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator({ flags: [] }) })
afterAll(async () => { await emulator.close() })

const { createEventParser } = await pageModule<{
  readonly createEventParser: (onEvent: (name: string, data: string) => void) => (chunk: string) => void
}>('home/event-parser.js')

interface News {
  readonly credentialId?: string
  readonly keys?: readonly {
    readonly name: string, readonly changes: readonly { readonly state: string, readonly reason: string | null }[]
  }[]
  readonly moreKeys?: number
  readonly counts?: Readonly<Record<string, number>> | null
  readonly secrets?: readonly string[]
  readonly secretCount?: number
  readonly configuration?: object
  readonly operations?: readonly {
    readonly operationId: string, readonly status: number, readonly resource: { readonly name: string | null }
  }[]
}

const anybody = (path: string) => supertest(emulator.endpoint).get(path).ca(readFileSync(emulator.files.ca))

/** Events of the stream, one at a time. */
async function watch (shown?: { readonly cert: string, readonly key: string }) {
  const { ca, certificate, privateKey } = emulator.files
  const agent = new Agent({
    connect: { ca: readFileSync(ca), ...(shown ?? { cert: readFileSync(certificate), key: readFileSync(privateKey) }) }
  })
  const { statusCode, body } = await agent.request({ origin: emulator.endpoint, path: '/page/events', method: 'GET' })
  const reader = (async function * () {
    const events: News[] = []
    const parse = createEventParser((_name, data) => { events.push(JSON.parse(data) as News) })
    for await (const part of body) {
      parse(String(part))
      yield * events.splice(0)
    }
  })()
  const until = async (holds: (data: News) => boolean): Promise<News> => {
    for (;;) {
      const { value, done } = await reader.next()
      if (done === true) throw new Error('the stream ended')
      if (holds(value)) return value
    }
  }
  return { statusCode, until, close: () => agent.destroy() }
}

const create = async (name: string): Promise<string> =>
  (await emulator.api('POST', '/servicekey', { name, type: 'oct' })).body.id

describe('the page', () => {
  it('is public, loads nothing from another origin, and everything that it loads exists', async () => {
    const { status, text, headers } = await anybody('/')
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/)
    for (const [, reference = ''] of text.matchAll(/\b(?:src|href)="(\/page\/[^"]+)"/g)) {
      expect([reference, (await anybody(reference)).status]).toEqual([reference, 200])
    }
  })

  it('tells who has no certificate why, and nothing of any key', async () => {
    await create('a secret name')
    const { body, text, headers } = await anybody('/page/start.json')
    // A browser that changes its certificate must not see the reply to another.
    expect(headers['cache-control']).toBe('no-store')
    expect(body.refusal).toMatch(/client certificate/)
    expect(body.transitions).toContainEqual({ from: 'compromised', transition: 'activate', to: 'active' })
    expect(text).not.toContain('secret')
    expect((await anybody('/page/events')).status).toBe(401)
  })
})

describe('the events', () => {
  it('say whose they are before anything else', async () => {
    const stream = await watch()
    expect(stream.statusCode).toBe(200)
    expect(Object.keys(await stream.until(() => true))).toEqual(['okmsId', 'credentialId'])
    await stream.close()
  })

  it('tell every operation and every change as they happen, with the counts of the store', async () => {
    const stream = await watch()
    const keyId = await create('watched')
    await emulator.api('POST', `/servicekey/${keyId}/encrypt`, { plaintext: '!' })
    await emulator.api('POST', `/servicekey/${keyId}/deactivate`, { reason: 'unspecified' })
    await emulator.api('DELETE', `/servicekey/${keyId}`)
    const seen: string[] = []
    let counts: News['counts']
    await stream.until((news) => {
      seen.push(...(news.operations ?? []).map(({ operationId, status, resource }) => `${operationId} ${status} ${resource.name}`))
      counts = news.counts ?? counts
      return seen.some((operation) => operation.startsWith('DeleteServiceKey'))
    })
    expect(seen).toEqual([
      'CreateImportServiceKey 201 null', 'Encrypt 400 watched', 'DeactivateServiceKey 204 watched',
      'DeleteServiceKey 204 watched'
    ])
    expect(counts?.['destroyed']).toBe(1)
    await stream.close()
  })

  it('tell of secrets, whichever API they are written by, and of the configuration, but never any data', async () => {
    const stream = await watch()
    const call = (method: string, path: string, body?: object, options = {}) =>
      emulator.client.request(method, `/api/${emulator.okmsId}/${path}`, body, options)
    const data = { password: 'known value', 'known name': ['known item'] }
    await call('POST', 'v2/secret', { path: 'one', version: { data } })
    await call('POST', 'v1/secret/data/two', { data })
    await call('PATCH', 'v1/secret/data/two', { data: { more: 'known value' } })
    await call('GET', 'v2/secret/one?includeData=true')
    await call('GET', 'v1/secret/data/two')
    await call('GET', 'v1/secret/subkeys/two')
    // Refused, with data in every place.
    await call('POST', 'v2/secret', { path: 'one', version: { data } })
    await call('POST', 'v2/secret', { path: 'three', version: { data: 'known value' } })
    await call('PUT', 'v2/secret/one?cas=7', { version: { data }, unknown: 'known value' })
    await call('POST', 'v1/secret/data/two', { data: 'known value' })
    await call('POST', 'v1/secret/data/two', { data, options: { cas: 'known value' } })
    await call('PUT', 'v2/secretConfig', { maxVersions: 3 })
    await call('DELETE', 'v1/secret/metadata/two')
    const texts: string[] = []
    const seen = { paths: new Set<string>(), count: -1, configuration: {}, operations: [] as string[] }
    await stream.until((news) => {
      texts.push(JSON.stringify(news))
      for (const path of news.secrets ?? []) seen.paths.add(path)
      seen.count = news.secretCount ?? seen.count
      seen.configuration = news.configuration ?? seen.configuration
      seen.operations.push(...(news.operations ?? []).map(({ operationId, status }) => `${operationId} ${status}`))
      return seen.operations.some((operation) => operation.startsWith('DeleteSecretMetadata'))
    })
    expect([...seen.paths].sort()).toEqual(['one', 'two'])
    expect(seen.count).toBe(1)
    expect(seen.configuration).toMatchObject({ maxVersions: 3 })
    expect(seen.operations).toHaveLength(13)
    expect(texts.join()).not.toContain('known')
    await stream.close()
  })

  it('tell of very many keys only how many there are', async () => {
    const stream = await watch()
    await Promise.all(Array.from({ length: 60 }, (_, index) => create(`one of many ${index}`)))
    let told = 0
    let largest = 0
    await stream.until(({ keys = [], moreKeys = 0 }) => {
      told += keys.length + moreKeys
      largest = Math.max(largest, keys.length)
      return told === 60
    })
    expect(largest).toBeLessThanOrEqual(20)
    await stream.close()
  })

  it.each([
    ['U+2028', 'a\u2028b'], ['U+2029', 'a\u2029b'], ['CR and LF', 'a\r\n\ndata: {}\n\nb']
  ])('carry a name with %s', async (_, name) => {
    const stream = await watch()
    await create(name)
    expect((await stream.until(({ keys = [] }) => keys.length > 0)).keys?.[0]?.name).toBe(name)
    await stream.close()
  })

  it('free their place when the reader goes', async () => {
    const streams = await Promise.all(Array.from({ length: 8 }, () => watch()))
    const tooMany = await watch()
    expect(tooMany.statusCode).toBe(429)
    await Promise.all([...streams, tooMany].map((stream) => stream.close()))
    await vi.waitFor(async () => {
      const again = await watch()
      await again.close()
      expect(again.statusCode).toBe(200)
    })
  })

  it('are not for a HEAD, which would hold its connection for ever', async () => {
    const { ca, certificate, privateKey } = emulator.files
    const { status } = await supertest(emulator.endpoint)
      .head('/page/events')
      .ca(readFileSync(ca))
      .cert(readFileSync(certificate))
      .key(readFileSync(privateKey))
    expect(status).toBe(404)
  })

  it('end when the credential is revoked, without any later event', async () => {
    const credentials = `/_emulator/domains/${emulator.okmsId}/credentials`
    const { body } = await emulator.admin.request('POST', credentials, { name: 'leaves soon', identityURNs: ['urn:v1:eu:identity:user:xx1111-ovh/somebody'] })
    const stream = await watch({ cert: body.certificatePEM, key: body.privateKeyPEM })
    await stream.until(() => true)
    expect((await emulator.admin.request('DELETE', `${credentials}/${body.id}`)).status).toBeLessThan(300)
    await expect(stream.until(() => true)).rejects.toThrow('the stream ended')
    await stream.close()
  })

  it('end when the domain is removed', async () => {
    const { okmsId } = (await emulator.admin.request('POST', '/_emulator/domains', { name: 'leaves soon' })).body
    const { body } = await emulator.admin.request('POST', `/_emulator/domains/${okmsId}/credentials`, { name: 'c' })
    const stream = await watch({ cert: body.certificatePEM, key: body.privateKeyPEM })
    await stream.until(() => true)
    expect((await emulator.admin.request('DELETE', `/_emulator/domains/${okmsId}`)).status).toBe(204)
    await expect(stream.until(() => true)).rejects.toThrow('the stream ended')
    await stream.close()
  })

  it('leave out keys that no policy lets the caller see, and count only the others', async () => {
    const strict = await startTestEmulator({ flags: ['--ephemeral', '--iam-mode', 'enforce'] })
    try {
      const make = async (name: string): Promise<string> =>
        (await strict.api('POST', '/servicekey', { name, type: 'oct' })).body.id
      const [seen, hidden] = [await make('for everybody'), await make('not for everybody')]
      const identity = 'urn:v1:eu:identity:user:xx1111-ovh/somebody'
      const { body } = await strict.admin.request('POST', `/_emulator/domains/${strict.okmsId}/credentials`, { name: 'sees a part', identityURNs: [identity] })
      await strict.admin.request('POST', '/_emulator/policies', {
        name: 'one key',
        identities: [identity],
        action: ['okms:apikms:serviceKey/get'],
        resources: [{ urn: `urn:v1:eu:resource:okms:${strict.okmsId}/serviceKey/${seen}` }]
      })
      const agent = new Agent({
        connect: { ca: readFileSync(strict.files.ca), cert: body.certificatePEM, key: body.privateKeyPEM }
      })
      const response = await agent.request({ origin: strict.endpoint, path: '/page/events', method: 'GET' })
      let events = ''
      response.body.on('data', (part: Buffer) => { events += String(part) })
      for (const id of [hidden, seen]) {
        await strict.api('POST', `/servicekey/${id}/deactivate`, { reason: 'unspecified' })
      }
      await make('not for everybody either')
      await vi.waitFor(() => { expect(events).toContain('"counts"') })
      expect(events).toContain('for everybody')
      expect(events).not.toContain('not for everybody')
      expect(events).not.toContain(hidden)
      for (const [, counts = ''] of events.matchAll(/"counts":(\{.*?\})/g)) {
        expect(JSON.parse(counts))
          .toEqual({ pre_active: 0, active: 0, deactivated: 1, compromised: 0, destroyed: 0, destroyed_compromised: 0 })
      }
      await agent.destroy()
    } finally {
      await strict.close()
    }
  })

  it('end at once when the server stops', async () => {
    const other = await startTestEmulator()
    const { ca, certificate, privateKey } = other.files
    const agent = new Agent({
      connect: { ca: readFileSync(ca), cert: readFileSync(certificate), key: readFileSync(privateKey) }
    })
    const { body } = await agent.request({ origin: other.endpoint, path: '/page/events', method: 'GET' })
    const ended = body.text()
    await other.close()
    expect(await ended).toContain('event: welcome')
    await agent.close()
  })
})
