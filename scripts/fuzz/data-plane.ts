// The contract of the data plane for the fuzzer, over mutual TLS, with keys and secrets that its cases can name.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { openConnections, type Connections } from '../../bench/connections.js'
import { projectRoot } from '../../bench/machine.js'
import type { OkmsServer } from '../../bench/servers.js'
import { expectReply } from '../../bench/setup.js'
import { repeats } from '../../src/rest/kv/vault-conveniences.js'
import type { FuzzedContract } from './schemathesis.js'

interface Served {
  /** Keys that stay usable during the run, one of each kind. */
  readonly lasting: readonly string[]
  /** Keys that the run may deactivate and delete. */
  readonly expendable: readonly string[]
  readonly transportKey: string
  readonly tokens: readonly string[]
  readonly secrets: ServedSecrets
}

/** Paths of secrets, by what the run may do to them. */
interface ServedSecrets {
  readonly lasting: readonly string[]
  readonly expendable: readonly string[]
}

const specifications = [
  { type: 'oct', size: 256, operations: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'], extractable: true },
  { type: 'oct', size: 128, operations: ['encrypt', 'decrypt'] },
  { type: 'RSA', size: 2048, operations: ['sign', 'verify'] },
  { type: 'RSA', size: 2048, operations: ['wrapKey', 'unwrapKey'] },
  { type: 'EC', curve: 'P-256', operations: ['sign', 'verify'], extractable: true },
  { type: 'EC', curve: 'P-521', operations: ['sign', 'verify'] }
]

/** Each with three versions in three states, and custom metadata. */
async function createSecrets (connections: Connections, api: string): Promise<ServedSecrets> {
  async function create (name: string): Promise<void> {
    const send = async (operation: string, body: object, status: number) => {
      const askPath = `${api}/secret/${operation}/${name}`
      await expectReply(connections, { method: 'POST', path: askPath, body: JSON.stringify(body), status })
    }
    await send('metadata', { custom_metadata: { team: 'fuzz' } }, 204)
    for (const data of [{ a: 1 }, { a: { b: [2] } }, { a: { b: [3] }, c: 'text' }]) {
      await send('data', { data }, 200)
    }
    await send('delete', { versions: [2] }, 204)
    await send('destroy', { versions: [1] }, 204)
  }
  const lasting = ['fuzz', 'fuzz/lasting', 'data/metadata/config/version/1', 'a@b=c:d.e']
  const expendable = Array.from({ length: 6 }, (_, index) => `expendable/${index}`)
  for (const name of [...lasting, ...expendable]) await create(name)
  return { lasting, expendable }
}

async function createKeys (connections: Connections, servicekeys: string): Promise<Omit<Served, 'secrets'>> {
  const ask = async (askPath: string, body: object, status: number) => JSON.parse(
    await expectReply(connections, { method: 'POST', path: askPath, body: JSON.stringify(body), status })
  ) as Record<string, string>
  const create = async (specification: object) =>
    (await ask(servicekeys, { name: 'fuzz', ...specification }, 201)).id ?? ''
  const lasting: string[] = []
  const expendable: string[] = []
  for (const specification of specifications) {
    lasting.push(await create(specification))
    if (specification.type !== 'RSA') expendable.push(await create(specification), await create(specification))
  }
  const [key = ''] = lasting
  const transportKey = await create({ type: 'RSA', size: 2048, operations: ['wrapKey', 'unwrapKey'] })
  const encrypted = await ask(`${servicekeys}/${key}/encrypt`, { plaintext: 'AAAA' }, 200)
  const bound = await ask(`${servicekeys}/${key}/encrypt`, { plaintext: 'AAAA', context: 'fuzz' }, 200)
  const dataKey = await ask(`${servicekeys}/${key}/datakey`, { size: 256 }, 201)
  const exported = JSON.parse(await expectReply(connections, {
    method: 'GET', path: `${servicekeys}/${key}?wrappingKeyId=${transportKey}&wrappedKeyFormat=JWK&wrappingAlgorithm=RSA-OAEP-256`, status: 200
  })) as { readonly wrappedKeys: ReadonlyArray<{ readonly ciphertext: string }> }
  const wrapped = exported.wrappedKeys.map(({ ciphertext }) => ciphertext)
  return {
    lasting: [...lasting, transportKey],
    expendable,
    transportKey,
    tokens: [encrypted.ciphertext, bound.ciphertext, dataKey.key, ...wrapped].filter((token) => token !== undefined)
  }
}

interface Operation {
  readonly operationId: string
  /** Lenient as Vault is: what the contract does not allow may be accepted. */
  readonly 'x-vault'?: boolean
  parameters?: ReadonlyArray<{ readonly $ref?: string, readonly name?: string }>
}

interface Contract {
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: {
    securitySchemes?: object
    readonly schemas: { readonly WrappedKeyEntry: { readonly properties: Record<string, object> } }
  }
  security?: object[]
}

const deadly = new Set([
  'DeactivateServiceKey', 'DeleteServiceKey', 'PatchServiceKey', 'DeleteSecretV2', 'DeleteSecretMetadata',
  'PutSecretDestroy'
])

/** Parameters that name what is served, which are narrowed. */
const narrowedParameters = /\/(?:okmsId|servicekeyPath|secretPath)$/

/**
 * The contract with path parameters narrowed to what is served, as valid cases would otherwise all end at an unknown
 * domain. A key id is one of the served keys or any UUID, the path of a secret one of those that are there or any path.
 * Invalid cases are made from the narrowed schema too: another UUID as okmsId is one. Bearer tokens are removed: the
 * run authenticates with its client certificate, which no contract can declare, and an invented token in addition to it
 * is a 401.
 */
function narrowed (contract: Contract, okmsId: string, served: Served): Contract {
  const { lasting, expendable, transportKey, secrets } = served
  const wrappingKey = { anyOf: [{ type: 'string', enum: [transportKey] }, { type: 'string', format: 'uuid' }] }
  contract.components.schemas.WrappedKeyEntry.properties['wrappingKeyId'] = wrappingKey
  for (const [route, operations] of Object.entries(contract.paths)) {
    for (const operation of Object.values(operations)) {
      const isDeadly = deadly.has(operation.operationId)
      const keys = isDeadly ? expendable : lasting
      const paths = isDeadly ? secrets.expendable : secrets.lasting
      const parameter = (name: string, schema: object) => ({ name, in: 'path', required: true, schema })
      const others = (operation.parameters ?? []).filter(({ $ref = '' }) => !narrowedParameters.test($ref))
      operation.parameters = [
        ...others.map((given) =>
          given.name === 'wrappingKeyId' ? { ...given, schema: wrappingKey } : given),
        parameter('okmsId', { type: 'string', enum: [okmsId] }),
        ...(route.includes('{keyId}')
          ? [parameter('keyId', { anyOf: [{ type: 'string', enum: keys }, { type: 'string', format: 'uuid' }] })]
          : []),
        ...(route.includes('{path}')
          ? [parameter('path', { anyOf: [{ type: 'string', enum: paths }, { type: 'string', pattern: pathPattern }] })]
          : [])
      ]
    }
  }
  delete contract.security
  delete contract.components.securitySchemes
  return contract
}

/** As in the contract, and short. */
const pathPattern = '^[a-zA-Z0-9_.:/=@%-]{1,40}$'

/** Adds the methods that the server takes besides those of the contract, for Vault clients. */
function addRepeats ({ paths }: Contract): void {
  for (const { method, operationId } of repeats) {
    for (const operations of Object.values(paths)) {
      const operation = Object.values(operations).find((one) => idOf(one) === operationId)
      if (operation === undefined) continue
      operations[String(method).toLowerCase()] = { ...operation, operationId: `${operationId}By${String(method)}` }
    }
  }
}

/** Operations whose rules a schema cannot state, such as "this key is no RSA key": a valid body may be a 400. */
const ruled = [
  'CreateImportServiceKey', 'ListServiceKeys', 'GetServiceKey', 'PatchServiceKey', 'DeleteServiceKey',
  'ActivateServiceKey', 'DeactivateServiceKey', 'Encrypt', 'Decrypt', 'GenerateDataKey', 'DecryptDataKey', 'Sign',
  'Verify'
]

function configuration (contract: Contract): string {
  const ofSecrets = Object.entries(contract.paths).filter(([route]) => route.includes('/secret'))
    .flatMap(([, operations]) => Object.values(operations))
  const lenient = new Set([
    ...ofSecrets.filter((operation) => operation['x-vault'] === true).map(idOf),
    // Headers that the contract does not have are no fault.
    'ListSecretV2', 'ListSecretVersionV2'
  ])
  // `.../secret/a/version` is also the path of a secret, which has other methods.
  const ambiguous = new Set(Object.entries(contract.paths).filter(([route]) => route.includes('/{path}/version'))
    .flatMap(([, operations]) => Object.values(operations)).map(idOf))
  return [...ruled, ...ofSecrets.map(idOf)].map((operationId) => `[[operations]]
include-operation-id = "${operationId}"
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "404", "409"]
${lenient.has(operationId) ? 'checks.negative_data_rejection.expected-statuses = ["2xx", "400", "404"]\n' : ''}${ambiguous.has(operationId) ? 'checks.unsupported_method.enabled = false\n' : ''}`).join('\n')
}

const idOf = ({ operationId }: Operation) => operationId

export async function prepareDataPlane (server: OkmsServer): Promise<FuzzedContract> {
  const connections = openConnections(server, 1)
  const api = `/api/${server.okmsId}/v1`
  const secrets = await createSecrets(connections, api)
  const served = { ...await createKeys(connections, `${api}/servicekey`), secrets }
  await connections.close()
  const contract = parse(readFileSync(path.join(projectRoot, 'openapi/okms.yaml'), 'utf8')) as Contract
  addRepeats(contract)
  return {
    name: 'okms',
    contract: narrowed(contract, server.okmsId, served),
    config: configuration(contract),
    tokens: served.tokens,
    flags: ({ cert, key }) => ['--request-cert', cert, '--request-cert-key', key]
  }
}
