// Which actions a request needs, and on which resources, as the contract of the service says.

import type { FastifyRequest } from 'fastify'
import { describe, expect, it } from 'vitest'
import type { Caller } from '../../../src/domain/access/identity.js'
import type { ResourceExists } from '../../../src/domain/resource.js'
import { neededActions, rightsToSee } from '../../../src/http/steps/needed-rights.js'
import { contract } from '../../../src/rest/operation.js'

const okmsId = '79b66eba-273e-4f7a-b954-78ed7e70b85d'
const caller: Caller = { okmsId, credentialId: null, identities: [] }

interface Sent { readonly path?: string, readonly query?: object, readonly body?: unknown }

const requestOf = (operationId: string, { path, query = {}, body }: Sent, refusal?: object) => ({
  operation: contract.operations.get(operationId),
  params: { okmsId, ...(path === undefined ? {} : { path }) },
  query,
  body,
  refusal
}) as unknown as FastifyRequest

/** As `secret/get a/b`, one text for each action and resource; without a resource the action alone. */
function needed (operationId: string, sent: Sent, exists: ResourceExists = () => true): readonly string[] {
  return neededActions(requestOf(operationId, sent), caller, exists).flatMap(({ action, resources }) => {
    const name = action.replace('okms:apikms:', '')
    return resources.length === 0 ? [name] : resources.map(({ kind, id }) => `${name} ${kind} ${id}`)
  })
}

describe('a request needs', () => {
  it.each<[string, string, Sent, readonly string[]]>([
    ['the secret in the path', 'GetSecretV2', { path: 'a/b' }, ['secret/get secret a/b']],
    ['that without the slash at its end', 'GetSecretsMetadata', { path: 'a/b/' }, ['secret/get secret a/b']],
    ['the secret in the body', 'PostSecretV2', { body: { path: 'a/b' } }, ['secret/create secret a/b']],
    ['the domain', 'PutSecretConfigV2', { body: {} }, [`secretConfig/update domain ${okmsId}`]],
    [
      'getData with a switch that is on', 'GetSecretV2', { path: 'a', query: { includeData: true } },
      ['secret/get secret a', 'secret/version/getData secret a']
    ],
    [
      'not getData with a switch that is off', 'GetSecretV2', { path: 'a', query: { includeData: false } },
      ['secret/get secret a']
    ],
    [
      'what its members change', 'PutSecretV2', { path: 'a', body: { version: { data: {} } } },
      ['secret/version/create secret a']
    ],
    [
      'all that its members change', 'PutSecretV2', { path: 'a', body: { version: {}, metadata: {} } },
      ['secret/version/create secret a', 'secret/updateMetadata secret a']
    ],
    [
      'everything where it names nothing', 'PutSecretV2', { path: 'a', body: {} },
      ['secret/version/create secret a', 'secret/updateMetadata secret a']
    ],
    [
      'the action of a state', 'PutSecretVersionV2', { path: 'a', body: { state: 'active' } },
      ['secret/version/activate secret a']
    ],
    [
      'the action of another state', 'PutSecretVersionV2', { path: 'a', body: { state: 'deactivated' } },
      ['secret/version/deactivate secret a']
    ],
    [
      'the action of the last state', 'PutSecretVersionV2', { path: 'a', body: { state: 'deleted' } },
      ['secret/version/delete secret a']
    ],
    ['no named secret for a list', 'ListSecretV2', {}, ['secret/get']],
    [
      'no named secret for the list of a folder', 'GetSecretsMetadata', { path: 'a', query: { list: '1' } },
      ['secret/get']
    ],
    ['no named secret for the root', 'GetSecretsMetadata', { path: '' }, ['secret/get']],
    [
      'the secret without a list', 'GetSecretsMetadata', { path: 'a', query: { list: 'false' } },
      ['secret/get secret a']
    ],
    [
      'the secret with a list that cannot be read', 'GetSecretsMetadata', { path: 'a', query: { list: ['true', 'true'] } },
      ['secret/get secret a']
    ]
  ])('%s', (_what, operationId, sent, actions) => {
    expect(needed(operationId, sent)).toEqual(actions)
  })

  it.each([
    [true, 'secret/version/create'], [false, 'secret/create']
  ])('the action for what exists: %s', (does, action) => {
    const asked: unknown[] = []
    const exists: ResourceExists = (...named) => asked.push(named) > 0 && does
    expect(needed('PostSecretRequest', { path: 'a/b' }, exists)).toEqual([`${action} secret a/b`])
    const named = [okmsId, { kind: 'secret', id: 'a/b' }]
    expect(asked).toEqual([named, named])
  })

  it('the same where a value is no text', () => {
    const body = { state: { toString: null } }
    expect(needed('PutSecretVersionV2', { path: 'a', body })).toHaveLength(3)
  })
})

describe('to see a request, a caller needs', () => {
  const actions = (operationId: string, sent: Sent, refusal?: object) =>
    rightsToSee(requestOf(operationId, sent, refusal), caller)
      .map(({ action, resource: { kind, id } }) => `${action.replace('okms:apikms:', '')} ${kind} ${id}`)

  it('both actions where the answer depended on what existed', () => {
    expect(actions('PostSecretRequest', { path: 'a' }))
      .toEqual(['secret/create secret a', 'secret/version/create secret a'])
  })

  it('the action on the whole domain for a list', () => {
    expect(actions('GetSecretsMetadata', { path: 'a', query: { list: 'true' } }))
      .toEqual([`secret/get domain ${okmsId}`])
  })

  it('the action on what is left of the path where the request was refused', () => {
    expect(actions('GetSecretV2', { path: 'a/aZ8+kd93jLq0' }, {})).toEqual(['secret/get secret a/aZ8+kd93jLq0'])
    expect(actions('GetSecretV2', { path: `a/${'aZ8+kd93jLq0'.repeat(5)}` }, {})).toEqual(['secret/get secret a/...'])
  })
})
