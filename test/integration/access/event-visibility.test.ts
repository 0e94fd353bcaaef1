// Who sees which request on the page at `/`: for every operation of the contract, its own caller and each caller that
// the same policies would have let make it, and no other.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { contracts, type ContractOperation } from '../../../src/http/contract/contract.js'
import type { IamAction } from '../../../src/http/contract/iam-action.js'
import { rootIdentity } from '../../../src/domain/urn.js'
import type { Client } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { secretUrn, serviceKeyUrn } from '../../harness/urns.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator({ flags: ['--ephemeral', '--iam-mode', 'enforce'] }) })
afterAll(async () => { await emulator.close() })

const operations = [...contracts.okms.operations.values()]
const everyAction = [...new Set(operations.flatMap(({ iamActions }) => iamActions.map(({ action }) => action)))]

interface Event {
  readonly operationId: string
  readonly status: number
  readonly refusal?: string
}

interface Holder {
  readonly identity: string
  readonly client: Client
  events (): Promise<readonly Event[]>
}

const admin = async (route: string, body: object) =>
  (await emulator.admin.request('POST', `/_emulator${route}`, body)).body

/** A credential of the domain, allowed these actions on these resources. */
async function holder (
  okmsId: string, actions: readonly string[], urns: readonly string[],
  identity = `urn:v1:eu:identity:user:xx1111-ovh/${randomUUID()}`
): Promise<Holder> {
  const { certificatePEM, privateKeyPEM } =
    await admin(`/domains/${okmsId}/credentials`, { name: 'c', identityURNs: [identity] })
  if (actions.length > 0) {
    await admin('/policies', {
      name: 'p', identities: [identity], resources: urns.map((urn) => ({ urn })), action: actions
    })
  }
  const client = emulator.clientWith({
    certificate: { certificatePem: certificatePEM, privateKeyPem: privateKeyPEM }
  })
  const events = async () => (await client.request('GET', '/page/operations.json')).body.operations
  return { identity, client, events }
}

type Needs = Required<Pick<IamAction, 'action' | 'resource'>>

interface Case {
  readonly name: string
  readonly operation: ContractOperation
  readonly needs: readonly Needs[]
  /** The members or parameters that make further actions necessary, as `name` or `name=value`. */
  readonly given: readonly string[]
  /** Whether the secret that the request names exists. */
  readonly exists: boolean
}

/**
 * The rows that count for a request; all of them where none does. Whether the secret existed is not known afterwards,
 * so both rows about that count.
 */
function needsOf ({ iamActions }: ContractOperation, given: readonly string[]): readonly Needs[] {
  const counting = iamActions.filter((row) =>
    row.given === undefined || row.given.some((name) => given.includes(name)))
  return counting.length === 0 ? iamActions : counting
}

/**
 * Each operation as it is, and once more for each set of members that needs further actions, and for a secret that does
 * not exist where that makes a difference.
 */
const cases = operations.flatMap((operation): readonly Case[] => {
  const { operationId, iamActions } = operation
  const names = new Set(iamActions.flatMap(({ given = [] }) => given))
  // Its body must have a state, which is what is given.
  const givenSets = [...operationId === 'PutSecretVersionV2' ? [] : [[]], ...[...names].map((name) => [name])]
  const existences = iamActions.some(({ exists }) => exists !== undefined) ? [true, false] : [true]
  return givenSets.flatMap((given) => existences.map((exists) => ({
    name: [operationId, ...given, ...exists ? [] : ['a new secret']].join(' with '),
    operation,
    given,
    exists,
    needs: needsOf(operation, given)
  })))
})

/** What requests name: the first key and secret of a domain, and new secrets. */
interface Named {
  readonly okmsId: string
  readonly keyId: string
  readonly transportKeyId: string
  readonly path: string
  readonly newPath: string
}

