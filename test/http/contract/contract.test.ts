import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { signatureAlgorithmNames, curves, keyTypes } from '../../../src/domain/keys/algorithms.js'
import { keyOperations } from '../../../src/domain/keys/key-operations.js'
import { keyStates, revocationReasons } from '../../../src/domain/keys/key-state.js'
import { protectionLevels } from '../../../src/domain/keys/service-key.js'
import { contracts, type JsonObject } from '../../../src/http/contract/contract.js'
import { contract } from '../../../src/rest/operation.js'
import { createValidatorCompiler } from '../../../src/http/validation/validation.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const differ = fileURLToPath(new URL('../../../../shared/tools/contract-diff.mjs', import.meta.url))
const operations = [...contract.operations.values()]

interface Media { readonly examples?: Readonly<Record<string, { readonly value: unknown }>> }
interface RawOperation {
  readonly operationId: string
  readonly summary?: string
  readonly description?: string
  readonly parameters?: ReadonlyArray<{ readonly name: string, readonly in: string, readonly example?: unknown }>
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
}

const document = parse(readFileSync(`${root}openapi/okms.yaml`, 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, {
      readonly properties?: Readonly<Record<string, JsonObject>>, readonly enum?: readonly unknown[]
    }>>
  }
}
const written = Object.values(document.paths).flatMap((item) => Object.values(item))

