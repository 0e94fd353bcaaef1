// node-vault on KV version 2, over mutual TLS and by token, with the verb LIST and without it.

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'

/** A value of the server, typed as JSON.parse does. */
type Json = ReturnType<typeof JSON.parse>

/** What these tests use of node-vault. It rejects with an Error that has the reply. */
interface NodeVault {
  read (path: string): Promise<Json>
  write (path: string, data: object): Promise<Json>
  update (path: string, data: object): Promise<Json>
  list (path: string): Promise<Json>
  delete (path: string): Promise<Json>
  health (): Promise<Json>
  initialized (): Promise<Json>
  status (): Promise<Json>
  tokenLookupSelf (): Promise<Json>
}

const variable = (name: string) => process.env[name] ?? ''

// Installed outside of the repository, in the versions of package-lock.json.
const connect = createRequire(path.join(variable('CLIENT_PACKAGES'), 'package.json'))('node-vault') as
  (options: object) => NodeVault

const endpoint = `${variable('KMS_RESTAPI_ENDPOINT')}/api/${variable('KMS_RESTAPI_OKMSID')}`
const token = variable('KMS_RESTAPI_TOKEN')
const trust = { ca: readFileSync(variable('KMS_RESTAPI_CA')) }
const certificate = {
  cert: readFileSync(variable('KMS_RESTAPI_CERT')), key: readFileSync(variable('KMS_RESTAPI_KEY'))
}

const accesses = [
  { title: 'mutual TLS', options: { requestOptions: { ...trust, ...certificate } } },
  { title: 'token', options: { token, requestOptions: trust } },
  { title: 'token, without the verb LIST', options: { token, noCustomHTTPVerbs: true, requestOptions: trust } }
]

