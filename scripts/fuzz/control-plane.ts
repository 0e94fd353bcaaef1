// The contracts of the control plane for the fuzzer, with a token of the account, and what its cases can name.

import { readFileSync } from 'node:fs'
import https from 'node:https'
import { text } from 'node:stream/consumers'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import { parse } from 'yaml'
import { projectRoot } from '../../bench/machine.js'
import { tlsFiles, type OkmsServer } from '../../bench/servers.js'
import type { FuzzedContract } from './schemathesis.js'

type Call = (method: string, path: string, body?: object) => Promise<unknown>

/** Shows no certificate: the admin API is open on loopback, and the OVHcloud API takes a token. */
function callerOf ({ origin, certs }: OkmsServer, token?: string): Call {
  const ca = readFileSync(tlsFiles(certs).ca)
  return async (method, path, body) => {
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' })
    }
    const request = https.request(`${origin}${path}`, { method, ca, headers, agent: false })
    request.end(body && JSON.stringify(body))
    const [response] = await once(request, 'response') as [IncomingMessage]
    const received = await text(response)
    if ((response.statusCode ?? 500) >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${received}`)
    return JSON.parse(received) as unknown
  }
}

/** Values that path parameters of these names can have, so that cases do not all end at an unknown resource. */
type Named = Readonly<Record<string, readonly (string | number)[]>>

async function createResources (call: Call, okmsId: string): Promise<Named> {
  const domain = `/v2/okms/resource/${okmsId}`
  const made = async (path: string, body: object) => await call('POST', path, body) as Readonly<Record<string, never>>
  const keys = [
    await made(`${domain}/serviceKey`, { name: 'fuzz', type: 'oct' }),
    await made(`${domain}/serviceKey`, { name: 'fuzz', type: 'EC' })
  ]
  const credential = await made(`${domain}/credential`, {
    name: 'fuzz', identityURNs: ['urn:v1:eu:identity:account:emulator-ovh']
  })
  await made(`${domain}/secret`, { path: 'fuzz-control-plane', version: { data: { a: 1 } } })
  const { cartId } = await made('/1.0/order/cart', { ovhSubsidiary: 'FR' })
  const { itemId } = await made(`/1.0/order/cart/${String(cartId)}/okms`, {
    planCode: 'okms', duration: 'P1M', pricingMode: 'default', quantity: 1
  })
  await made('/1.0/me/identity/user', { login: 'fuzz', email: 'fuzz@example.org', password: 'fuzz-fuzz-fuzz' })
  const services = await call('GET', '/1.0/services') as number[]
  return {
    okmsId: [okmsId],
    path: ['fuzz-control-plane'],
    keyId: keys.map(({ id }) => id ?? ''),
    credentialId: [credential['id'] ?? ''],
    cartId: [cartId ?? ''],
    itemId: [itemId ?? 0],
    serviceId: services,
    user: ['fuzz'],
    group: ['ADMIN', 'DEFAULT']
  }
}

interface Parameter { readonly $ref?: string, readonly name?: string, readonly in?: string, readonly schema?: object }
interface Operation { readonly operationId: string, parameters?: Parameter[] }
interface Contract {
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { readonly parameters: Record<string, Parameter>, securitySchemes?: object }
  security?: object[]
}

/** The contract with path parameters that name these resources, or any other of their schema. */
function narrowed (contract: Contract, named: Named): Contract {
  const targetOf = (parameter: Parameter): Parameter => parameter.$ref === undefined
    ? parameter
    : contract.components.parameters[parameter.$ref.split('/').at(-1) ?? ''] ?? parameter
  for (const operations of Object.values(contract.paths)) {
    for (const operation of Object.values(operations)) {
      operation.parameters = (operation.parameters ?? []).map((written) => {
        const parameter = targetOf(written)
        const values = parameter.in === 'path' ? named[parameter.name ?? ''] : undefined
        if (values === undefined) return parameter
        const known = { enum: values }
        // Nothing else is in the domain of the token.
        const schema = parameter.name === 'okmsId' ? known : { anyOf: [known, parameter.schema] }
        return { ...parameter, schema }
      })
    }
  }
  // A token that is invented besides that of the run is a 401.
  delete contract.security
  delete contract.components.securitySchemes
  return contract
}

/** An enum that may be null, in the form of the fuzzer: there it has null among its values. */
function withNulls (value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNulls)
  if (typeof value !== 'object' || value === null) return value
  const members: Record<string, unknown> = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withNulls(member)]))
  const { enum: values, nullable } = members
  return nullable === true && Array.isArray(values) && !values.includes(null)
    ? { ...members, enum: [...values as readonly unknown[], null] }
    : members
}

/** Operations that ignore members which are not theirs, as Terraform's provider sends them. */
const lenient = new Set(['AddOkmsItem'])

/** Headers that the contract does not have are no fault. */
const hasHeaders = ({ parameters = [] }: Operation) => parameters.some(({ name }) => name === 'X-Pagination-Size')

/** A schema cannot state every rule, such as "there is such a group": a valid request may be refused. */
const configuration = ({ paths }: Contract): string => Object.values(paths)
  .flatMap((operations) => Object.values(operations))
  .map((operation) => [
    '[[operations]]',
    `include-operation-id = "${operation.operationId}"`,
    'checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "403", "404", "409", "460"]',
    ...(lenient.has(operation.operationId) || hasHeaders(operation)
      ? ['checks.negative_data_rejection.expected-statuses = ["2xx", "400", "404"]']
      : [])
  ].join('\n'))
  .join('\n\n')

export async function prepareControlPlane (server: OkmsServer): Promise<readonly FuzzedContract[]> {
  const { token } = await callerOf(server)('POST', '/_emulator/tokens', { name: 'fuzz' }) as { readonly token: string }
  const named = await createResources(callerOf(server, token), server.okmsId)
  return ['ovh-api-v1', 'ovh-api-v2'].map((name) => {
    const contract = parse(readFileSync(path.join(projectRoot, `openapi/${name}.yaml`), 'utf8')) as Contract
    return {
      name,
      contract: withNulls(narrowed(contract, named)) as object,
      config: configuration(contract),
      // Nothing here has the format.
      tokens: ['a.b.c.d.e'],
      // A method that a path does not have is a 404 with Allow, which this check wants to be a 405.
      flags: () => ['--header', `Authorization: Bearer ${token}`, '--exclude-checks', 'unsupported_method']
    }
  })
}
