// Users, groups, tokens, service accounts and policies over the OVHcloud API, and what they mean on the data plane.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountUrn, domainUrn, groupUrn, userUrn } from '../../../src/domain/urn.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import type { Reply } from '../../harness/client.js'
import { bearerCalls } from '../../harness/ovh-api.js'

let emulator: TestEmulator
let made = 0
beforeAll(async () => {
  emulator = await startTestEmulator({ flags: ['--ephemeral', '--iam-mode', 'enforce'] })
})
afterAll(async () => { await emulator.close() })

const newName = (what: string) => `${what}-${++made}`
const refused = (status: number, text: string, reason: string) =>
  ({ status, body: { class: `Client::${reason}`, message: expect.stringContaining(text) as string } })
const done = { status: 200, body: null }

/** A call of the data plane with a bearer token. */
async function encryptsWith (token: string, okmsId = emulator.okmsId): Promise<number> {
  const client = emulator.clientWith({})
  const headers = { authorization: `Bearer ${token}` }
  return (await client.request('GET', `/api/${okmsId}/v1/servicekey`, undefined, { headers })).status
}

async function addUser (fields: object = {}): Promise<string> {
  const login = newName('user')
  const ovh = await bearerCalls(emulator)
  expect(await ovh('POST', '/1.0/me/identity/user', { login, email: 'a@example.com', password: 'x', ...fields }))
    .toMatchObject(done)
  return login
}

async function addToken (login: string, fields: object = {}): Promise<string> {
  const ovh = await bearerCalls(emulator)
  const reply = await ovh('POST', `/1.0/me/identity/user/${login}/token`, { name: 'ci', description: '', ...fields })
  expect(reply.status).toBe(200)
  return String(reply.body.token)
}

const aPolicy = (fields: object) => ({
  name: newName('policy'),
  identities: [userUrn('none')],
  permissions: { allow: [{ action: 'okms:apikms:*' }] },
  resources: [{ urn: domainUrn(emulator.okmsId) }],
  ...fields
})

describe('the steps of the guide for a token', () => {
  it('lead to a token that policies rule, and that is refused once it is removed', async () => {
    const ovh = await bearerCalls(emulator)
    const group = newName('secret-managers')
    expect(await ovh('POST', '/v1/me/identity/group', { name: group, description: 'd', role: 'NONE' }))
      .toMatchObject({ status: 200, body: { name: group, role: 'NONE', defaultGroup: false, urn: groupUrn(group) } })
    const login = await addUser({ group })
    const { body: created } = await ovh('POST', `/v1/me/identity/user/${login}/token`, {
      name: `pat-secretmanager-${emulator.okmsId}`,
      description: `PAT secret manager for domain ${emulator.okmsId}`
    })
    expect(created).toMatchObject({ expiresAt: null, lastUsed: null, token: expect.stringMatching(/^eyJ/) as string })
    const token = String(created.token)
    expect(await encryptsWith(token)).toBe(200)
    expect(await statusOfKey(token)).toBe(403)

    const { body: policy } = await ovh('POST', '/v2/iam/policy', aPolicy({ identities: [groupUrn(group)] }))
    expect(await statusOfKey(token)).toBe(201)
    expect((await ovh('GET', `/v1/me/identity/user/${login}/token/${created.name}`)).body.lastUsed).not.toBeNull()

    await ovh('DELETE', `/v2/iam/policy/${policy.id}`)
    expect(await statusOfKey(token)).toBe(403)
    expect(await ovh('DELETE', `/v1/me/identity/user/${login}/token/${created.name}`)).toMatchObject(done)
    expect(await encryptsWith(token)).toBe(401)
  })

  async function statusOfKey (token: string): Promise<number> {
    const headers = { authorization: `Bearer ${token}` }
    const body = { name: 'k', type: 'oct', size: 256, operations: ['encrypt'] }
    return (await emulator.clientWith({}).request('POST', `/api/${emulator.okmsId}/v1/servicekey`, body, { headers }))
      .status
  }
})

