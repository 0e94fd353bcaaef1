// Snapshots of domains and of the server: taken, restored, forked and removed, through each face alike.

import { randomUUID } from 'node:crypto'
import { afterEach, expect, it } from 'vitest'
import type { EmulatorDomain } from '../../../src/index.js'
import { call, createKey, decrypt, decrypted, encrypt, readSecret, writeSecret } from './domain-client.js'
import { domainLines } from './domain-lines.js'
import { describeFaces } from './faces.js'

const none = randomUUID()

describeFaces('a snapshot', domainLines, (faced) => {
  afterEach(async () => {
    for (const snapshot of await faced().emulator.snapshots.list()) await snapshot.remove()
    await faced().emulator.reset()
  })

  async function filled () {
    const domain = await faced().controls.createDomain({ name: 'filled' })
    const keyId = await createKey(domain)
    const encrypted = await encrypt(domain, keyId)
    await writeSecret(domain, 'app/db', { password: 'then' })
    return { domain, keyId, encrypted }
  }

  const isAsThen = async (domain: EmulatorDomain, { keyId, encrypted }: Awaited<ReturnType<typeof filled>>) => {
    expect(await decrypt(domain, keyId, encrypted)).toMatchObject(decrypted)
    expect((await readSecret(domain, 'app/db')).body).toMatchObject({ data: { data: { password: 'then' } } })
    expect((await call(domain, 'GET', '/servicekey?state=all')).body['objects_list']).toMatchObject([{ id: keyId }])
  }

  it('of a domain brings its state back, and the ids of keys created since are free', async () => {
    const then = await filled()
    const { domain, keyId } = then
    const snapshot = await domain.snapshot({ name: 'then' })
    expect(snapshot).toMatchObject({
      name: 'then', okmsId: domain.okmsId, domainCount: 1, serviceKeyCount: 1, secretCount: 1
    })
    const id = randomUUID()
    for (let round = 0; round < 2; round++) {
      await createKey(domain, { id })
      await call(domain, 'POST', `/servicekey/${keyId}/deactivate`, { reason: 'unspecified' })
      await call(domain, 'DELETE', `/servicekey/${keyId}`)
      await writeSecret(domain, 'app/db', { password: 'now' })
      await writeSecret(domain, 'later', { a: 1 })
      expect(await decrypt(domain, keyId, then.encrypted)).toMatchObject({ status: 404 })
      await snapshot.restore()
      await isAsThen(domain, then)
      expect(await call(domain, 'GET', `/servicekey/${id}`)).toMatchObject({ status: 404 })
      expect(await readSecret(domain, 'later')).toMatchObject({ status: 404 })
    }
  })

  it('brings a removed domain back, with its client', async () => {
    const then = await filled()
    const snapshot = await then.domain.snapshot()
    await faced().controls.domain(then.domain.okmsId).remove()
    await snapshot.restore()
    await isAsThen(then.domain, then)
  })

  it('is forked into a domain of its own', async () => {
    const then = await filled()
    const snapshot = await then.domain.snapshot()
    const okmsId = randomUUID()
    const [named, other] = [await snapshot.fork({ okmsId, name: 'named' }), await snapshot.fork({ name: 'other' })]
    expect(named).toMatchObject({ okmsId, name: 'named' })
    for (const fork of [named, other]) await isAsThen(fork, then)
    await writeSecret(named, 'app/db', { password: 'named' })
    await named.remove()
    await isAsThen(other, then)
    await isAsThen(then.domain, then)
    expect(await call({ ...then.domain, okmsId: other.okmsId }, 'GET', '/servicekey')).toMatchObject({ status: 403 })
  })

  it('of the server brings everything back, and the client of the files goes on working', async () => {
    const { controls, emulator } = faced()
    const then = await filled()
    const snapshot = await controls.snapshot({ name: 'all' })
    expect(snapshot).toMatchObject({ name: 'all', okmsId: null, domainCount: 2, serviceKeyCount: 1, secretCount: 1 })
    const later = await controls.createDomain({ name: 'later' })
    const keyId = await createKey(emulator)
    await emulator.domain(later.okmsId).clock.advance('1d')
    await controls.domain(then.domain.okmsId).remove()
    await snapshot.restore()
    await isAsThen(then.domain, then)
    expect(await call(emulator, 'GET', `/servicekey/${keyId}`)).toMatchObject({ status: 404 })
    expect((await later.fetch(`/api/${later.okmsId}/v1/servicekey`)).status).toBe(401)
    await controls.createDomain({ okmsId: later.okmsId, name: 'again' })
    expect(await emulator.domain(later.okmsId).clock.show()).toMatchObject({ real: true })
  })

  it('is listed, shown and removed', async () => {
    const { controls } = faced()
    const { domain } = await filled()
    const taken = [await controls.snapshot({ name: 'one' }), await domain.snapshot()]
    const shown = (await controls.snapshots.list()).map(({ id, name, okmsId }) => ({ id, name, okmsId }))
    expect(shown).toEqual(taken.map(({ id, name, okmsId }) => ({ id, name, okmsId })))
    expect(await controls.snapshots.get(taken[1]!.id)).toMatchObject({ okmsId: domain.okmsId, secretCount: 1 })
    await taken[0]!.remove()
    expect((await controls.snapshots.list()).map(({ id }) => id)).toEqual([taken[1]!.id])
    await expect(taken[0]!.restore()).rejects.toThrow(/no snapshot/)
  })

  it('stays when the server is reset', async () => {
    const then = await filled()
    const snapshot = await then.domain.snapshot()
    await faced().controls.reset()
    await snapshot.restore()
    await isAsThen(then.domain, then)
  })

  it('that cannot be is refused', async () => {
    const { controls } = faced()
    await expect(controls.domain(none).snapshot()).rejects.toThrow(/no okms domain/)
    await expect(controls.snapshots.get(none)).rejects.toThrow(/no snapshot/)
    const server = await controls.snapshot()
    await expect(server.fork()).rejects.toThrow(/of the whole server/)
    const { domain } = await filled()
    const snapshot = await domain.snapshot()
    await expect(snapshot.fork({ okmsId: domain.okmsId })).rejects.toThrow(/already exists/)
  })
})