/** A request for the operation that names the key and, where it can, the transport key; it need not succeed. */
function requestFor ({ operation, given, exists }: Case, { okmsId, keyId, transportKeyId, path, newPath }: Named) {
  const members: Readonly<Record<string, unknown>> = {
    keys: [{ kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA' }],
    wrappedKeys: [{ wrappingKeyId: transportKeyId, keyFormatType: 'RAW', ciphertext: 'x' }],
    metadata: { maxVersions: 2 },
    version: { data: {} }
  }
  const queries: Readonly<Record<string, string>> = { wrappingKeyId: transportKeyId, includeData: 'true' }
  const query = given.flatMap((name) => queries[name] === undefined ? [] : [`&${name}=${queries[name]}`]).join('')
  const further = Object.fromEntries(given.map((name) => {
    const [member = '', value] = name.split('=')
    return [member, value ?? members[member]]
  }))
  const url = operation.url.replace(':okmsId', okmsId).replace(':keyId', keyId)
    .replace(':path', encodeURIComponent(exists ? path : newPath)).replace(':version', '1')
  return {
    method: operation.method,
    path: `${url}?${query}`,
    body: operation.bodyRequired ? { ...bodiesFor(newPath)[operation.operationId], ...further } : undefined
  }
}

/** Bodies that pass validation: policies are consulted after it. */
const bodiesFor = (newPath: string): Readonly<Record<string, object>> => ({
  CreateImportServiceKey: { name: 'k', type: 'oct' },
  Encrypt: { plaintext: 'AAAA' },
  Decrypt: { ciphertext: 'x' },
  GenerateDataKey: { size: 256 },
  DecryptDataKey: { key: 'x' },
  Sign: { message: 'AAAA', alg: 'ES256' },
  Verify: { message: 'AAAA', signature: 'AAAA', alg: 'ES256' },
  PatchServiceKey: { name: 'other' },
  DeactivateServiceKey: { reason: 'superseded' },
  PostSecretV2: { path: newPath, version: { data: {} } },
  PostSecretVersionV2: { data: {} },
  PostSecretRequest: { data: {} },
  PatchSecretRequest: { data: {} }
})

/** Lists leave out what the caller may not see, and are never refused. */
const isList = ({ operationId }: ContractOperation) =>
  ['ListServiceKeys', 'ListSecretV2', 'ListSecretsMetadata'].includes(operationId)

it.each(cases)('$name is seen by callers that may do it, and by its own', async (one) => {
  const { okmsId } = await admin('/domains', { name: 'd' })
  const owner = await holder(okmsId, [], [], rootIdentity)
  const make = async () =>
    (await owner.client.request('POST', `/api/${okmsId}/v1/servicekey`, { name: 'k', type: 'oct' })).body.id as string
  const [keyId, transportKeyId, otherKeyId] = [await make(), await make(), await make()]
  for (const path of ['app/db', 'other/db']) {
    const secret = { path, version: { data: { a: 'known value' } } }
    expect((await owner.client.request('POST', `/api/${okmsId}/v2/secret`, secret)).status).toBe(200)
  }
  const secrets = [secretUrn(okmsId, 'app/db'), secretUrn(okmsId, 'new/*')]
  const domain = `urn:v1:eu:resource:okms:${okmsId}`
  const [key, transportKey, otherKey] = [keyId, transportKeyId, otherKeyId].map((id) => serviceKeyUrn(okmsId, id))
  if (key === undefined || transportKey === undefined || otherKey === undefined) throw new Error('no keys')

  const needed = one.needs.map(({ action }) => action)
  // A list names no key and no secret, so it is about the whole domain.
  const namesSome = one.needs.every(({ resource }) => resource !== 'domain') && !isList(one.operation)
  const viewers: ReadonlyArray<readonly [who: string, Holder, sees: boolean]> = [
    ['without policies', await holder(okmsId, [], []), false],
    ['all of the domain', await holder(okmsId, needed, [domain]), true],
    ['these resources', await holder(okmsId, everyAction, [key, transportKey, ...secrets]), namesSome],
    ['others', await holder(okmsId, everyAction, [otherKey, secretUrn(okmsId, 'other/*')]), false],
    ['another domain', await holder(okmsId, everyAction, [`urn:v1:eu:resource:okms:${randomUUID()}`]), false],
    ...await Promise.all(needed.map(async (action) => [
      `all but ${action}`, await holder(okmsId, everyAction.filter((other) => other !== action), [domain]), false
    ] as const))
  ]
  const stranger = await holder(okmsId, [], [])
  let requests = 0
  const request = async (client: Client, query = '') => {
    const named = { okmsId, keyId, transportKeyId, path: 'app/db', newPath: `new/${requests++}` }
    const { method, path, body } = requestFor(one, named)
    return (await client.request(method, `${path}${query}`, body)).status
  }

  const before = await Promise.all(viewers.map(async ([, viewer]) => (await viewer.events()).length))
  const statuses = [
    await request(stranger.client), await request(owner.client), await request(owner.client, '&no-such-parameter=1')
  ]
  const ofOperation = (events: readonly Event[]) => events.map(({ operationId, status }) => `${operationId} ${status}`)
  const all = statuses.map((status) => `${one.operation.operationId} ${status}`)
  for (const [index, [who, viewer, sees]] of viewers.entries()) {
    const news = (await viewer.events()).slice(before[index])
    expect([who, ofOperation(news)]).toEqual([who, sees ? all : []])
    expect(JSON.stringify(news)).not.toContain(stranger.identity)
    expect(JSON.stringify(news)).not.toContain('known value')
  }
  // Requests of Vault clients may have parameters that are not known.
  if (!one.operation.vault) expect(statuses.slice(2)).toEqual([400])
  // The stranger sees its own request alone, with all of its refusal; the account sees everything.
  const own = await stranger.events()
  expect(ofOperation(own)).toEqual(all.slice(0, 1))
  const refusedByPolicy = statuses[0] === 403
  expect(refusedByPolicy).toBe(!isList(one.operation))
  if (refusedByPolicy) {
    const texts = [own, await owner.events()].map((events) => events.findLast(({ status }) => status === 403)?.refusal)
    expect(texts).toEqual([expect.stringContaining(stranger.identity), expect.stringContaining(stranger.identity)])
  }
}, 30_000)
