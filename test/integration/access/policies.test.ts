// Policies over real sockets: refused, reported, left out of lists; from the next request on.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contract, type OperationId } from '../../../src/rest/operation.js'
import { domainUrn } from '../../../src/domain/urn.js'
import { serviceKeyUrn } from '../../harness/urns.js'
import { openStore } from '../../../src/store/open-store.js'
import { startTestEmulator } from '../../harness/emulator.js'
import { validBodies } from '../../harness/valid-bodies.js'
import { aKey } from '../../store/builders.js'

const alice = 'urn:v1:eu:identity:user:emulator-ovh/alice'

/** An emulator in a mode, with a client that has alice's token. */
async function startWith (mode: string) {
  const emulator = await startTestEmulator({ flags: ['--ephemeral', '--iam-mode', mode] })
  const admin = async (method: string, route: string, body?: object) =>
    (await emulator.admin.request(method, `/_emulator${route}`, body)).body
  const { token } = await admin('POST', '/tokens', { name: 'alice', identityURNs: [alice] })
  const client = emulator.clientWith({})
  const asAliceAt = async (method: string, path: string, body?: unknown) => await client.request(
    method, path.replace(':okmsId', emulator.okmsId), body, { headers: { authorization: `Bearer ${token}` } }
  )
  return {
    emulator,
    admin,
    asAliceAt,
    asAlice: async (method: string, route: string, body?: unknown) =>
      await asAliceAt(method, `/api/:okmsId/v1${route}`, body),
    allow: async (action: readonly string[], urn: string, identities = [alice]) =>
      (await admin('POST', '/policies', { name: 'p', identities, action, resources: [{ urn }] })).id,
    create: async (name = 'a key', fields: object = { type: 'oct' }) =>
      (await emulator.api('POST', '/servicekey', { name, ...fields })).body.id
  }
}

describe('enforced policies', () => {
  let the: Awaited<ReturnType<typeof startWith>>
  beforeAll(async () => { the = await startWith('enforce') })
  afterAll(async () => { await the.emulator.close() })
  beforeEach(async () => {
    for (const { id } of await the.admin('GET', '/policies')) await the.admin('DELETE', `/policies/${id}`)
  })

  it('refuse with 403, and name action, resource and identity', async () => {
    const keyId = await the.create()
    const { status, body } = await the.asAlice('POST', `/servicekey/${keyId.toUpperCase()}/encrypt`, { plaintext: 'AAAA' })
    expect([status, body.error_code, body.errors]).toEqual([403, 16924673, [`policy: no policy allows okms:apikms:serviceKey/encrypt on ${serviceKeyUrn(the.emulator.okmsId, keyId)} to ${alice}; add one with okms-emulator policy add`]])
  })

  it('let the root identity pass', async () => {
    expect((await the.emulator.api('GET', '/random')).status).toBe(200)
  })

  it('hold from the next request on, and not a request longer', async () => {
    const ask = async () => (await the.asAlice('GET', '/random')).status
    expect(await ask()).toBe(403)
    const id = await the.allow(['okms:apikms:random/get'], domainUrn(the.emulator.okmsId))
    expect(await ask()).toBe(200)
    await the.admin('DELETE', `/policies/${id}`)
    expect(await ask()).toBe(403)
  })

  it('reach members of a group, as long as they are members', async () => {
    const { urn } = await the.admin('PUT', '/groups/ops', { members: [alice] })
    await the.allow(['okms:*'], domainUrn(the.emulator.okmsId), [urn])
    expect((await the.asAlice('GET', '/random')).status).toBe(200)
    await the.admin('PUT', '/groups/ops', { members: [] })
    expect((await the.asAlice('GET', '/random')).status).toBe(403)
  })

  it('of one key leave the others out of lists, also when these fill whole pages', async () => {
    const seen = await Promise.all([0, 1].map(() => the.create('seen')))
    const between = Array.from({ length: 25 }, () => the.create('unseen'))
    await Promise.all(between)
    const last = await the.create('seen')
    for (const keyId of [...seen, last]) {
      await the.allow(['okms:apikms:serviceKey/get'], serviceKeyUrn(the.emulator.okmsId, keyId))
    }
    const found: string[] = []
    for (let token = '', more = true; more;) {
      const { body } = await the.asAlice('GET', `/servicekey?max=10${token === '' ? '' : `&continuation-token=${token}`}`)
      if (body.is_truncated) expect(body.objects_list.length).toBeGreaterThan(0)
      found.push(...body.objects_list.map(({ id }: { id: string }) => id))
      token = body.continuation_token
      more = body.is_truncated
    }
    expect(found.sort()).toEqual([...seen, last].sort())
  })

  it('answer a list that shows nothing with an empty one', async () => {
    const { status, body } = await the.asAlice('GET', '/servicekey')
    expect([status, body]).toEqual([200, { objects_list: [], continuation_token: '', is_truncated: false }])
  })

  it('require import in addition to create when a key is imported', async () => {
    await the.allow(['okms:apikms:serviceKey/create'], domainUrn(the.emulator.okmsId))
    const jwk = { name: 'brought', keys: [{ kty: 'oct', k: 'AAECAwQFBgcICQoLDA0ODw' }] }
    expect((await the.asAlice('POST', '/servicekey', { name: 'made', type: 'oct' })).status).toBe(201)
    expect(
      (await the.asAlice('POST', '/servicekey', { name: 'made', type: 'oct', keys: null, wrappedKeys: null })).status
    ).toBe(201)
    expect((await the.asAlice('POST', '/servicekey', jwk)).body.errors[0]).toContain('okms:apikms:serviceKey/import on')
    await the.allow(['okms:apikms:serviceKey/import'], domainUrn(the.emulator.okmsId))
    expect((await the.asAlice('POST', '/servicekey', jwk)).status).toBe(201)
  })

  it('ask for wrapKey on the transport key of a wrapped export', async () => {
    const [keyId, transport] = [
      await the.create(),
      await the.create('transport', { type: 'RSA', size: 2048, operations: ['wrapKey', 'unwrapKey'] })
    ]
    await the.allow(['okms:apikms:serviceKey/get'], domainUrn(the.emulator.okmsId))
    const { status, body } = await the.asAlice('GET', `/servicekey/${keyId}?wrappingKeyId=${transport}&wrappedKeyFormat=JWK&wrappingAlgorithm=RSA-OAEP-256`)
    expect([status, body.errors[0]]).toEqual([403, expect.stringContaining(`okms:apikms:serviceKey/wrapKey on ${serviceKeyUrn(the.emulator.okmsId, transport)}`)])
  })

  /** Those that name what they act on. The others are lists, which leave out what may not be seen. */
  const guarded = [...contract.operations.values()].filter(({ iamActions, resources }) =>
    iamActions.every(({ resource }) => resource === 'domain' || resources.some(({ kind }) => kind === resource)))

  it.each(guarded)('guard $operationId by the action of the contract', async (operation) => {
    const { operationId, method, url, iamActions, mediaTypes } = operation
    const keyId = await the.create()
    await the.emulator.api('POST', '/secret/data/a/secret', { data: { a: 1 } })
    const path = url.replace(':keyId', keyId).replace(':path', 'a/secret').replace(':version', '1')
    const ask = async () => await the.asAliceAt(
      String(method), path, mediaTypes.length === 0 ? undefined : validBodies[operationId as OperationId] ?? {}
    )
    const action = iamActions.find(({ exists = true }) => exists)?.action ?? ''
    const refused = await ask()
    expect([refused.status, refused.body.errors[0]])
      .toEqual([403, expect.stringContaining(`no policy allows ${action} on `)])
    await the.allow([action], domainUrn(the.emulator.okmsId))
    expect((await ask()).status).not.toBe(403)
  })
})

