// Policies in the OVHcloud API: its own actions decide, on the domain, what is in it, and the account.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contracts, type ContractOperation } from '../../../src/http/contract/contract.js'
import type { Client, Reply } from '../../harness/client.js'
import { startTestEmulator } from '../../harness/emulator.js'
import { leastBody } from '../../harness/least-bodies.js'
import { ovhCalls, type OvhCall } from '../../harness/ovh-api.js'

const alice = 'urn:v1:eu:identity:user:emulator-ovh/alice'
const accountUrn = 'urn:v1:eu:resource:account:emulator-ovh'

/** An emulator in a mode, with a client that has alice's token. */
async function startWith (mode: string) {
  const emulator = await startTestEmulator({ flags: ['--ephemeral', '--iam-mode', mode] })
  const client: Client = emulator.clientWith({})
  const admin = async (method: string, route: string, body?: object) =>
    (await emulator.admin.request(method, `/_emulator${route}`, body)).body
  const { token } = await admin('POST', '/tokens', { name: 'alice', identityURNs: [alice] })
  const headers = { authorization: `Bearer ${token}` }
  const call: OvhCall = ovhCalls(emulator, { client })
  const domain = `/v2/okms/resource/${emulator.okmsId}`
  return {
    emulator,
    admin,
    call,
    domain,
    domainUrn: `urn:v1:eu:resource:okms:${emulator.okmsId}`,
    asAlice: async (method: string, path: string, body?: unknown): Promise<Reply> =>
      await client.request(method, path, body, { headers }),
    allow: async (action: string, urn: string) =>
      await admin('POST', '/policies', { name: 'p', identities: [alice], action: [action], resources: [{ urn }] }),
    create: async () => (await call('POST', `${domain}/serviceKey`, { name: 'a key', type: 'oct', size: 256 }))
      .body.id as string
  }
}

