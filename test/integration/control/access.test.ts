// Credentials, tokens, service accounts, API keys, policies and groups, through each face.

import https from 'node:https'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { describeFaces, type CommandLines } from './faces.js'

const alice = 'urn:v1:eu:identity:user:emulator-ovh/alice'
const developers = 'urn:v1:eu:identity:group:emulator-ovh/developers'

interface Body {
  readonly name?: string
  readonly description?: string
  readonly validity?: number
  readonly okmsIds?: readonly string[]
  readonly expiresAt?: string
  readonly identityURNs?: readonly string[]
  readonly identities?: readonly string[]
  readonly action?: readonly string[]
  readonly members?: readonly string[]
  readonly accessRules?: ReadonlyArray<{ readonly method: string, readonly path: string }>
  readonly allowedIPs?: readonly string[]
}

const flags = (name: string, values: ReadonlyArray<string | number> = []) =>
  values.flatMap((value) => [`--${name}`, String(value)])
const flag = (name: string, value: string | number | undefined) => flags(name, value === undefined ? [] : [value])

const ofCredential = ({ okmsId = '', credentialId = '' }: Readonly<Record<string, string>>) =>
  [credentialId, '--okms-id', okmsId]

const lines: CommandLines = {
  AddCredential: ({ params, body }) => {
    const { name, validity, identityURNs }: Body = body
    return [
      'credential', 'add', ...flag('okms-id', params['okmsId']), ...flag('name', name), ...flag('days', validity),
      ...flags('identity', identityURNs)
    ]
  },
  ListCredentials: ({ params }) => ['credential', 'list', ...flag('okms-id', params['okmsId'])],
  ShowCredential: ({ params }) => ['credential', 'show', ...ofCredential(params)],
  RemoveCredential: ({ params }) => ['credential', 'remove', ...ofCredential(params)],
  AddToken: ({ body }) => {
    const { name, okmsIds, identityURNs }: Body = body
    return [
      'token', 'add', ...flag('name', name), ...flags('domain', okmsIds), ...flags('identity', identityURNs),
      ...flag('days', 30)
    ]
  },
  ListTokens: () => ['token', 'list'],
  ShowToken: ({ params }) => ['token', 'show', params['tokenId'] ?? ''],
  RemoveToken: ({ params }) => ['token', 'remove', params['tokenId'] ?? ''],
  AddServiceAccount: ({ body }) => ['service-account', 'add', ...flag('name', (body as Body).name)],
  ListServiceAccounts: () => ['service-account', 'list'],
  ShowServiceAccount: ({ params }) => ['service-account', 'show', params['clientId'] ?? ''],
  RemoveServiceAccount: ({ params }) => ['service-account', 'remove', params['clientId'] ?? ''],
  AddApiKey: ({ body }) => {
    const { name, accessRules = [], allowedIPs, expiresAt }: Body = body
    return [
      'api-key', 'add', ...flag('name', name),
      ...flags('rule', accessRules.map(({ method, path }) => `${method} ${path}`)),
      ...flags('allowed-ip', allowedIPs), ...flag('days', expiresAt === undefined ? undefined : 30)
    ]
  },
  ListApiKeys: () => ['api-key', 'list'],
  ShowApiKey: ({ params }) => ['api-key', 'show', params['applicationKey'] ?? ''],
  RemoveApiKey: ({ params }) => ['api-key', 'remove', params['applicationKey'] ?? ''],
  AddPolicy: ({ body }) => {
    const { name, identities, action }: Body = body
    return ['policy', 'add', ...flag('name', name), ...flags('identity', identities), ...flags('action', action)]
  },
  ListPolicies: () => ['policy', 'list'],
  ShowPolicy: ({ params }) => ['policy', 'show', params['policyId'] ?? ''],
  RemovePolicy: ({ params }) => ['policy', 'remove', params['policyId'] ?? ''],
  PutGroup: ({ params, body }) => ['group', 'add', params['group'] ?? '', ...flags('member', (body as Body).members)],
  ListGroups: () => ['group', 'list'],
  ShowGroup: ({ params }) => ['group', 'show', params['group'] ?? ''],
  RemoveGroup: ({ params }) => ['group', 'remove', params['group'] ?? '']
}