describe('reported policies', () => {
  it('let everything pass, and say in a header and in the log what would have been refused', async () => {
    const the = await startWith('report')
    try {
      const keyId = await the.create()
      const reply = await the.asAlice('GET', `/servicekey/${keyId}`)
      const urn = serviceKeyUrn(the.emulator.okmsId, keyId)
      expect([reply.status, reply.headers['x-okms-iam-report']]).toEqual([200, `would be refused: okms:apikms:serviceKey/get on ${urn}`])
      const told = the.emulator.log()
        .split('\n')
        .filter((line) => line.includes('no policy allows'))
        .map((line) => JSON.parse(line))
      expect(told).toMatchObject([{
        request_id: reply.headers['x-request-id'],
        iam_identities: [alice],
        would_be_refused: [{ action: 'okms:apikms:serviceKey/get', urn }],
        would_be_refused_count: 1
      }])

      await the.create()
      const list = await the.asAlice('GET', '/servicekey')
      expect([list.body.objects_list.length, list.headers['x-okms-iam-report']])
        .toEqual([2, expect.stringMatching(/, and 1 more$/)])
      await the.allow(['okms:apikms:*'], domainUrn(the.emulator.okmsId))
      expect((await the.asAlice('GET', `/servicekey/${keyId}`)).headers).not.toHaveProperty('x-okms-iam-report')
    } finally {
      await the.emulator.close()
    }
  })
})

describe('without a mode', () => {
  it('no policy is checked', async () => {
    const the = await startWith('off')
    try {
      const reply = await the.asAlice('GET', '/random')
      expect([reply.status, reply.headers['x-okms-iam-report']]).toEqual([200, undefined])
    } finally {
      await the.emulator.close()
    }
  })
})

it('others are answered while thousands of keys are looked through for one that the caller may see', async () => {
  const first = await startTestEmulator({ flags: ['--iam-mode', 'enforce'] })
  const { okmsId } = first
  const last = aKey({ okmsId })
  const emulator = await first.restart(undefined, ({ data }) => {
    const store = openStore({ folder: data }, { durable: false })
    store.serviceKeys.insert(
      ...[...Array.from({ length: 5000 }, () => aKey({ okmsId })), last].map((key) => ({ key, material: null }))
    )
    store.close()
  })
  await emulator.admin.request('POST', '/_emulator/policies', {
    name: 'one',
    identities: [alice],
    action: ['okms:apikms:serviceKey/get'],
    resources: [{ urn: serviceKeyUrn(okmsId, last.keyId) }]
  })
  const { body: { token } } = await emulator.admin.request('POST', '/_emulator/tokens', {
    name: 'alice', identityURNs: [alice]
  })

  const client = emulator.clientWith({})
  const asAlice = async (route: string) => await client.request('GET', `/api/${okmsId}/v1${route}`, undefined, {
    headers: { authorization: `Bearer ${token}` }
  })
  // Both connections stand, so that the list is on its way before anything else.
  expect([(await asAlice('/random')).status, (await emulator.api('GET', '/random')).status]).toEqual([403, 200])

  const answered: string[] = []
  const listing = asAlice('/servicekey?max=100').finally(() => { answered.push('list') })
  for (let times = 0; times < 5; times++) {
    await emulator.api('GET', '/random')
    answered.push('random')
  }
  const { body } = await listing
  expect(body).toMatchObject({ objects_list: [{ id: last.keyId }], is_truncated: false, continuation_token: '' })
  expect(answered).toEqual([...Array<string>(5).fill('random'), 'list'])
  await emulator.close()
})
