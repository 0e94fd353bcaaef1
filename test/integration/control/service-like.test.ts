// The service's own delays (--service-like), with the clock moved through each face: what takes its time, what applies
// at once all the same, and that everything does without the option.

import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectEmulator } from '../../../src/index.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { domainLines } from './domain-lines.js'
import { describeFaces, type CommandLines } from './faces.js'

const alice = 'urn:v1:eu:identity:user:emulator-ovh/alice'
const developers = 'urn:v1:eu:identity:group:emulator-ovh/developers'
const everything = { name: 'everything', identities: [alice], action: ['*'], resources: [{ urn: '*' }] }

const folder = mkdtempSync(path.join(tmpdir(), 'okms-emulator-service-like-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

const lines: CommandLines = {
  ...domainLines,
  ApplySeed: ({ body }) => {
    const { content = '' }: { readonly content?: string } = body
    const file = path.join(folder, 'seed.json')
    writeFileSync(file, content)
    return ['seed', file]
  },
  MoveClock: ({ body }) => {
    const { advance }: { readonly advance?: string } = body
    return advance === undefined ? ['clock', 'freeze'] : ['clock', 'advance', '--', advance]
  },
  MoveDomainClock: ({ params }) => ['clock', 'freeze', '--domain', params['okmsId'] ?? '']
}

describeFaces('the service\'s own delays', lines, (faced) => {
  beforeEach(async () => { await faced().emulator.clock.freeze() })
  afterEach(async () => {
    const { emulator } = faced()
    for (const snapshot of await emulator.snapshots.list()) await snapshot.remove()
    await emulator.reset()
  })

  const advance = async (time: string) => await faced().controls.clock.advance(time)

  async function add (...words: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const { code, out, err } = await faced().command(...words, '--json')
    expect([code, err]).toEqual([0, expect.any(String)])
    return JSON.parse(out) as Readonly<Record<string, string>>
  }

  const addPolicy = async (identity = alice) =>
    (await add('policy', 'add', '--identity', identity, '--action', '*'))['id'] ?? ''

  /** Returns what requests the status of a call by alice, who may do what policies allow. */
  async function asAlice () {
    const { emulator } = faced()
    const { token } = await add('token', 'add', '--identity', alice)
    return async () => (await emulator.fetch(`/api/${emulator.okmsId}/v1/random`, {
      headers: { authorization: `Bearer ${token ?? ''}` }
    })).status
  }

  describe('a policy', () => {
    it('applies after 30 to 60 s, and is listed at once', async () => {
      const status = await asAlice()
      const id = await addPolicy()
      expect(await add('policy', 'show', id)).toMatchObject({ id })
      expect(await status()).toBe(403)
      await advance('29s')
      expect(await status()).toBe(403)
      await advance('31s')
      expect(await status()).toBe(200)
    })

    it('that is removed applies on as long', async () => {
      const status = await asAlice()
      const id = await addPolicy()
      await advance('60s')
      await add('policy', 'remove', id)
      expect((await faced().command('policy', 'list')).out).toBe('none\n')
      await advance('29s')
      expect(await status()).toBe(200)
      await advance('31s')
      expect(await status()).toBe(403)
    })

    it('reaches the members of a group as they were', async () => {
      const status = await asAlice()
      await addPolicy(developers)
      await add('group', 'add', 'developers', '--member', alice)
      await advance('60s')
      expect(await status()).toBe(200)
      await add('group', 'add', 'developers')
      await advance('29s')
      expect(await status()).toBe(200)
      await advance('31s')
      expect(await status()).toBe(403)
      await add('group', 'remove', 'developers')
    })

    it('goes by the clock of the server', async () => {
      const { emulator } = faced()
      await emulator.domain(emulator.okmsId).clock.freeze()
      const status = await asAlice()
      await addPolicy()
      await advance('60s')
      expect(await status()).toBe(200)
    })
  })

  describe('a credential', () => {
    const place = () => path.join(folder, randomUUID())

    it('is CREATING, without its certificate, and READY after some seconds', async () => {
      const out = place()
      const added = await add('credential', 'add', '--out', out)
      const { id = '' } = added
      expect(added).toMatchObject({ status: 'CREATING' })
      expect(added).not.toHaveProperty('certificate')
      expect(readdirSync(out)).toEqual([`${id}_privatekey.pem`])
      await advance('1s')
      expect(await add('credential', 'show', id)).toMatchObject({ status: 'CREATING' })
      await advance('4s')
      expect(await add('credential', 'show', id)).toMatchObject({
        status: 'READY', certificatePEM: expect.stringContaining('-----BEGIN CERTIFICATE') as string
      })
    })

    it('is usable at once where it is wanted so, in a new domain, and in a program that connects', async () => {
      const { controls, emulator } = faced()
      expect(await add('credential', 'add', '--ready')).toMatchObject({ status: 'READY' })
      const { okmsId = '', credentialId = '' } = await add('domain', 'add', '--out', place())
      expect(await add('credential', 'show', credentialId, '--okms-id', okmsId)).toMatchObject({ status: 'READY' })
      const domain = await controls.createDomain()
      expect((await domain.fetch(`/api/${domain.okmsId}/v1/random`)).status).toBe(200)
      const { ca } = emulator.tls
      const [cert, key] = [emulator.files.adminCertificate, emulator.files.adminPrivateKey]
        .map((file) => readFileSync(file, 'utf8')) as [string, string]
      const connected = await connectEmulator({ endpoint: emulator.endpoint, admin: { ca, cert, key } })
      expect((await connected.fetch(`/api/${connected.okmsId}/v1/random`)).status).toBe(200)
      await connected.close()
    })

    it('goes by the clock of its domain', async () => {
      const { controls } = faced()
      const domain = await controls.createDomain()
      const { id = '' } = await add('credential', 'add', '--okms-id', domain.okmsId)
      await domain.clock.freeze()
      const status = async () => (await add('credential', 'show', id, '--okms-id', domain.okmsId))['status']
      await advance('60s')
      expect(await status()).toBe('CREATING')
      await domain.reset()
      expect(await status()).toBe('READY')
    })

    it('is revoked at once', async () => {
      const { id = '' } = await add('credential', 'add')
      expect(await add('credential', 'remove', id)).toMatchObject({ status: 'REVOKED' })
    })
  })

  describe('at once', () => {
    it('a seed applies', async () => {
      const status = await asAlice()
      await faced().controls.seed({ policies: [everything] })
      expect(await status()).toBe(200)
    })

    it('a reset applies, and ends what was pending', async () => {
      const id = await addPolicy()
      await advance('60s')
      await add('policy', 'remove', id)
      await faced().controls.reset()
      expect(await (await asAlice())()).toBe(403)
    })

    it('a restored snapshot of the server applies, and ends what was pending', async () => {
      const status = await asAlice()
      const snapshot = await faced().controls.snapshot()
      const id = await addPolicy()
      await advance('60s')
      await add('policy', 'remove', id)
      expect(await status()).toBe(200)
      await snapshot.restore()
      expect(await status()).toBe(403)
    })

    it('a restored snapshot of a domain applies, and leaves policies alone', async () => {
      const status = await asAlice()
      const domain = await faced().controls.createDomain()
      const { id = '' } = await add('credential', 'add', '--okms-id', domain.okmsId)
      const snapshot = await domain.snapshot()
      await addPolicy()
      await snapshot.restore()
      expect(await add('credential', 'show', id, '--okms-id', domain.okmsId)).toMatchObject({ status: 'READY' })
      expect(await status()).toBe(403)
    })
  })
}, { serviceLike: true, iamMode: 'enforce' })

describe('a server', () => {
  let emulator: TestEmulator
  afterEach(async () => { await emulator.close() })

  const post = async (where: string, body: object) => (await emulator.admin.request('POST', where, body)).body
  const addCredential = async () => await post(`/_emulator/domains/${emulator.okmsId}/credentials`, { name: 'new' })
  const statusOf = async (id: string) =>
    (await emulator.admin.request('GET', `/_emulator/domains/${emulator.okmsId}/credentials/${id}`)).body.status
  const asAlice = async () => {
    const { token } = await post('/_emulator/tokens', {
      name: 'alice', identityURNs: [alice], okmsIds: [emulator.okmsId]
    })
    return (await emulator.clientWith({}).request('GET', `/api/${emulator.okmsId}/v1/random`, undefined, {
      headers: { authorization: `Bearer ${token}` }
    })).status
  }

  it('applies everything at once without the option', async () => {
    emulator = await startTestEmulator({ flags: ['--ephemeral', '--iam-mode', 'enforce'] })
    await post('/_emulator/policies', everything)
    expect([await asAlice(), (await addCredential()).status]).toEqual([200, 'READY'])
    expect(emulator.log()).not.toContain('as slow as the service')
  })

  it('makes requests wait, and says so in its log', async () => {
    emulator = await startTestEmulator({ flags: ['--ephemeral', '--service-like'] })
    expect(emulator.log()).toContain('as slow as the service: requests take about 30 ms')
    const start = performance.now()
    expect((await emulator.api('GET', '/random')).status).toBe(200)
    expect(performance.now() - start).toBeGreaterThan(10)
  })

  it('accepts a credential that became READY', async () => {
    emulator = await startTestEmulator({ flags: ['--ephemeral', '--service-like'] })
    const { id, privateKeyPEM } = await addCredential()
    emulator.clock.advance(5000)
    const { certificatePEM } = (
      await emulator.admin.request('GET', `/_emulator/domains/${emulator.okmsId}/credentials/${id}`)
    ).body
    const certificate = { certificatePem: certificatePEM, privateKeyPem: privateKeyPEM }
    const { status } = await emulator.clientWith({ certificate }).request('GET', `/api/${emulator.okmsId}/v1/random`)
    expect(status).toBe(200)
  })

  it('has applied everything after a restart', async () => {
    const flags = ['--service-like', '--iam-mode', 'enforce']
    emulator = await startTestEmulator({ flags })
    await post('/_emulator/policies', everything)
    const { id } = await addCredential()
    expect([await asAlice(), await statusOf(id)]).toEqual([403, 'CREATING'])
    emulator = await emulator.restart()
    expect([await asAlice(), await statusOf(id)]).toEqual([200, 'READY'])
  })

  it('has applied its seeds when it is ready', async () => {
    const seed = path.join(folder, 'start.json')
    writeFileSync(seed, JSON.stringify({ policies: [everything] }))
    emulator = await startTestEmulator({
      flags: ['--ephemeral', '--service-like', '--iam-mode', 'enforce', '--seed', seed]
    })
    expect(await asAlice()).toBe(200)
  })
})