describe('a user', () => {
  it('is added, listed, shown, changed and removed', async () => {
    const ovh = await bearerCalls(emulator)
    const login = await addUser({ description: 'd' })
    expect((await ovh('GET', '/1.0/me/identity/user')).body).toContain(login)
    const { body: shown } = await ovh('GET', `/1.0/me/identity/user/${login}`)
    expect(shown).toMatchObject({
      login,
      email: 'a@example.com',
      description: 'd',
      group: 'DEFAULT',
      groups: ['DEFAULT'],
      status: 'OK',
      type: 'USER',
      urn: userUrn(login)
    })
    // As Terraform's provider sends it, and what ovhcloud-cli read.
    expect(await ovh('PUT', `/1.0/me/identity/user/${login}`, {
      ...shown, user: '', description: 'e', email: 'b@example.com', group: 'UNPRIVILEGED'
    })).toMatchObject(done)
    expect((await ovh('GET', `/1.0/me/identity/user/${login}`)).body)
      .toMatchObject({ description: 'e', email: 'b@example.com', groups: ['UNPRIVILEGED'] })
    expect(await ovh('DELETE', `/1.0/me/identity/user/${login}`)).toMatchObject(done)
    expect(await ovh('GET', `/1.0/me/identity/user/${login}`)).toMatchObject(refused(404, 'user: no user', 'NotFound'))
  })

  it('is disabled with its tokens, and enabled again', async () => {
    const ovh = await bearerCalls(emulator)
    const login = await addUser({ group: 'ADMIN' })
    const token = await addToken(login)
    expect(await encryptsWith(token)).toBe(200)
    await ovh('POST', `/1.0/me/identity/user/${login}/disable`)
    expect((await ovh('GET', `/1.0/me/identity/user/${login}`)).body.status).toBe('DISABLED')
    expect(await encryptsWith(token)).toBe(401)
    const disabled = await bearerCalls(emulator, token)
    expect((await disabled('GET', '/1.0/me/identity/user')).status).toBe(401)
    await ovh('POST', `/1.0/me/identity/user/${login}/enable`)
    expect(await encryptsWith(token)).toBe(200)
    await ovh('DELETE', `/1.0/me/identity/user/${login}`)
    expect(await encryptsWith(token)).toBe(401)
  })

  it('keeps no password: neither the log nor an answer has it', async () => {
    const login = await addUser({ password: 'correct horse battery staple' })
    const ovh = await bearerCalls(emulator)
    expect(JSON.stringify((await ovh('GET', `/1.0/me/identity/user/${login}`)).body)).not.toContain('horse')
    const { body } = await ovh('POST', '/1.0/me/identity/user', { login: 5, password: 'correct horse battery staple' })
    expect(JSON.stringify(body)).not.toContain('horse')
    expect(emulator.log()).not.toContain('horse')
  })

  it.each([
    [{}, 'body.login: missing'], [{ login: 'a b' }, 'login: 1 to 100 letters'], [{ login: 'x'.repeat(101) }, 'login'],
    [{ login: '../../etc' }, 'login'], [{ login: 'a', email: 'x' }, 'email'], [{ login: 'a', type: 'ROOT' }, 'type'],
    [{ login: 'a', group: '' }, 'group'], [{ login: 'a', colour: 'red' }, 'colour'], [[], 'body'], ['a', 'body'],
    [{ login: ['a'] }, 'login'], [{ login: 'a', description: 'x'.repeat(501) }, 'description']
  ])('is not %j', async (body, text) => {
    const ovh = await bearerCalls(emulator)
    expect(await ovh('POST', '/1.0/me/identity/user', body)).toMatchObject(refused(400, text, 'BadRequest'))
  })

  it('is refused a second time, and in a group that is not there', async () => {
    const ovh = await bearerCalls(emulator)
    const login = await addUser()
    expect(await ovh('POST', '/1.0/me/identity/user', { login }))
      .toMatchObject(refused(409, 'already exists', 'Conflict'))
    expect(await ovh('POST', '/1.0/me/identity/user', { login: newName('user'), group: 'none' }))
      .toMatchObject(refused(404, 'no group', 'NotFound'))
  })
})