describe.each(accesses)('node-vault by $title', ({ options }) => {
  const client = connect({ endpoint, ...options })
  const folder = `node-vault/${randomUUID()}`
  const data = (name: string) => `secret/data/${folder}/${name}`
  const metadata = (name: string) => `secret/metadata/${folder}/${name}`

  /** Stores a version of the secret and gives its number. */
  async function put (name: string, secret: object, options?: object): Promise<number> {
    const body = { data: secret, ...(options === undefined ? {} : { options }) }
    return (await client.write(data(name), body)).data.version
  }
  const get = async (name: string, version?: number) =>
    (await client.read(data(name) + (version === undefined ? '' : `?version=${version}`))).data
  const keys = async (name: string) => (await client.list(metadata(name))).data.keys

  it('stores and reads', async () => {
    const secret = { user: 'æon', ports: [1, 2.5, null, true], nested: { a: { b: '' } } }
    const { data: written } = await client.write(data('one'), { data: secret })
    expect(written).toEqual({
      version: 1, created_time: expect.any(String), deletion_time: '', destroyed: false, custom_metadata: null
    })
    expect(Math.abs(Date.parse(written.created_time) - Date.now())).toBeLessThan(60_000)
    expect(await get('one')).toEqual({ data: secret, metadata: written })
  })

  it('reads old versions', async () => {
    for (const n of [1, 2, 3]) expect(await put('old', { n })).toBe(n)
    for (const n of [1, 2, 3]) {
      expect(await get('old', n)).toMatchObject({ data: { n }, metadata: { version: n } })
    }
    await expect(get('old', 4)).rejects.toMatchObject(missing)
  })

  it('lists with folders', async () => {
    for (const name of ['list/b', 'list/a', 'list/a/deep/er', 'list/c/d']) await put(name, { x: 'y' })
    expect(await keys('list')).toEqual(['a', 'a/', 'b', 'c/'])
    expect(await keys('list/a/')).toEqual(['deep/'])
    expect((await client.list('secret/metadata/')).data.keys).toContain('node-vault/')
    for (const nothing of ['list/b', 'no-such-folder']) await expect(keys(nothing)).rejects.toMatchObject(missing)
  })

  it('patches by JSON merge patch', async () => {
    await put('patched', { kept: '1', changed: 'old', gone: { a: 1 }, list: [1, 2] })
    const patch = { changed: 'new', gone: null, list: [3], nested: { b: null, c: 1 } }
    expect((await client.update(data('patched'), { data: patch })).data.version).toBe(2)
    expect((await get('patched')).data).toEqual({ kept: '1', changed: 'new', list: [3], nested: { c: 1 } })
    await expect(client.update(data('patched'), { data: {}, options: { cas: 1 } })).rejects.toMatchObject(wrongCas)
    await expect(client.update(data('none'), { data: {} })).rejects.toMatchObject(missing)
  })

  it('deletes and undeletes', async () => {
    for (const n of [1, 2, 3]) await put('deleted', { n })
    await client.delete(data('deleted'))
    const deleted = await get('deleted').catch(({ response }: RejectedReply) => response)
    expect(deleted).toMatchObject({
      statusCode: 404, body: { data: { data: null, metadata: { version: 3, destroyed: false } } }
    })
    expect(Date.parse(deleted.body.data.metadata.deletion_time)).toBeGreaterThan(Date.now() - 60_000)
    expect((await get('deleted', 2)).data).toEqual({ n: 2 })

    await client.write(`secret/delete/${folder}/deleted`, { versions: [1, 2] })
    await expect(get('deleted', 1)).rejects.toMatchObject(missing)
    await client.write(`secret/undelete/${folder}/deleted`, { versions: [1, 3] })
    expect([(await get('deleted', 1)).data, (await get('deleted')).data]).toEqual([{ n: 1 }, { n: 3 }])
    await expect(get('deleted', 2)).rejects.toMatchObject(missing)
    await expect(client.write(`secret/delete/${folder}/deleted`, { versions: ['1', 'x'] })).rejects.toMatchObject(wrong)
  })

  it('destroys', async () => {
    for (const n of [1, 2]) await put('destroyed', { n })
    await client.write(`secret/destroy/${folder}/destroyed`, { versions: [1] })
    await client.write(`secret/undelete/${folder}/destroyed`, { versions: [1] })
    await expect(get('destroyed', 1)).rejects.toMatchObject({
      response: { statusCode: 404, body: { data: { data: null, metadata: { destroyed: true } } } }
    })
    expect((await get('destroyed')).data).toEqual({ n: 2 })
  })

  it('writes and patches metadata, also before any data', async () => {
    await client.write(metadata('metadata'), {
      custom_metadata: { owner: 'team', stage: 'dev' }, max_versions: 5, delete_version_after: '24h'
    })
    expect((await client.read(metadata('metadata'))).data).toMatchObject({ current_version: 0, versions: {} })
    await expect(get('metadata')).rejects.toMatchObject(missing)
    expect(await put('metadata', { n: 1 }, { cas: 0 })).toBe(1)
    await client.update(metadata('metadata'), { custom_metadata: { stage: null, region: 'eu' } })
    const { data: read } = await client.read(metadata('metadata'))
    expect(read).toMatchObject({
      current_version: 1,
      oldest_version: 0,
      max_versions: 5,
      cas_required: false,
      delete_version_after: '24h0m0s'
    })
    expect(read.custom_metadata).toEqual({ owner: 'team', region: 'eu' })
    const { created_time: from, deletion_time: until } = read.versions[1]
    expect(Date.parse(until) - Date.parse(from)).toBe(24 * 3_600_000)
  })

  it('prunes by max_versions', async () => {
    await client.write(metadata('pruned'), { max_versions: 2 })
    for (const n of [1, 2, 3, 4]) expect(await put('pruned', { n })).toBe(n)
    await expect(get('pruned', 2)).rejects.toMatchObject(missing)
    const { data: { oldest_version: oldest, versions } } = await client.read(metadata('pruned'))
    expect([oldest, Object.keys(versions)]).toEqual([3, ['3', '4']])
  })

  it('checks and sets', async () => {
    await expect(put('cas', {}, { cas: 1 })).rejects.toMatchObject(wrongCas)
    expect(await put('cas', { n: 1 }, { cas: 0 })).toBe(1)
    expect(await put('cas', { n: 2 }, { cas: 1 })).toBe(2)
    for (const cas of [0, 1, 3]) await expect(put('cas', {}, { cas })).rejects.toMatchObject(wrongCas)
    await client.write(metadata('cas'), { cas_required: true })
    await expect(put('cas', {})).rejects.toMatchObject({
      message: expect.stringMatching(/check-and-set/), response: { statusCode: 400 }
    })
    expect(await put('cas', { n: 3 }, { cas: 2 })).toBe(3)
    expect((await get('cas')).data).toEqual({ n: 3 })
  })

  it('reads the names of the members only', async () => {
    await put('subkeys', { a: { b: { c: 1 } }, d: [1] })
    const { data: { subkeys } } = await client.read(`secret/subkeys/${folder}/subkeys?depth=2`)
    expect(subkeys).toEqual({ a: { b: null }, d: null })
  })

  it('deletes everything', async () => {
    await put('all', { n: 1 })
    await client.delete(metadata('all'))
    await expect(client.read(metadata('all'))).rejects.toMatchObject(missing)
    expect(await keys('')).not.toContain('all')
    expect(await put('all', { n: 2 })).toBe(1)
  })

  it('tells a missing secret by its error code', async () => {
    const { body } = await get('none').catch(({ response }: RejectedReply) => response)
    expect(body).toMatchObject({ error_code: 17125377 })
    expect(body).not.toHaveProperty('data')
  })

  it('configures', async () => {
    onTestFinished(async () => { await client.write('secret/config', { max_versions: 0 }) })
    await client.write('secret/config', { max_versions: 3 })
    expect((await client.read('secret/config')).data).toEqual({
      cas_required: false, delete_version_after: '0s', max_versions: 3
    })
  })

  it('asks the server for its state', async () => {
    expect(await client.health()).toMatchObject({ sealed: false, standby: false })
    expect(await client.initialized()).toMatchObject({ initialized: true })
    expect(await client.status()).toMatchObject({ sealed: false })
  })
})

it('node-vault looks a token up, and a wrong one is refused', async () => {
  const client = connect({ endpoint, token, requestOptions: trust })
  expect((await client.tokenLookupSelf()).data).toMatchObject({ type: 'service', ttl: 0, expire_time: null })
  const stranger = connect({ endpoint, token: 'wrong', requestOptions: trust })
  await expect(stranger.read('secret/data/any')).rejects.toMatchObject({ response: { statusCode: 401 } })
})

interface RejectedReply { readonly response: { readonly statusCode: number, readonly body: Json } }

const missing = { response: { statusCode: 404 } }
const wrong = { response: { statusCode: 400 } }
const wrongCas = {
  ...wrong, message: expect.stringMatching(/(?=.*check-and-set)(?=.*\bcas\b).*did not match the current version/)
}