describeFaces('access', lines, (faced) => {
  const random = () => `/api/${faced().emulator.okmsId}/v1/random?length=8`

  /** The status of a request of this client. */
  async function statusOf (client: https.RequestOptions): Promise<number | undefined> {
    const { emulator } = faced()
    const request = https.get(emulator.endpoint + random(), { ca: emulator.tls.ca, ...client })
    const [response] = await once(request, 'response') as [IncomingMessage]
    response.resume()
    return response.statusCode
  }

  describe('a credential', () => {
    it('is a client until it is removed', async () => {
      const { controls, emulator: { okmsId } } = faced()
      const { credentials } = controls.domain(okmsId)
      const before = await credentials.list()
      const added = await credentials.add({ name: 'app', validity: 30 })
      const { id, certificatePEM = '', privateKeyPEM = '' } = added
      expect(added).toMatchObject({ name: 'app', okmsId, status: 'READY', fromCSR: false })
      expect(added.expiredAt.getTime() - added.createdAt.getTime()).toBe(30 * 86_400_000)
      const client = { cert: certificatePEM, key: privateKeyPEM, agent: false }
      expect(await statusOf(client)).toBe(200)
      expect(await credentials.list()).toHaveLength(before.length + 1)
      expect(await credentials.show(id)).toMatchObject({ id, certificatePEM })
      expect(await credentials.show(id)).not.toHaveProperty('privateKeyPEM')
      await credentials.remove(id)
      expect(await statusOf(client)).toBe(401)
      expect(await credentials.show(id)).toMatchObject({ status: 'REVOKED' })
    })

    it('of the emulator is one of its domain', async () => {
      const { emulator } = faced()
      expect(await emulator.credentials.list()).toEqual(await emulator.domain(emulator.okmsId).credentials.list())
    })
  })

  it('a token lets in until it is removed, and expires', async () => {
    const { tokens } = faced().controls
    const inThirtyDays = Date.now() + 30 * 86_400_000
    const { id, token, expiresAt } = await tokens.add({ name: 'pipeline', expiresAt: inThirtyDays })
    expect(Math.abs((expiresAt?.getTime() ?? 0) - inThirtyDays)).toBeLessThan(600_000)
    const client = { headers: { authorization: `Bearer ${token}` }, agent: false }
    expect(await statusOf(client)).toBe(200)
    expect((await tokens.list()).map((one) => one.id)).toContain(id)
    expect(await tokens.show(id)).not.toHaveProperty('token')
    await tokens.remove(id)
    expect(await statusOf(client)).toBe(401)
  })

  it('a service account has a secret when it is added', async () => {
    const { serviceAccounts } = faced().controls
    const { clientId, clientSecret, name } = await serviceAccounts.add()
    expect([name, typeof clientSecret]).toEqual(['service-account', 'string'])
    expect(await serviceAccounts.show(clientId)).not.toHaveProperty('clientSecret')
    await serviceAccounts.remove(clientId)
    expect(await serviceAccounts.list()).toEqual([])
  })

  it('an API key has its secrets when it is added, until it is removed', async () => {
    const { apiKeys } = faced().controls
    const inThirtyDays = Date.now() + 30 * 86_400_000
    const before = await apiKeys.list()
    const accessRules = [{ method: 'GET' as const, path: '/v2/okms/*' }]
    const added = await apiKeys.add({ accessRules, allowedIPs: ['127.0.0.1'], expiresAt: inThirtyDays })
    const { applicationSecret, consumerKey, ...shown } = added
    expect([shown.applicationKey, applicationSecret, consumerKey].map((text) => /^[A-Za-z\d]+$/.exec(text)?.[0].length))
      .toEqual([16, 32, 32])
    expect(shown).toMatchObject({
      name: 'api-key',
      consumerKeys: [{ status: 'validated', accessRules, allowedIPs: ['127.0.0.1'], lastUsedAt: null }]
    })
    const [{ expiresAt } = { expiresAt: null }] = shown.consumerKeys
    expect(Math.abs((expiresAt?.getTime() ?? 0) - inThirtyDays)).toBeLessThan(600_000)
    expect(await apiKeys.show(shown.applicationKey)).toEqual(shown)
    expect(await apiKeys.list()).toEqual([...before, shown])
    await apiKeys.remove(shown.applicationKey)
    expect(await apiKeys.list()).toEqual(before)
    await expect(apiKeys.show(shown.applicationKey)).rejects.toThrow(/no API key/)
  })

  it('an API key is for every call by default', async () => {
    const { apiKeys } = faced().controls
    const { applicationKey, consumerKeys: [consumerKey] } = await apiKeys.add()
    expect(consumerKey).toMatchObject({ allowedIPs: null, expiresAt: null })
    expect(consumerKey?.accessRules.map(({ method, path }) => `${method} ${path}`))
      .toEqual(['DELETE /*', 'GET /*', 'PATCH /*', 'POST /*', 'PUT /*'])
    await apiKeys.remove(applicationKey)
  })

  it('policies and groups decide what an identity may do', async () => {
    const { tokens, policies, groups } = faced().controls
    const { id: tokenId, token } = await tokens.add({ identityURNs: [alice] })
    const client = { headers: { authorization: `Bearer ${token}` }, agent: false }
    expect(await statusOf(client)).toBe(403)
    const group = await groups.put('developers', [alice])
    expect(group).toMatchObject({ urn: developers, members: [alice] })
    const policy = await policies.add({ identities: [group.urn], action: ['okms:apikms:*'] })
    expect(policy).toMatchObject({ name: 'policy', resources: [{ urn: '*' }] })
    expect(policy.createdAt).toBeInstanceOf(Date)
    expect(await statusOf(client)).toBe(200)
    expect(await policies.list()).toEqual([policy])
    expect((await groups.list()).map(({ name }) => name)).toEqual(['ADMIN', 'DEFAULT', 'UNPRIVILEGED', 'developers'])
    expect(await groups.list()).toContainEqual(group)
    expect(await policies.show(policy.id)).toEqual(policy)
    expect(await groups.show('developers')).toEqual(group)
    await groups.remove('developers')
    expect(await statusOf(client)).toBe(403)
    await policies.remove(policy.id)
    await tokens.remove(tokenId)
  })

  it('what is wrong is refused with its field', async () => {
    const { policies, tokens } = faced().controls
    await expect(policies.add({ identities: ['alice'], action: ['*'] })).rejects.toThrow(/alice/)
    await expect(tokens.show('4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11')).rejects.toThrow(/4dd6de0e/)
  })
}, { iamMode: 'enforce' })
