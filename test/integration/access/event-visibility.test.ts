// Who sees which request on the page at `/`: for every operation of the contract, its own caller and each caller that
// the same policies would have let make it, and no other.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { contracts, type ContractOperation } from '../../../src/http/contract/contract.js'
import type { IamAction } from '../../../src/http/contract/iam-action.js'
import { resourceUrn, rootIdentity } from '../../../src/domain/urn.js'
import type { OperationId } from '../../../src/rest/operation.js'
import type { Client } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { validBodies } from '../../harness/valid-bodies.js'
import { serviceKeyUrn } from '../../harness/urns.js'

const operations = [...contracts.okms.operations.values()]
const everyAction = [...new Set(operations.flatMap(({ iamActions }) => iamActions.map(({ action }) => action)))]

const secretPath = 'a/secret'
const otherSecretPath = 'a/secret/more'

let emulator: TestEmulator
/** One domain for all cases: each looks at the events from its beginning on. */
let okmsId: string
let owner: Holder
/** Makes requests, and may do nothing. */
let stranger: Holder
let keys: { readonly keyId: string, readonly transportKeyId: string, readonly otherKeyId: string }

beforeAll(async () => {
  emulator = await startTestEmulator({ flags: ['--ephemeral', '--iam-mode', 'enforce'] })
  okmsId = (await admin('/domains', { name: 'd' })).okmsId
  owner = await newHolder([], [], rootIdentity)
  stranger = await newHolder([], [])
  const make = async () =>
    (await owner.client.request('POST', `/api/${okmsId}/v1/servicekey`, { name: 'k', type: 'oct' })).body.id as string
  keys = { keyId: await make(), transportKeyId: await make(), otherKeyId: await make() }
})
afterAll(async () => { await emulator.close() })

interface Event {
  readonly at: number
  readonly operationId: string
  readonly status: number
  readonly refusal?: string
}

interface Holder {
  readonly identity: string
  readonly client: Client
  /** From this time on. */
  eventsSince (start: number): Promise<readonly Event[]>
}

const admin = async (route: string, body: object) =>
  (await emulator.admin.request('POST', `/_emulator${route}`, body)).body

/** A credential of the domain, allowed these actions on these resources. */
async function newHolder (
  actions: readonly string[], urns: readonly string[],
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
  return {
    identity,
    client,
    async eventsSince (start) {
      const { body } = await client.request('GET', '/page/operations.json')
      return (body.operations as readonly Event[]).filter(({ at }) => at >= start)
    }
  }
}

const holders = new Map<string, Promise<Holder>>()

/** The same holder for the same rights; it makes no requests. */
async function holder (actions: readonly string[], urns: readonly string[]): Promise<Holder> {
  const rights = JSON.stringify([actions, urns])
  const known = holders.get(rights) ?? newHolder(actions, urns)
  holders.set(rights, known)
  return await known
}

type Needs = Required<Pick<IamAction, 'action' | 'resource'>>

interface Case {
  readonly name: string
  readonly operation: ContractOperation
  readonly needs: readonly Needs[]
  /** The members or parameters that make other actions necessary, as the contract writes them. */
  readonly given: readonly string[]
  /** It names what it acts on; a list is about the whole domain. */
  readonly namesResources: boolean
}

/** Each operation as it is, and once more for each member or parameter that makes other actions necessary. */
const cases = operations.flatMap((operation): readonly Case[] => {
  const { iamActions, operationId, resources } = operation
  const conditions = new Set(iamActions.flatMap(({ given = [] }) => given))
  const isAlwaysGiven = iamActions.every(({ given }) => given !== undefined)
  const lists = iamActions.flatMap(({ list = [] }) => list.slice(0, 1))
  return [...isAlwaysGiven ? [] : [[]], ...[...conditions, ...lists].map((name) => [name])].map((given) => {
    const needs = iamActions.filter((one) => one.given === undefined || one.given.some((name) => given.includes(name)))
    return {
      name: [operationId, ...given].join(' with '),
      operation,
      given,
      needs,
      namesResources: !given.some((name) => lists.includes(name)) &&
        needs.every(({ resource }) => resource === 'domain' || resources.some(({ kind }) => kind === resource))
    }
  })
})