describe('a group', () => {
  it('has the users that it names and that name it, by both front doors', async () => {
    const ovh = await bearerCalls(emulator)
    const [group, login] = [newName('group'), await addUser()]
    await emulator.admin.request('PUT', `/_emulator/groups/${group}`, { members: [userUrn(login)] })
    expect((await ovh('GET', `/1.0/me/identity/user/${login}`)).body.groups).toEqual(['DEFAULT', group])
    expect((await ovh('GET', `/1.0/me/identity/group/${group}/user`)).body).toEqual([login])

    const other = await addUser({ group })
    expect((await emulator.admin.request('GET', `/_emulator/groups/${group}`)).body.members)
      .toEqual([userUrn(login), userUrn(other)])

    await ovh('POST', '/1.0/me/identity/group/ADMIN/user', { user: other })
    await ovh('DELETE', `/1.0/me/identity/group/${group}/user/${other}`)
    expect((await ovh('GET', `/1.0/me/identity/user/${other}`)).body)
      .toMatchObject({ group: 'ADMIN', groups: ['ADMIN'] })
    await ovh('DELETE', `/1.0/me/identity/user/${other}`)
    expect((await emulator.admin.request('GET', '/_emulator/groups/ADMIN')).body.members).not.toContain(userUrn(other))
  })

  it('is changed, keeps its members and is removed', async () => {
    const ovh = await bearerCalls(emulator)
    const name = newName('group')
    await ovh('POST', '/1.0/me/identity/group', { name })
    const login = await addUser({ group: name })
    expect(await ovh('PUT', `/1.0/me/identity/group/${name}`, { name, description: 'd', role: 'UNPRIVILEGED' }))
      .toMatchObject(done)
    expect((await ovh('GET', `/1.0/me/identity/group/${name}`)).body)
      .toMatchObject({ description: 'd', role: 'UNPRIVILEGED', defaultGroup: false })
    expect((await ovh('GET', `/1.0/me/identity/group/${name}/user`)).body).toEqual([login])
    await ovh('DELETE', `/1.0/me/identity/group/${name}`)
    expect(await ovh('GET', `/1.0/me/identity/group/${name}`)).toMatchObject(refused(404, 'no group', 'NotFound'))
    expect((await ovh('GET', `/1.0/me/identity/user/${login}`)).body.group).toBe('DEFAULT')
  })

  it('of every account is listed, and neither changed nor removed', async () => {
    const ovh = await bearerCalls(emulator)
    const { body: names } = await ovh('GET', '/1.0/me/identity/group')
    expect(names.slice(0, 3)).toEqual(['ADMIN', 'DEFAULT', 'UNPRIVILEGED'])
    expect((await emulator.admin.request('GET', '/_emulator/groups')).body.map(({ name }: { name: string }) => name))
      .toEqual(names)
    const fixed = refused(409, 'every account has the group ADMIN', 'Conflict')
    expect(await ovh('PUT', '/1.0/me/identity/group/ADMIN', { role: 'NONE' })).toMatchObject(fixed)
    expect(await ovh('DELETE', '/1.0/me/identity/group/ADMIN')).toMatchObject(fixed)
    expect(await ovh('POST', '/1.0/me/identity/group', { name: 'ADMIN' }))
      .toMatchObject(refused(409, 'already exists', 'Conflict'))
  })

  it('with the role ADMIN allows everything, on the account and in domains', async () => {
    const ovh = await bearerCalls(emulator)
    const login = await addUser()
    const token = await addToken(login)
    const asUser = await bearerCalls(emulator, token)
    expect(await asUser('GET', '/1.0/me/identity/user'))
      .toMatchObject(refused(403, `account:apiovh:me/identity/user/get on ${accountUrn}`, 'Forbidden'))
    await ovh('POST', '/1.0/me/identity/group/ADMIN/user', { user: login })
    expect((await asUser('GET', '/1.0/me/identity/user')).status).toBe(200)
    await ovh('DELETE', `/1.0/me/identity/group/ADMIN/user/${login}`)
    expect((await asUser('GET', '/1.0/me/identity/user')).status).toBe(403)
  })

  it.each([
    [{ name: 'a/b' }, 'name'], [{ name: 'a', role: 'ROOT' }, 'role'], [{}, 'name'],
    [{ name: 'a', members: [] }, 'members']
  ])('is not %j', async (body, text) => {
    const ovh = await bearerCalls(emulator)
    expect(await ovh('POST', '/1.0/me/identity/group', body)).toMatchObject(refused(400, text, 'BadRequest'))
  })
})

