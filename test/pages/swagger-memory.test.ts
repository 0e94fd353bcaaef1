// What the Swagger page remembers of answers, and what it fills in next.

import { runInNewContext } from 'node:vm'
import { beforeEach, describe, expect, it } from 'vitest'
import { readPageFile } from '../../src/web/page-files.js'

interface Call {
  readonly operationId: string
  readonly status?: number
  readonly keyId?: string
  readonly secretPath?: string
  readonly body?: object
  readonly reply?: object
}

interface Memory {
  learn (call: Call & { readonly status: number }): void
  keyFor (operationId: string): string | undefined
  bodyFor (operationId: string, example?: object): object | undefined
  secret (): { readonly path: string, readonly version: number, readonly cas: number }
}

let memory: Memory

beforeEach(() => {
  const window: { createMemory?: (freshPath: () => string) => Memory } = {}
  for (const file of ['remembered-secrets.js', 'remembered.js']) {
    runInNewContext(readPageFile(`swagger/${file}`), { window })
  }
  if (window.createMemory === undefined) throw new Error('remembered.js makes no memory')
  let made = 0
  memory = window.createMemory(() => `fresh-${++made}`)
})

const answered = (call: Call) => { memory.learn({ status: 200, ...call }) }
const key = (
  id: string,
  operations: readonly string[],
  { state = 'active', ...others }: { readonly state?: string, readonly curve?: string } = {}
) => ({ id, operations, attributes: { state }, ...others })
const listed = (...keys: readonly object[]) => {
  answered({ operationId: 'ListServiceKeys', reply: { objects_list: keys } })
}
const created = (reply: object) => { answered({ operationId: 'CreateImportServiceKey', status: 201, reply }) }

const encrypts = ['encrypt', 'decrypt']
const changes = ['PatchServiceKey', 'ActivateServiceKey', 'DeactivateServiceKey', 'DeleteServiceKey']

describe('the key that an operation gets', () => {
  it('is the newest active one that may do it', () => {
    listed(key('old', encrypts), key('ended', encrypts, { state: 'deactivated' }), key('signs', ['sign', 'verify']))
    expect(['Encrypt', 'Sign', 'GenerateDataKey', 'GetServiceKey'].map((operationId) => memory.keyFor(operationId)))
      .toEqual(['old', 'signs', undefined, 'signs'])
  })

  it('is one that this page created where the operation changes it', () => {
    listed(key('of others', encrypts))
    expect(changes.map((operationId) => memory.keyFor(operationId)))
      .toEqual([undefined, undefined, undefined, undefined])
    created(key('own', encrypts))
    listed(key('of others', encrypts), key('own', encrypts), key('newer', encrypts))
    expect(changes.map((operationId) => memory.keyFor(operationId))).toEqual(['own', 'own', 'own', 'own'])
    expect(memory.keyFor('Encrypt')).toBe('newer')
  })

  it('is another one once it is not active, and the same again once it is', () => {
    created(key('first', encrypts))
    created(key('second', encrypts))
    answered({ operationId: 'DeactivateServiceKey', status: 204, keyId: 'second' })
    expect(memory.keyFor('Encrypt')).toBe('first')
    answered({ operationId: 'ActivateServiceKey', status: 204, keyId: 'second' })
    expect(memory.keyFor('Encrypt')).toBe('second')
  })

  it.each([
    ['here', () => { answered({ operationId: 'DeleteServiceKey', status: 204, keyId: 'gone' }) }],
    ['elsewhere, as a refusal says', () => { answered({ operationId: 'Encrypt', status: 404, keyId: 'gone' }) }],
    ['elsewhere, as a list says', () => { listed(key('gone', encrypts, { state: 'destroyed' })) }]
  ])('is never one that was deleted %s', (_where, happens) => {
    created(key('gone', encrypts))
    answered({ operationId: 'Encrypt', keyId: 'gone', body: {}, reply: { ciphertext: 'a.b.c' } })
    happens()
    expect(['Encrypt', 'Decrypt', 'DeleteServiceKey'].map((operationId) => memory.keyFor(operationId)))
      .toEqual([undefined, undefined, undefined])
    expect(memory.bodyFor('Decrypt')).toBeUndefined()
  })

  it('is the one that made the value which the operation takes', () => {
    created(key('first', encrypts))
    answered({ operationId: 'Encrypt', keyId: 'first', body: { context: 'project A' }, reply: { ciphertext: 'a.b.c' } })
    created(key('second', encrypts))
    expect([memory.keyFor('Decrypt'), memory.bodyFor('Decrypt')])
      .toEqual(['first', { ciphertext: 'a.b.c', context: 'project A' }])
  })
})