/** What conditions say about the body and the query, other than `name=value`. */
const members: Readonly<Record<string, (transportKeyId: string) => unknown>> = {
  keys: () => [{ kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA' }],
  wrappedKeys: (wrappingKeyId) => [{ wrappingKeyId, keyFormatType: 'RAW', ciphertext: 'x' }],
  wrappingKeyId: (wrappingKeyId) => wrappingKeyId,
  includeData: () => true,
  metadata: () => ({ maxVersions: 20 }),
  version: () => ({ data: { a: 2 } })
}

/** A request for the operation that names the key, its transport key, or the secret; it need not succeed. */
function requestFor ({ operation, given }: Case, { keyId, transportKeyId }: typeof keys) {
  const further = Object.fromEntries(given.map((condition) => {
    const [name = '', value] = condition.split('=')
    return [name, value ?? members[name]?.(transportKeyId)] as const
  }))
  const url = operation.url.replace(':okmsId', okmsId).replace(':keyId', keyId).replace(':path', secretPath)
    .replace(':version', '1')
  const hasBody = operation.mediaTypes.length > 0
  const query = hasBody ? '' : new URLSearchParams(further as Record<string, string>).toString()
  return {
    method: String(operation.method),
    path: `${url}?${query}`,
    body: hasBody ? { ...bodyOf(operation.operationId as OperationId, given), ...further } : undefined
  }
}

/** Without the members that only other conditions have. */
function bodyOf (operationId: OperationId, given: readonly string[]): object {
  return operationId === 'PutSecretV2' && given.length > 0 ? {} : validBodies[operationId] ?? {}
}

it.each(cases)('$name is seen by callers that may do it, and by its own', async (one) => {
  const domain = `urn:v1:eu:resource:okms:${okmsId}`
  const urnsOf = (keyIds: readonly string[], secret: string) =>
    [...keyIds.map((id) => serviceKeyUrn(okmsId, id)), resourceUrn(okmsId, { kind: 'secret', id: secret })]
  for (const path of [secretPath, otherSecretPath]) {
    await owner.client.request('POST', `/api/${okmsId}/v1/secret/data/${path}`, { data: { a: 1 } })
  }
  emulator.clock.advance(1000)
  const start = emulator.clock()

  const needed = one.needs.map(({ action }) => action)
  const isOfDomain = one.needs.some(({ resource }) => resource === 'domain')
  const { keyId, transportKeyId, otherKeyId } = keys
  const viewers: ReadonlyArray<readonly [who: string, Holder, sees: boolean]> = [
    ['without policies', await holder([], []), false],
    ['all of the domain', await holder(needed, [domain]), true],
    ['these resources', await holder(everyAction, urnsOf([keyId, transportKeyId], secretPath)),
      one.namesResources && !isOfDomain],
    ['other resources', await holder(everyAction, urnsOf([otherKeyId], otherSecretPath)), false],
    ['another domain', await holder(everyAction, [`urn:v1:eu:resource:okms:${otherKeyId}`]), false],
    ...await Promise.all(needed.map(async (action) => [
      `all but ${action}`, await holder(everyAction.filter((other) => other !== action), [domain]), false
    ] as const))
  ]
  const request = async (client: Client, query = '') => {
    const { method, path, body } = requestFor(one, keys)
    return (await client.request(method, `${path}${query}`, body)).status
  }

  const statuses = [
    await request(stranger.client), await request(owner.client), await request(owner.client, '&no-such-parameter=1')
  ]
  const ofOperation = (events: readonly Event[]) => events.map(({ operationId, status }) => `${operationId} ${status}`)
  const all = statuses.map((status) => `${one.operation.operationId} ${status}`)
  for (const [who, viewer, sees] of viewers) {
    const news = await viewer.eventsSince(start)
    expect([who, ofOperation(news)]).toEqual([who, sees ? all : []])
    expect(JSON.stringify(news)).not.toContain(stranger.identity)
  }
  // Vault ignores unknown parameters.
  if (!one.operation.vault) expect(statuses.slice(2)).toEqual([400])
  // The stranger sees its own request alone, with all of its refusal; the account sees everything.
  const own = await stranger.eventsSince(start)
  expect(ofOperation(own)).toEqual(all.slice(0, 1))
  const refusedByPolicy = statuses[0] === 403
  expect(refusedByPolicy).toBe(one.namesResources)
  if (refusedByPolicy) {
    const texts = [own, await owner.eventsSince(start)]
      .map((events) => events.findLast(({ status }) => status === 403)?.refusal)
    expect(texts).toEqual([expect.stringContaining(stranger.identity), expect.stringContaining(stranger.identity)])
  }
}, 30_000)