describe('a personal access token', () => {
  it('is one of the admin API, and ends with what removes it there', async () => {
    const ovh = await bearerCalls(emulator)
    const login = await addUser({ group: 'ADMIN' })
    const token = await addToken(login, { name: 'a name with blanks' })
    const { body: listed } = await emulator.admin.request('GET', '/_emulator/tokens')
    const found = listed.find(({ user }: { user: string }) => user === login)
    expect(found).toMatchObject({ everyDomain: true, okmsIds: [], identityURNs: [userUrn(login)] })
    expect(await encryptsWith(token)).toBe(200)
    await emulator.admin.request('DELETE', `/_emulator/tokens/${found.id}`)
    expect(await encryptsWith(token)).toBe(401)
    expect((await ovh('GET', `/1.0/me/identity/user/${login}/token`)).body).toEqual([])
    expect(await ovh('DELETE', `/1.0/me/identity/user/${login}/token/a%20name%20with%20blanks`))
      .toMatchObject(refused(404, 'has no personal access token', 'NotFound'))
  })

  it('reaches domains that are added later', async () => {
    const token = await addToken(await addUser({ group: 'ADMIN' }))
    const { body: { okmsId } } = await emulator.admin.request('POST', '/_emulator/domains', {})
    expect(await encryptsWith(token, okmsId)).toBe(200)
    await emulator.admin.request('DELETE', `/_emulator/domains/${okmsId}`)
    expect(await encryptsWith(token, okmsId)).toBe(404)
  })

  it('ends when it says so, and later or never once that is changed', async () => {
    const ovh = await bearerCalls(emulator)
    const login = await addUser({ group: 'ADMIN' })
    const token = await addToken(login, { expiresIn: 60 })
    const path = `/1.0/me/identity/user/${login}/token/ci`
    expect(await encryptsWith(token)).toBe(200)
    emulator.clock.advance(61_000)
    expect(await encryptsWith(token)).toBe(401)
    const expiresAt = new Date(emulator.clock() + 3_600_000).toISOString().replace(/\.\d+/, '')
    expect((await ovh('PUT', path, { description: 'd', expiresAt })).body)
      .toMatchObject({ name: 'ci', description: 'd', expiresAt })
    expect(await encryptsWith(token)).toBe(200)
    expect((await ovh('PUT', path, { expiresAt: null })).body).toMatchObject({ description: 'd', expiresAt: null })
  })

  it.each([
    [{ name: 'x' }, 'description'], [{ description: '' }, 'name'], [{ name: '', description: '' }, 'name'],
    [{ name: 'é', description: '' }, 'name'], [{ name: 'x', description: '', expiresAt: 'tomorrow' }, 'expiresAt'],
    [{ name: 'x', description: '', expiresAt: '2001-01-01T00:00:00Z' }, 'expiresAt: in the past'],
    [{ name: 'x', description: '', expiresIn: 0 }, 'expiresIn'],
    [{ name: 'x', description: '', expiresIn: 5, expiresAt: '2100-01-01T00:00:00Z' }, 'expiresIn']
  ])('is not %j', async (body, text) => {
    const ovh = await bearerCalls(emulator)
    const login = await addUser()
    expect(await ovh('POST', `/1.0/me/identity/user/${login}/token`, body))
      .toMatchObject(refused(400, text, 'BadRequest'))
    expect((await ovh('GET', `/1.0/me/identity/user/${login}/token`)).body).toEqual([])
  })

  it('is not there twice, and not for a user that is not there', async () => {
    const ovh = await bearerCalls(emulator)
    const login = await addUser()
    await addToken(login)
    const body = { name: 'ci', description: '' }
    expect(await ovh('POST', `/1.0/me/identity/user/${login}/token`, body))
      .toMatchObject(refused(409, 'already has a token', 'Conflict'))
    expect(await ovh('POST', '/1.0/me/identity/user/none/token', body))
      .toMatchObject(refused(404, 'no user', 'NotFound'))
  })
})

