// Who sees which request on the page at `/`: for every operation of the contract, its own caller and each caller that
// the same policies would have let make it, and no other.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { contracts, type ContractOperation } from '../../../src/http/contract/contract.js'
import type { IamAction } from '../../../src/http/contract/iam-action.js'
import { rootIdentity } from '../../../src/domain/urn.js'
import type { Client } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { serviceKeyUrn } from '../../harness/urns.js'

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
  /** The members or parameters that make further actions necessary. */
  readonly given: readonly string[]
}

/** Each operation as it is, and once more for each set of members that needs further actions. */
const cases = operations.flatMap((operation): readonly Case[] => {
  const names = new Set(operation.iamActions.flatMap(({ given = [] }) => given))
  return [[], ...[...names].map((name) => [name])].map((given) => ({
    name: [operation.operationId, ...given].join(' with '),
    operation,
    given,
    needs: operation.iamActions
      .filter((one) => one.given === undefined || one.given.some((name) => given.includes(name)))
  }))
})

/** A request for the operation that names the key and, where it can, the transport key; it need not succeed. */
function requestFor ({ operation, given }: Case, okmsId: string, keyId: string, transportKeyId: string) {
  const members: Readonly<Record<string, unknown>> = {
    keys: [{ kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA' }],
    wrappedKeys: [{ wrappingKeyId: transportKeyId, keyFormatType: 'RAW', ciphertext: 'x' }]
  }
  const query = given.includes('wrappingKeyId') ? `&wrappingKeyId=${transportKeyId}` : ''
  const further = Object.fromEntries(given.map((name) => [name, members[name]]))
  return {
    method: operation.method,
    path: `${operation.url.replace(':okmsId', okmsId).replace(':keyId', keyId)}?${query}`,
    body: operation.bodyRequired ? { ...bodies[operation.operationId], ...further } : undefined
  }
}

/** Bodies that pass validation: policies are consulted after it. */
const bodies: Readonly<Record<string, object>> = {
  CreateImportServiceKey: { name: 'k', type: 'oct' },
  Encrypt: { plaintext: 'AAAA' },
  Decrypt: { ciphertext: 'x' },
  GenerateDataKey: { size: 256 },
  DecryptDataKey: { key: 'x' },
  Sign: { message: 'AAAA', alg: 'ES256' },
  Verify: { message: 'AAAA', signature: 'AAAA', alg: 'ES256' },
  PatchServiceKey: { name: 'other' },
  DeactivateServiceKey: { reason: 'superseded' }
}

it.each(cases)('$name is seen by callers that may do it, and by its own', async (one) => {
  const { okmsId } = await admin('/domains', { name: 'd' })
  const owner = await holder(okmsId, [], [], rootIdentity)
  const make = async () =>
    (await owner.client.request('POST', `/api/${okmsId}/v1/servicekey`, { name: 'k', type: 'oct' })).body.id as string
  const [keyId, transportKeyId, otherKeyId] = [await make(), await make(), await make()]
  const domain = `urn:v1:eu:resource:okms:${okmsId}`
  const [key, transportKey, otherKey] = [keyId, transportKeyId, otherKeyId].map((id) => serviceKeyUrn(okmsId, id))
  if (key === undefined || transportKey === undefined || otherKey === undefined) throw new Error('no keys')

  const needed = one.needs.map(({ action }) => action)
  // A list names no key, so it is about the whole domain.
  const namesKeys = one.needs.every(({ resource }) => resource !== 'domain') && one.operation.url.includes(':keyId')
  const viewers: ReadonlyArray<readonly [who: string, Holder, sees: boolean]> = [
    ['without policies', await holder(okmsId, [], []), false],
    ['all of the domain', await holder(okmsId, needed, [domain]), true],
    ['these keys', await holder(okmsId, everyAction, [key, transportKey]), namesKeys],
    ['another key', await holder(okmsId, everyAction, [otherKey]), false],
    ['another domain', await holder(okmsId, everyAction, [`urn:v1:eu:resource:okms:${randomUUID()}`]), false],
    ...await Promise.all(needed.map(async (action) => [
      `all but ${action}`, await holder(okmsId, everyAction.filter((other) => other !== action), [domain]), false
    ] as const))
  ]
  const stranger = await holder(okmsId, [], [])
  const request = async (client: Client, query = '') => {
    const { method, path, body } = requestFor(one, okmsId, keyId, transportKeyId)
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
  }
  expect(statuses.slice(2)).toEqual([400])
  // The stranger sees its own request alone, with all of its refusal; the account sees everything.
  const own = await stranger.events()
  expect(ofOperation(own)).toEqual(all.slice(0, 1))
  const refusedByPolicy = statuses[0] === 403
  expect(refusedByPolicy).toBe(one.operation.operationId !== 'ListServiceKeys')
  if (refusedByPolicy) {
    const texts = [own, await owner.events()].map((events) => events.findLast(({ status }) => status === 403)?.refusal)
    expect(texts).toEqual([expect.stringContaining(stranger.identity), expect.stringContaining(stranger.identity)])
  }
}, 30_000)