it('learns nothing of a refusal', () => {
  created(key('own', encrypts))
  answered({ operationId: 'DeactivateServiceKey', status: 400, keyId: 'own', reply: { errors: ['no'] } })
  answered({ operationId: 'ListServiceKeys', status: 403, reply: { errors: ['no'] } })
  expect(memory.keyFor('Encrypt')).toBe('own')
})

it.each([
  ['P-256', 'ES256'], ['P-384', 'ES384'], ['P-521', 'ES512'], [undefined, 'RS256']
])('signs with a key on %s by %s', (curve, alg) => {
  created(key('signs', ['sign', 'verify'], curve === undefined ? {} : { curve }))
  expect(memory.bodyFor('Sign')).toEqual({ message: 'SGVsbG8gV29ybGQ=', alg, isdigest: false })
})

describe('the secret that operations get', () => {
  const createdSecret = (path: string) => {
    answered({ operationId: 'PostSecretV2', reply: { path, metadata: { currentVersion: 1 } } })
  }
  const written = (secretPath: string, version: number) => {
    answered({ operationId: 'PostSecretRequest', secretPath, reply: { data: { version } } })
  }

  it('is one that does not exist before this page has made one', () => {
    expect(memory.secret()).toEqual({ path: 'fresh-1', version: 1, cas: 0 })
    expect(memory.bodyFor('PostSecretV2', { path: 'foo/bar', version: {} })).toEqual({ path: 'fresh-1', version: {} })
  })

  it('is the one that was created last, by either API, with its current version', () => {
    createdSecret('fresh-1')
    answered({ operationId: 'PostSecretVersionV2', secretPath: 'fresh-1', reply: { id: 2 } })
    expect(memory.secret()).toEqual({ path: 'fresh-1', version: 2, cas: 2 })
    expect(memory.bodyFor('PostSecretV2', {})).toEqual({ path: 'fresh-2' })
    written('fresh-2', 1)
    answered({ operationId: 'PatchSecretRequest', secretPath: 'fresh-2', reply: { data: { version: 2 } } })
    expect(memory.secret()).toEqual({ path: 'fresh-2', version: 2, cas: 2 })
    expect(memory.bodyFor('PostSecretRequest', { data: {} })).toEqual({ data: {}, options: { cas: 2 } })
  })

  it('is the one before, or a new one, when that is deleted', () => {
    createdSecret('fresh-1')
    written('fresh-2', 1)
    answered({ operationId: 'DeleteSecretMetadata', status: 204, secretPath: 'fresh-2' })
    expect(memory.secret().path).toBe('fresh-1')
    answered({ operationId: 'GetSecretV2', status: 404, secretPath: 'fresh-1' })
    expect(memory.secret()).toEqual({ path: 'fresh-3', version: 1, cas: 0 })
  })

  it('is never one of others', () => {
    answered({ operationId: 'GetSecretV2', reply: { path: 'others', metadata: { currentVersion: 7 } } })
    answered({ operationId: 'PostSecretVersionV2', secretPath: 'others', reply: { id: 8 } })
    written('others', 9)
    answered({ operationId: 'PostSecretMetadata', status: 204, secretPath: 'others' })
    expect(memory.secret().path).toBe('fresh-1')
    answered({ operationId: 'PostSecretMetadata', status: 204, secretPath: 'fresh-1' })
    expect([memory.secret(), memory.bodyFor('PostSecretV2', {})])
      .toEqual([{ path: 'fresh-1', version: 1, cas: 0 }, { path: 'fresh-2' }])
  })

  it('leaves the configuration of the domain as it is', () => {
    expect(memory.bodyFor('PutSecretConfigV2', { maxVersions: 10 })).toBeUndefined()
    answered({ operationId: 'GetSecretConfigV2', reply: { casRequired: true } })
    answered({ operationId: 'GetSecretConfig', reply: { data: { cas_required: true } } })
    expect(memory.bodyFor('PutSecretConfigV2', { maxVersions: 10 })).toEqual({ casRequired: true })
    expect(memory.bodyFor('PostSecretConfig', { max_versions: 10 })).toEqual({ cas_required: true })
  })
})