describe('the contract', () => {
  it.skipIf(!existsSync(differ))('agrees with the published one, apart from what is marked (skipped where that is not next to the checkout)', () => {
    const { operations: count, differences } = JSON.parse(execFileSync(
      process.execPath, [differ, '--json'], { cwd: root, encoding: 'utf8' }
    ))
    expect([count, differences]).toEqual([40, []])
  })

  it('gives each operation an id of its own', () => {
    const ids = written.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual([...ids].sort())
  })

  it.each(operations)('$operationId has one success status, a caller to refuse and an IAM action', ({ operationId, replies, iamActions, successStatus }) => {
    // With warnings, or without.
    const other = ['PostSecretMetadata', 'PatchSecretMetadata'].includes(operationId) ? [204] : []
    expect([...replies.keys()].filter((status) => status < 400)).toEqual([successStatus, ...other])
    expect([...replies.keys()]).toEqual(expect.arrayContaining([400, 401, 403, 404, 429, 500]))
    expect(iamActions.length).toBeGreaterThan(0)
    for (const { action, resource } of iamActions) {
      expect(action).toMatch(/^okms:apikms:(serviceKey|random|secret|secretConfig)\/[a-zA-Z/]+$/)
      expect(['domain', 'serviceKey', 'transportKey', 'secret']).toContain(resource)
    }
  })

  it('says where a request names the resource of each action, apart from those of a list', () => {
    const unnamed = operations.flatMap(({ operationId, iamActions, resources }) => iamActions
      .filter(({ resource }) => !resources.some(({ kind }) => kind === resource))
      .map(({ resource }) => `${operationId} ${resource}`))
    expect(unnamed).toEqual(['ListServiceKeys serviceKey', 'ListSecretV2 secret', 'ListSecretsMetadata secret'])
    expect(contract.operations.get('PostSecretV2')?.resources).toEqual([
      { kind: 'domain', in: 'path', path: ['okmsId'] }, { kind: 'secret', in: 'body', path: ['path'] }
    ])
    expect(contract.operations.get('CreateImportServiceKey')?.resources).toEqual([
      { kind: 'domain', in: 'path', path: ['okmsId'] },
      { kind: 'transportKey', in: 'body', path: ['wrappedKeys', 'wrappingKeyId'] }
    ])
  })

  it('says when an action on a secret is needed', () => {
    const actions = (operationId: string) => contract.operations.get(operationId)?.iamActions
      .map(({ action, given, exists }) => [action.replace('okms:apikms:', ''), given?.join() ?? exists])
    expect(actions('GetSecretV2')).toEqual([['secret/get', undefined], ['secret/version/getData', 'includeData']])
    expect(actions('PutSecretV2'))
      .toEqual([['secret/version/create', 'version'], ['secret/updateMetadata', 'metadata']])
    expect(actions('PutSecretVersionV2')).toEqual([
      ['secret/version/activate', 'state=active'],
      ['secret/version/deactivate', 'state=deactivated'],
      ['secret/version/delete', 'state=deleted']
    ])
    expect(actions('PostSecretRequest')).toEqual([['secret/create', false], ['secret/version/create', true]])
  })

  it('reads operations of the KV v2 API as Vault does, and no others', () => {
    const vault = operations.filter((operation) => operation.vault).map(({ url }) => url)
    expect(vault).toEqual(operations.map(({ url }) => url).filter((url) => url.startsWith('/api/:okmsId/v1/secret/')))
    expect(vault).toHaveLength(15)
  })

  it('has headers among its parameters where there are pages', () => {
    const withHeaders = operations.filter(({ schema }) => schema.headers !== undefined)
    expect(withHeaders.map(({ operationId }) => operationId))
      .toEqual(['ListSecretV2', 'ListSecretVersionV2', 'ListSecretsMetadata', 'GetSecretsMetadata'])
    for (const { schema, replies } of withHeaders) {
      expect(Object.keys(schema.headers?.['properties'] ?? {})).toEqual(['X-Pagination-Size', 'X-Pagination-Cursor'])
      expect([...replies.get(200)?.headers.keys() ?? []]).toEqual(['X-Pagination-Cursor-Next'])
    }
  })

  it('takes what has members for an object, and leaves the pattern of a whole path to the domain', () => {
    const { body, params } = contract.operations.get('PutSecretV2')?.schema ?? {}
    expect(body?.['properties']).toMatchObject({ metadata: { type: 'object' }, version: { type: 'object' } })
    expect(params?.['properties']).toMatchObject({ path: { type: 'string', 'x-resource': 'secret' } })
    expect(JSON.stringify(params)).not.toContain('pattern')
  })

  it('says what each operation is for', () => {
    for (const { operationId, summary, description } of written) {
      expect({ operationId, summary, description })
        .toEqual({ operationId, summary: expect.stringMatching(/\w/), description: expect.stringMatching(/\w/) })
    }
  })

  it('has the same names as the domain', () => {
    const names = (schema: string) => [...document.components.schemas[schema]?.enum ?? []].sort()
    expect(names('KeyStates')).toEqual([...keyStates, 'all'].sort())
    expect(names('RevocationReasons')).toEqual([...revocationReasons].sort())
    expect(names('CryptographicUsages')).toEqual([...keyOperations].sort())
    expect(names('DigitalSignatureAlgorithms')).toEqual([...signatureAlgorithmNames].sort())
    expect(names('Curves')).toEqual([...curves].sort())
    expect(names('KeyTypes')).toEqual([...keyTypes].sort())
    expect(names('SecretV2State')).toEqual(['active', 'deactivated', 'deleted'])
    expect(names('ProtectionLevelEnum')).toEqual([...protectionLevels].sort())
  })

  it('marks every member that may hold a secret', () => {
    const secretNames = new Set([
      'plaintext', 'message', 'ciphertext', 'key', 'signature', 'bytes', 'k', 'd', 'p', 'q', 'dp', 'dq', 'qi'
    ])
    const members = Object.entries(document.components.schemas).flatMap(([schema, { properties = {} }]) =>
      Object.entries(properties).map(([name, member]) => ({ place: `${schema}.${name}`, name, member })))
    const unmarked = members.filter(({ name, member }) => secretNames.has(name) && member['x-secret'] !== true)
    expect(unmarked).toEqual([])
    const data = members.filter(({ name, member }) => name === 'data' && member['$ref'] === undefined)
    expect(data.map(({ place, member }) => [place, member['x-secret']])).toEqual([
      'PostSecretRequest.data', 'SecretData.data', 'SecretV2Version.data', 'SecretV2VersionShort.data',
      'PostSecretVersionV2Request.data'
    ].map((place) => [place, true]))
  })

  it('follows its references, and accepts null where an enum is nullable', () => {
    const body = contract.operations.get('CreateImportServiceKey')?.schema.body as {
      properties: Record<string, { type: unknown, enum: unknown[] }>
    }
    expect(JSON.stringify(body)).not.toContain('$ref')
    expect(body.properties['protectionLevel'])
      .toMatchObject({ type: ['string', 'null'], enum: ['SOFTWARE', 'HSM', null] })
    expect(body.properties['curve']).toMatchObject({ type: 'string', enum: ['P-256', 'P-384', 'P-521'] })
  })

  it('has a decrypt limit that lets the token of 4096 bytes pass, to the character', () => {
    const header = JSON.stringify({
      alg: 'dir', enc: 'A256GCM', kid: '79b66eba-273e-4f7a-b954-78ed7e70b85d', 'x-key-ver': 0
    })
    const token = [Buffer.from(header), Buffer.alloc(0), Buffer.alloc(12), Buffer.alloc(4096), Buffer.alloc(16)]
      .map((part) => part.toString('base64url'))
      .join('.')
    const { ciphertext } = document.components.schemas['DecryptRequest']?.properties ?? {}
    expect(ciphertext?.['maxLength']).toBe(token.length)
  })
})