describe('a service account', () => {
  const request = (fields: object = {}) =>
    ({ name: 'ci', description: 'd', flow: 'CLIENT_CREDENTIALS', callbackUrls: [], ...fields })

  async function tokenOf ({ clientId, clientSecret }: Reply['body']): Promise<string> {
    const form = new URLSearchParams({
      grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope: 'all'
    })
    const { body } = await emulator.clientWith({}).request('POST', '/auth/oauth2/token', undefined, {
      raw: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' }
    })
    return String(body.access_token)
  }

  it('gets tokens that policies rule in every domain, and is one of the admin API', async () => {
    const ovh = await bearerCalls(emulator)
    const { body: created } = await ovh('POST', '/1.0/me/api/oauth2/client', request())
    const path = `/1.0/me/api/oauth2/client/${created.clientId}`
    const { body: shown } = await ovh('GET', path)
    expect(shown).toMatchObject({ name: 'ci', description: 'd', flow: 'CLIENT_CREDENTIALS', callbackUrls: [] })
    expect((await ovh('GET', '/1.0/me/api/oauth2/client')).body).toContain(created.clientId)
    expect((await emulator.admin.request('GET', `/_emulator/service-accounts/${created.clientId}`)).body)
      .toMatchObject({ everyDomain: true, okmsIds: [], identityURN: shown.identity })

    const token = await tokenOf(created)
    const asAccount = await bearerCalls(emulator, token)
    expect((await asAccount('GET', '/1.0/me/api/oauth2/client')).status).toBe(403)
    await ovh('POST', '/v2/iam/policy', aPolicy({
      identities: [shown.identity],
      permissions: { allow: [{ action: 'account:apiovh:me/api/oauth2/client/get' }] },
      resources: [{ urn: accountUrn }]
    }))
    expect((await asAccount('GET', '/1.0/me/api/oauth2/client')).status).toBe(200)
    const { body: { okmsId } } = await emulator.admin.request('POST', '/_emulator/domains', {})
    expect(await encryptsWith(token, okmsId)).toBe(200)

    expect(await ovh('PUT', path, { name: 'other', description: '', callbackUrls: ['https://a.example'] }))
      .toMatchObject(done)
    expect((await ovh('GET', path)).body)
      .toMatchObject({ name: 'other', description: '', callbackUrls: ['https://a.example'] })
    await ovh('DELETE', path)
    expect(await encryptsWith(token)).toBe(401)
    expect(await ovh('GET', path)).toMatchObject(refused(404, 'no service account', 'NotFound'))
  })

  it.each([
    [{ flow: 'AUTHORIZATION_CODE' }, 'flow'], [{ name: '' }, 'name'], [{ callbackUrls: ['x'] }, 'callbackUrls'],
    [{ callbackUrls: 'https://a.example' }, 'callbackUrls'], [{ description: undefined }, 'description']
  ])('is not made with %j', async (fields, text) => {
    const ovh = await bearerCalls(emulator)
    expect(await ovh('POST', '/1.0/me/api/oauth2/client', request(fields)))
      .toMatchObject(refused(400, text, 'BadRequest'))
  })
})