describe('enforced policies', () => {
  let the: Awaited<ReturnType<typeof startWith>>
  beforeAll(async () => {
    the = await startWith('enforce')
    await the.call('POST', `${the.domain}/secret`, { path: 'a/secret', version: { data: { a: 1 } } })
  })
  afterAll(async () => { await the.emulator.close() })
  beforeEach(async () => {
    for (const { id } of await the.admin('GET', '/policies')) await the.admin('DELETE', `/policies/${id}`)
  })

  it('refuse with the class, and with the action as one text', async () => {
    const { status, body } = await the.asAlice('GET', the.domain)
    expect([status, body]).toEqual([403, {
      class: 'Client::Forbidden',
      message: expect.stringContaining(alice) as string,
      details: { unauthorizedActionsByIAM: 'okms:apiovh:resource/get' }
    }])
  })

  it('let API keys pass, which act as the account', async () => {
    expect((await the.call('GET', the.domain)).status).toBe(200)
    expect((await the.call('GET', '/1.0/me')).status).toBe(200)
  })

  it('hold from the next request on, and not a request longer', async () => {
    const { id } = await the.allow('okms:apiovh:resource/get', the.domainUrn)
    expect((await the.asAlice('GET', the.domain)).status).toBe(200)
    await the.admin('DELETE', `/policies/${id}`)
    expect((await the.asAlice('GET', the.domain)).status).toBe(403)
  })

  it('leave out of lists what may not be seen', async () => {
    const [seen] = [await the.create(), await the.create()]
    const ids = async (path: string) => (await the.asAlice('GET', path)).body.map(({ id }: { id: string }) => id)
    expect([await ids(`${the.domain}/serviceKey`), await ids('/v2/okms/resource')]).toEqual([[], []])
    await the.allow('okms:apiovh:serviceKey/get', `${the.domainUrn}/serviceKey/${seen}`)
    expect(await ids(`${the.domain}/serviceKey`)).toEqual([seen])
    expect((await the.asAlice('GET', `${the.domain}/secret`)).body).toEqual([])
    await the.allow('okms:apiovh:secret/get', `${the.domainUrn}/secret/a/secret`)
    expect((await the.asAlice('GET', `${the.domain}/secret`)).body).toHaveLength(1)
    await the.allow('okms:apiovh:resource/get', the.domainUrn)
    expect(await ids('/v2/okms/resource')).toEqual([the.emulator.okmsId])
  })

  it('of one front door open no other', async () => {
    const keyId = await the.create()
    const doors = async () => [
      (await the.asAlice('GET', `${the.domain}/serviceKey/${keyId}`)).status,
      (await the.asAlice('GET', `/api/${the.emulator.okmsId}/v1/servicekey/${keyId}`)).status
    ]
    const { id } = await the.allow('okms:apikms:*', the.domainUrn)
    expect(await doors()).toEqual([403, 200])
    await the.admin('DELETE', `/policies/${id}`)
    await the.allow('okms:apiovh:*', the.domainUrn)
    expect(await doors()).toEqual([200, 403])
  })

  it('need getData for the data of a secret, and import for the material of a key', async () => {
    await the.allow('okms:apiovh:secret/get', the.domainUrn)
    const path = `${the.domain}/secret/a%2Fsecret`
    expect((await the.asAlice('GET', path)).status).toBe(200)
    expect((await the.asAlice('GET', `${path}?includeData=true`)).body.details)
      .toEqual({ unauthorizedActionsByIAM: 'okms:apiovh:secret/version/getData' })
    await the.allow('okms:apiovh:serviceKey/create', the.domainUrn)
    const keys = [{ kty: 'oct', k: 'AAECAwQFBgcICQoLDA0ODw' }]
    expect((await the.asAlice('POST', `${the.domain}/serviceKey`, { name: 'x', keys })).body.details)
      .toEqual({ unauthorizedActionsByIAM: 'okms:apiovh:serviceKey/import' })
  })

  it('on a domain do not reach the account, and the reverse', async () => {
    await the.allow('*', the.domainUrn)
    expect((await the.asAlice('GET', '/1.0/me')).body.details)
      .toEqual({ unauthorizedActionsByIAM: 'account:apiovh:me/get' })
    expect((await the.asAlice('GET', the.domain)).status).toBe(200)
    for (const { id } of await the.admin('GET', '/policies')) await the.admin('DELETE', `/policies/${id}`)
    await the.allow('*', accountUrn)
    expect((await the.asAlice('GET', '/1.0/me')).status).toBe(200)
    expect((await the.asAlice('GET', the.domain)).status).toBe(403)
  })

  const operations = [...contracts.ovhApiV1.operations.values(), ...contracts.ovhApiV2.operations.values()]
  /** Those that name what they act on. The others are lists, which leave out what may not be seen. */
  const guarded = operations.filter(({ iamActions, resources, url }) => iamActions.length > 0 &&
    iamActions.every(({ resource }) =>
      resource === 'account' || (resource === 'domain' && url.includes(':okmsId')) ||
      resources.some(({ kind }) => kind === resource)))

  it('know an action for every operation but those about the caller, and what needs no caller', () => {
    expect(operations.filter(({ iamActions, isOpen }) => iamActions.length === 0 && !isOpen)
      .map(({ operationId }) => operationId).sort()).toEqual([
      'GetAuthDetails', 'GetCurrentCredential', 'GetReferenceSecretConfig', 'ListReferenceServiceKeys',
      'ListRegions', 'Logout'
    ])
  })

  it.each(guarded)('guard $operationId by the action of the contract', async (operation: ContractOperation) => {
    const path = operation.url
      .replace(':okmsId', the.emulator.okmsId).replace(':keyId', crypto.randomUUID()).replace(':path', 'a%2Fsecret')
      .replace(':version', '1').replace(/:(?:cart|item|credential|subscription|policy|user|client)Id/g, () => crypto.randomUUID())
      .replace(/:\w+Id\b/g, '1').replace(/:\w+/g, '1')
    const ask = async () => await the.asAlice(String(operation.method), path, leastBody(operation))
    const refused = await ask()
    expect([refused.status, refused.body.class]).toEqual([403, 'Client::Forbidden'])
    const { unauthorizedActionsByIAM: action } = refused.body.details as { unauthorizedActionsByIAM: string }
    expect(operation.iamActions.map((one) => one.action)).toContain(action)
    for (const { action, resource } of operation.iamActions) {
      await the.allow(action, resource === 'account'
        ? accountUrn
        : the.domainUrn)
    }
    const allowed = await ask()
    expect(allowed.body?.details?.unauthorizedActionsByIAM).toBeUndefined()
  })
})

describe('reported policies', () => {
  it('let everything pass, and say in a header what would have been refused', async () => {
    const the = await startWith('report')
    try {
      const reply = await the.asAlice('GET', the.domain)
      expect([reply.status, reply.headers['x-okms-iam-report']])
        .toEqual([200, `would be refused: okms:apiovh:resource/get on ${the.domainUrn}`])
      const ofAccount = await the.asAlice('GET', '/1.0/me')
      expect([ofAccount.status, ofAccount.headers['x-okms-iam-report']])
        .toEqual([200, `would be refused: account:apiovh:me/get on ${accountUrn}`])
      expect((await the.call('GET', the.domain)).headers['x-okms-iam-report']).toBeUndefined()
    } finally { await the.emulator.close() }
  })
})