// Many tools still read YAML 1.1, where `on`, `n` and `y` are booleans, also as the names of members.
it.each(['okms', 'emulator', 'ovh-api-v1', 'ovh-api-v2'])('%s.yaml says the same to readers of YAML 1.1', (name) => {
  const text = readFileSync(`${root}openapi/${name}.yaml`, 'utf8')
  expect(parse(text, { version: '1.1' })).toEqual(parse(text))
})

// The server takes them as they are.
it.each(Object.entries(contracts))('the schemas of requests in %s are valid', (_, { operations }) => {
  const schemas = [...operations.values()].flatMap(({ schema }) => Object.values(schema))
  expect(schemas.length).toBeGreaterThan(operations.size)
  const ajv = new Ajv()
  for (const schema of schemas) expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null])
})

const compile = createValidatorCompiler()
const examples = written.flatMap(({ operationId, requestBody }) =>
  Object.values(requestBody?.content ?? {}).flatMap((media) => Object.entries(media.examples ?? {})
    .map(([name, { value }]) => ({ operationId, name, value }))))

describe('the examples', () => {
  it.each(examples)('$operationId $name is a valid request', ({ operationId, value }) => {
    const check = compile({
      schema: contract.operations.get(operationId)?.schema.body, httpPart: 'body', method: 'POST', url: '/'
    }) as (data: unknown) => { error?: Error }
    expect(check(value).error?.message).toBeUndefined()
  })

  it('are parameters that the contract accepts', () => {
    const parameters = written.flatMap(({ operationId, parameters = [] }) => parameters
      .filter(({ example }) => example !== undefined)
      .map(({ name, in: place, example }) => ({ operationId, name, place, example })))
    expect(parameters.length).toBeGreaterThan(0)
    for (const { operationId, name, place, example } of parameters) {
      const { params, querystring } = contract.operations.get(operationId)?.schema ?? {}
      const { [name]: schema } = (place === 'path' ? params : querystring)?.['properties'] as Record<string, object>
      const check = compile({ schema, httpPart: 'body', method: 'POST', url: '/' }) as (data: unknown) => object
      expect(check(example)).toEqual({ value: example })
    }
  })

  it('exist for every operation with a body, apart from those that want what another one returned', () => {
    const without = written.filter(({ operationId, requestBody }) => requestBody !== undefined &&
      !examples.some((example) => example.operationId === operationId))
    expect(without.map(({ operationId }) => operationId).sort()).toEqual(['Decrypt', 'DecryptDataKey', 'Verify'])
  })
})