describe('a policy', () => {
  it('is added, listed, shown, replaced and removed, as the admin API shows it', async () => {
    const ovh = await bearerCalls(emulator)
    const wanted = aPolicy({
      permissions: {
        allow: [{ action: 'okms:apikms:*' }, { action: 'dnsZone:apiovh:record/*' }],
        deny: [{ action: 'okms:apikms:serviceKey/delete' }],
        except: [{ action: 'okms:apikms:secret/delete' }]
      }
    })
    const { body: created } = await ovh('POST', '/v2/iam/policy', wanted)
    expect(created).toMatchObject({
      ...wanted, description: null, owner: 'emulator-ovh', readOnly: false, updatedAt: null, expiredAt: null
    })
    expect((await ovh('GET', `/v2/iam/policy/${created.id}`)).body).toEqual(created)
    expect((await emulator.admin.request('GET', `/_emulator/policies/${created.id}`)).body).toMatchObject({
      name: created.name,
      action: ['okms:apikms:*', 'dnsZone:apiovh:record/*'],
      deny: ['okms:apikms:serviceKey/delete'],
      except: ['okms:apikms:secret/delete']
    })
    // As Terraform's provider sends it.
    const { body: replaced } = await ovh('PUT', `/v2/iam/policy/${created.id}`, {
      ...aPolicy({ permissions: { allow: [{ action: '*' }], except: null, deny: null } }), permissionsGroups: null
    })
    expect(replaced).toMatchObject({
      id: created.id,
      createdAt: created.createdAt,
      permissions: {
        allow: [{ action: '*' }], deny: [], except: []
      }
    })
    expect(replaced.updatedAt).not.toBeNull()
    expect(await ovh('DELETE', `/v2/iam/policy/${created.id}`)).toMatchObject(done)
    expect(await ovh('GET', `/v2/iam/policy/${created.id}`)).toMatchObject(refused(404, 'no policy', 'NotFound'))
  })

  it('decides from the next request on, also once it is replaced', async () => {
    const ovh = await bearerCalls(emulator)
    const login = await addUser()
    const asUser = await bearerCalls(emulator, await addToken(login))
    const status = async () => (await asUser('GET', '/1.0/me/identity/user')).status
    const allowing = (action: string) => aPolicy({
      identities: [userUrn(login)], permissions: { allow: [{ action }] }, resources: [{ urn: accountUrn }]
    })
    expect(await status()).toBe(403)
    const { body: { id } } = await ovh('POST', '/v2/iam/policy', allowing('account:apiovh:me/identity/group/get'))
    expect(await status()).toBe(403)
    await ovh('PUT', `/v2/iam/policy/${id}`, allowing('account:apiovh:me/identity/user/get'))
    expect(await status()).toBe(200)
    await ovh('PUT', `/v2/iam/policy/${id}`, allowing('account:apiovh:me/identity/group/get'))
    expect(await status()).toBe(403)
  })

  it('is listed in pages, by what it names, and with its domains', async () => {
    const ovh = await bearerCalls(emulator)
    const identity = userUrn(newName('user'))
    const ids: string[] = []
    for (const action of ['okms:a:one', 'okms:a:two', 'okms:a:two']) {
      const { body } = await ovh('POST', '/v2/iam/policy', aPolicy({
        identities: [identity], permissions: { allow: [{ action }] }
      }))
      ids.push(body.id)
    }
    const listed = async (query: string) => (await ovh('GET', `/v2/iam/policy?${query}`)).body
    expect((await listed(`identity=${identity}`)).map(({ id }: { id: string }) => id)).toEqual(ids)
    expect(await listed(`identity=${identity}&action=okms:a:one`)).toHaveLength(1)
    expect(await listed(`identity=${identity}&action=okms:a:one&action=okms:a:two`)).toHaveLength(3)
    expect(await listed(`identity=${identity}&resourceURN=urn:x`)).toHaveLength(0)
    expect(await listed(`identity=${identity}&readOnly=true`)).toHaveLength(0)
    const [first] = await listed(`identity=${identity}&details=true`)
    expect(first.resources).toMatchObject([
      { urn: domainUrn(emulator.okmsId), resource: { id: emulator.okmsId, type: 'okms' } }
    ])
  })

  it('does not count once it has expired, and counts again on a clock that is set back', async () => {
    const ovh = await bearerCalls(emulator)
    const login = await addUser()
    const asUser = await bearerCalls(emulator, await addToken(login))
    const expiredAt = new Date(emulator.clock() + 60_000).toISOString()
    await ovh('POST', '/v2/iam/policy', aPolicy({
      identities: [userUrn(login)],
      permissions: { allow: [{ action: 'account:apiovh:me/identity/user/*' }] },
      resources: [{ urn: accountUrn }],
      expiredAt
    }))
    const status = async () => (await asUser('GET', '/1.0/me/identity/user')).status
    expect(await status()).toBe(200)
    emulator.clock.advance(61_000)
    expect(await status()).toBe(403)
    emulator.clock.advance(-61_000)
    expect(await status()).toBe(200)
  })

  it.each([
    [{ conditions: { operator: 'MATCH', values: { 'request.IP': '192.0.2.1' } } }, 'body.conditions'],
    [{ permissionsGroups: [{ urn: 'urn:v1:eu:permissionsGroup:ovh:default' }] }, 'body.permissionsGroups'],
    [{ expiredAt: 'soon' }, 'body.expiredAt'], [{ permissions: {} }, 'permissions.allow'],
    [{ permissions: { allow: [{ action: 'x' }] } }, 'permissions.allow'],
    [{ permissions: { allow: [{ action: '*' }], deny: [{ action: 'é:' }] } }, 'permissions.deny'],
    [{ permissions: { allow: [{ action: '*' }], except: [{ action: 'x' }] } }, 'permissions.except'],
    [{ identities: [] }, 'identities'], [{ identities: ['alice'] }, 'identities'],
    [{ resources: [{ urn: 'alice' }] }, 'resources'], [{ resources: [] }, 'resources'], [{ name: 'é' }, 'name'],
    [{ permissions: undefined }, 'permissions'], [{ readOnly: true }, 'readOnly']
  ])('is not made with %j, and stays as it is', async (fields, text) => {
    const ovh = await bearerCalls(emulator)
    expect(await ovh('POST', '/v2/iam/policy', aPolicy(fields))).toMatchObject(refused(400, text, 'BadRequest'))
    const { body: there } = await ovh('POST', '/v2/iam/policy', aPolicy({}))
    expect((await ovh('PUT', `/v2/iam/policy/${there.id}`, aPolicy(fields))).status).toBe(400)
    expect((await ovh('GET', `/v2/iam/policy/${there.id}`)).body).toEqual(there)
  })
})
