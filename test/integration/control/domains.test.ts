// A domain per test: created with its client in one call, emptied, and removed, through each face alike.

import { existsSync, readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { call, createKey, decrypt, decrypted, encrypt, readSecret, writeSecret } from './domain-client.js'
import { domainLines } from './domain-lines.js'
import { describeFaces } from './faces.js'

const noKeys = { status: 200, body: { objects_list: [] } }

describeFaces('a domain', domainLines, (faced) => {
  it('comes with a client that works in it at once, and in no other', async () => {
    const { controls } = faced()
    const [one, other] = [await controls.createDomain({ name: 'one' }), await controls.createDomain({ name: 'other' })]
    const keyId = await createKey(one)
    expect(await decrypt(one, keyId, await encrypt(one, keyId))).toMatchObject(decrypted)
    expect(await call(other, 'GET', `/servicekey/${keyId}`)).toMatchObject({ status: 404 })
    expect(await call({ ...one, okmsId: other.okmsId }, 'GET', '/servicekey')).toMatchObject({ status: 403 })
    await Promise.all([one.remove(), other.remove()])
  })

  it('has the id and the name that were given', async () => {
    const okmsId = randomUUID()
    const domain = await faced().controls.createDomain({ okmsId, name: 'my test' })
    expect(domain).toMatchObject({ okmsId, name: 'my test', endpoint: faced().emulator.endpoint })
    await domain.remove()
  })

  it('names the files of its client in the environment of programs', async () => {
    const domain = await faced().controls.createDomain({ name: 'with files' })
    const { KMS_RESTAPI_CERT: file = '', KMS_RESTAPI_KEY: key = '', ...others } = domain.environment
    expect(readFileSync(file, 'utf8')).toBe(domain.tls.cert)
    expect(readFileSync(key, 'utf8')).toBe(domain.tls.key)
    expect(others).toMatchObject({ KMS_RESTAPI_ENDPOINT: domain.endpoint, KMS_RESTAPI_OKMSID: domain.okmsId })
    expect(existsSync(others['KMS_RESTAPI_CA'] ?? '')).toBe(true)
    await domain.remove()
  })

  it('is empty after a reset: its ids are free again, and its client goes on working', async () => {
    const { controls } = faced()
    const domain = await controls.createDomain({ name: 'reset' })
    const other = await controls.createDomain({ name: 'other' })
    const [kept, id] = [await createKey(other), randomUUID()]
    await createKey(domain, { id })
    await call(domain, 'POST', `/servicekey/${id}/deactivate`, { reason: 'unspecified' })
    await call(domain, 'DELETE', `/servicekey/${id}`)
    const again = { id, name: 'x', type: 'oct', size: 256, operations: ['encrypt'] }
    expect(await call(domain, 'POST', '/servicekey', again)).toMatchObject({ status: 409 })
    await writeSecret(domain, 'app/db', { a: 1 })
    await call(domain, 'POST', '/secret/config', { max_versions: 7 })
    await faced().emulator.domain(domain.okmsId).clock.advance('1d')

    await domain.reset()
    expect(await call(domain, 'GET', '/servicekey?state=all')).toMatchObject(noKeys)
    expect(await readSecret(domain, 'app/db')).toMatchObject({ status: 404 })
    expect((await call(domain, 'GET', '/secret/config')).body['data']).toMatchObject({ max_versions: 0 })
    expect(await faced().emulator.domain(domain.okmsId).clock.show()).toMatchObject({ real: true })
    expect(await createKey(domain, { id })).toBe(id)
    expect(await call(other, 'GET', `/servicekey/${kept}`)).toMatchObject({ status: 200 })
    await Promise.all([domain.remove(), other.remove()])
  })

  it('that is removed refuses its client', async () => {
    const { controls } = faced()
    const domain = await controls.createDomain({ name: 'removed' })
    await createKey(domain)
    const { fetch } = domain
    await controls.domain(domain.okmsId).remove()
    expect((await fetch(`/api/${domain.okmsId}/v1/servicekey`)).status).toBe(401)
  })

  it('that does not exist is neither emptied nor removed', async () => {
    const none = faced().controls.domain(randomUUID())
    await expect(none.reset()).rejects.toThrow(/no okms domain/)
    await expect(none.remove()).rejects.toThrow(/no okms domain/)
  })
})

describeFaces('the server', domainLines, (faced) => {
  it('has its first domain alone after a reset, and the client of the files goes on working', async () => {
    const { controls, emulator } = faced()
    const domain = await controls.createDomain({ name: 'more' })
    const keyId = await createKey(emulator)
    await createKey(domain)
    await emulator.clock.advance('1d')
    await controls.reset()
    expect(await call(emulator, 'GET', `/servicekey/${keyId}`)).toMatchObject({ status: 404 })
    expect(await call(emulator, 'GET', '/servicekey?state=all')).toMatchObject(noKeys)
    expect((await domain.fetch(`/api/${domain.okmsId}/v1/servicekey`)).status).toBe(401)
    expect(await emulator.clock.show()).toMatchObject({ real: true })
  })
})
