// Fault rules: what they match, when they take effect, in which order, and which are refused.

import { beforeEach, describe, expect, it } from 'vitest'
import { defaultRegion } from '../../../../src/domain/access/region.js'
import type { Credential } from '../../../../src/domain/access/credential.js'
import type { Token } from '../../../../src/domain/access/token.js'
import { oneClock } from '../../../../src/domain/clock.js'
import type { ErrorKind } from '../../../../src/domain/errors/domain-error.js'
import { faultErrors } from '../../../../src/domain/errors/control/faults.js'
import { keyErrors } from '../../../../src/domain/errors/keys.js'
import type { FaultEffect, FaultMatch } from '../../../../src/domain/faults/fault-rule.js'
import type { FaultTrigger } from '../../../../src/domain/faults/fault-trigger.js'
import type { ResourceKind } from '../../../../src/domain/resource.js'
import type { FaultedRequest } from '../../../../src/services/control/faults/fault-matching.js'
import type { FaultTarget, InjectableError } from '../../../../src/services/control/faults/fault-targets.js'
import { createFaults, type Faults } from '../../../../src/services/control/faults/faults.js'

const [own, other, gone] = ['1', '2', '3'].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`) as
  [string, string, string]
const credentialId = 'cccccccc-0000-4000-8000-000000000000'
const tokenId = 'dddddddd-0000-4000-8000-000000000000'
const keyId = 'eeeeeeee-0000-4000-8000-000000000000'

const listed = [400, 404, 429, 503]
const target = (
  operationId: string, method: string, path: string, resource: ResourceKind = 'serviceKey', more: readonly number[] = []
): FaultTarget =>
  ({ operationId, method, path, resource, statuses: new Set([200, ...listed, ...more]), hasBody: true })

const targets: readonly FaultTarget[] = [
  target('Encrypt', 'POST', '/api/*/v1/servicekey/*/encrypt'),
  target('Encrypt', 'POST', '/v1/servicekey/*/encrypt'),
  target('Decrypt', 'POST', '/api/*/v1/servicekey/*/decrypt'),
  target('CreateImportServiceKey', 'POST', '/api/*/v1/servicekey', 'domain', [409]),
  { ...target('DeleteServiceKey', 'DELETE', '/api/*/v1/servicekey/*'), hasBody: false },
  target('GetSecretV2', 'GET', '/api/*/v2/secret/*', 'secret'),
  { ...target('', 'GET', '/api/*/v1/auth/token/lookup-self', 'domain'), statuses: undefined }
]

const unavailable: ErrorKind = faultErrors.ServiceUnavailable
const errors = new Map<string, InjectableError>([
  ['KeyNotFound', { kind: keyErrors.KeyNotFound, status: 404 }],
  ['KeyIdTaken', { kind: keyErrors.KeyIdTaken, status: 409 }],
  ['TooManyRequests', { kind: { ...unavailable, category: 'TooManyRequests' }, status: 429 }],
  ['ServiceUnavailable', { kind: unavailable, status: 503 }]
])

let faults: Faults
let ids: number
beforeEach(() => {
  ids = 0
  faults = faultsWith()
})

function faultsWith (more: { readonly everyRequest?: () => number } = {}): Faults {
  return createFaults({
    targets,
    errors,
    domains: {
      find: (okmsId) => okmsId === gone
        ? undefined
        : { okmsId, name: 'd', region: defaultRegion, serviceId: 1, pciDssEnabledAt: null, createdAt: 0 }
    },
    credentials: { find: (id) => id === credentialId ? { credentialId, okmsId: own } as Credential : undefined },
    tokens: { find: (id) => id === tokenId ? { tokenId, okmsIds: [own, other] } as unknown as Token : undefined },
    clocks: oneClock(() => 1000),
    newId: () => `rule ${++ids}`,
    ...more
  })
}

const secret = (id: string) => ({ resource: { kind: 'secret', id } }) as const
const elsewhere = { resource: { kind: 'serviceKey', id: own } } as const

const request = (
  operationId: string, { caller = {}, method = 'POST', path = '/', resource = { kind: 'serviceKey', id: keyId } }: {
    readonly caller?: Partial<FaultedRequest['caller']>
    readonly method?: string
    readonly path?: string
    readonly resource?: ReturnType<FaultedRequest['resource']>
  } = {}
): FaultedRequest => ({
  operationId,
  caller: { okmsId: own, credentialId, identities: [], ...caller },
  method: () => method,
  path: () => path,
  resource: () => resource
})

const add = (match: FaultMatch = {}, effect: FaultEffect = { status: 503 }, trigger: FaultTrigger = {}) =>
  faults.add({ match, trigger, effect })

const find = (...args: Parameters<typeof request>) => faults.ofRequest?.(request(...args))
const isHit = (...args: Parameters<typeof request>) => find(...args)?.outcome !== undefined

describe('a match', () => {
  it.each<[FaultMatch, Parameters<typeof request>, Parameters<typeof request>]>([
    [{}, ['Encrypt'], ['Unknown']],
    [{ operationId: 'Encrypt' }, ['Encrypt'], ['Decrypt']],
    [{ operationId: '*crypt' }, ['Decrypt'], ['GetSecretV2']],
    [{ operationId: '*' }, ['Decrypt'], ['']],
    [{ okmsId: other }, ['Encrypt', { caller: { okmsId: other } }], ['Encrypt']],
    [{ credentialId }, ['Encrypt'], ['Encrypt', { caller: { credentialId: null } }]],
    [{ credentialId: tokenId }, ['Encrypt', { caller: { credentialId: null, tokenId } }], ['Encrypt']],
    [{ method: 'GET' }, ['GetSecretV2', { method: 'GET' }], ['GetSecretV2', { method: 'HEAD' }]],
    [{ method: 'LIST' }, ['GetSecretV2', { method: 'LIST' }], ['GetSecretV2', { method: 'GET' }]],
    [{ path: '/v1/*' }, ['Encrypt', { path: '/v1/a/encrypt' }], ['Encrypt', { path: '/api/x/v1/a/encrypt' }]],
    [{ path: '*/lookup-self' }, ['', { path: '/api/x/v1/auth/token/lookup-self' }], ['Encrypt', { path: '/x' }]],
    [{ resource: `serviceKey/${keyId.toUpperCase()}` }, ['Encrypt'], ['Encrypt', elsewhere]],
    [{ resource: 'secret/app/*' }, ['GetSecretV2', secret('app/db')], ['GetSecretV2', secret('App/db')]],
    [{ resource: '*' }, ['Encrypt'], ['Unknown']],
    [{ resource: `urn:v1:*/serviceKey/${keyId}` }, ['Encrypt', { caller: { okmsId: other } }], ['Encrypt', elsewhere]],
    [{ operationId: 'Encrypt', okmsId: own }, ['Encrypt'], ['Encrypt', { caller: { okmsId: other } }]]
  ])('%o', (match, hit, missed) => {
    add(match)
    expect(isHit(...missed)).toBe(false)
    expect(isHit(...hit)).toBe(true)
    expect(faults.list()).toMatchObject([{ seen: 1, hits: 1 }])
  })

  it('of several operations takes effect only where the contract lists the status', () => {
    add({ operationId: '*' }, { error: 'KeyIdTaken' })
    expect(isHit('Encrypt')).toBe(false)
    expect(isHit('CreateImportServiceKey')).toBe(true)
    expect(faults.list()).toMatchObject([{ seen: 1, hits: 1 }])
  })

  it('of several operations cuts only answers that have a body', () => {
    add({ operationId: '*ServiceKey' }, { truncate: true })
    expect(isHit('DeleteServiceKey')).toBe(false)
    expect(isHit('CreateImportServiceKey')).toBe(true)
  })
})

describe('rules', () => {
  it('are tried in the order in which they were added, and one that decides ends the search', () => {
    add({}, { status: 503 }, { next: 1 })
    add({ operationId: 'Encrypt' }, { error: 'KeyNotFound' }, { next: 1 })
    const outcomes = [1, 2, 3].map(() => find('Encrypt')?.outcome)
    expect(outcomes).toMatchObject([
      { kind: 'refusal', error: { kind: unavailable }, retryAfter: 1 },
      { kind: 'refusal', error: { kind: keyErrors.KeyNotFound }, retryAfter: undefined },
      undefined
    ])
    expect(faults.list()).toMatchObject([{ seen: 3, hits: 1 }, { seen: 2, hits: 1 }])
  })

  it('that only delay add up, and do not end the search', () => {
    add({}, { latency: '10ms' })
    add({}, { latency: '5ms', reset: 'before' }, { every: 2 })
    expect(find('Encrypt')).toEqual({ faultId: 'rule 1', delay: 10, outcome: undefined })
    expect(find('Encrypt')).toEqual({ faultId: 'rule 2', delay: 15, outcome: { kind: 'reset' } })
  })

  it('delay besides what delays every request', () => {
    faults = faultsWith({ everyRequest: () => 30 })
    expect(find('Encrypt')).toEqual({ faultId: undefined, delay: 30, outcome: undefined })
    add({ operationId: 'Decrypt' }, { latency: '10ms' })
    expect([find('Encrypt')?.delay, find('Decrypt')?.delay]).toEqual([30, 40])
  })

  it('say in the text of an error that they injected it', () => {
    const { faultId } = add({}, { error: 'KeyNotFound' })
    const outcome = find('Encrypt')?.outcome
    expect(outcome).toMatchObject({ error: { message: `KeyNotFound, injected by fault rule ${faultId}` } })
  })

  it.each<[FaultEffect, object]>([
    [{ status: 429 }, { kind: 'refusal', error: { kind: { category: 'TooManyRequests' } }, retryAfter: 1 }],
    [{ status: 503, retryAfter: 7 }, { kind: 'refusal', error: { kind: unavailable }, retryAfter: 7 }],
    [{ error: 'TooManyRequests', retryAfter: 0 }, { kind: 'refusal', retryAfter: 0 }],
    [{ reset: 'before' }, { kind: 'reset' }],
    [{ reset: 'during' }, { kind: 'cut', withReset: true }],
    [{ truncate: true }, { kind: 'cut', withReset: false }]
  ])('give %o', (effect, outcome) => {
    add({}, effect)
    expect(find('Encrypt')?.outcome).toMatchObject(outcome)
  })

  it('cost nothing when there are none, and are all gone after a clear', () => {
    expect(faults.ofRequest).toBeUndefined()
    add()
    add({ okmsId: own }, { tls: true })
    expect(faults.ofRequest).toBeDefined()
    faults.clear()
    expect(faults.list()).toEqual([])
    expect(faults.ofRequest).toBeUndefined()
    expect(faults.ofHandshake).toBeUndefined()
  })

  it('are found, listed and removed', () => {
    const rule = add({ operationId: 'Encrypt' }, { status: 429 }, { next: 2 })
    expect(rule).toEqual({
      faultId: 'rule 1',
      okmsId: undefined,
      createdAt: 1000,
      match: { operationId: 'Encrypt' },
      trigger: { next: 2 },
      effect: { status: 429 },
      seen: 0,
      hits: 0
    })
    expect(faults.get('rule 1')).toEqual(rule)
    faults.remove('rule 1')
    expect(faults.list()).toEqual([])
    expect(() => { faults.remove('rule 1') }).toThrow('no fault rule rule 1')
    expect(isHit('Encrypt')).toBe(false)
  })

  it.each<[string, FaultMatch, string | undefined]>([
    ['its domain', { okmsId: other }, other],
    ['the domain of its credential', { credentialId }, own],
    ['the domain of its URN', { resource: `urn:v1:eu:resource:okms:${other}/serviceKey/*` }, other],
    ['no domain, for a token of several', { credentialId: tokenId }, undefined],
    ['no domain, for a URN of any', { resource: 'urn:v1:eu:resource:okms:*/serviceKey/*' }, undefined]
  ])('end with %s', (_title, match, okmsId) => {
    add(match)
    expect(faults.list()[0]?.okmsId).toBe(okmsId)
    faults.clear(okmsId ?? gone)
    expect(faults.list()).toHaveLength(okmsId === undefined ? 1 : 0)
  })

  it('are kept up to a limit', () => {
    for (let count = 0; count < 1000; count++) add()
    expect(() => add()).toThrow('there are 1000 fault rules, the most that are kept')
  })
})

describe('a rule about handshakes', () => {
  const client = { okmsId: own, credentialId }

  it('rejects those of its domain and its credential, by its trigger, and hits no request', () => {
    const { faultId } = add({ okmsId: own, credentialId }, { tls: true }, { every: 2 })
    expect(faults.ofRequest).toBeUndefined()
    expect(faults.ofHandshake?.({ ...client, okmsId: other })).toBeUndefined()
    expect(faults.ofHandshake?.({ ...client, credentialId: keyId })).toBeUndefined()
    expect([1, 2, 3, 4].map(() => faults.ofHandshake?.(client))).toEqual([undefined, faultId, undefined, faultId])
    expect(faults.list()).toMatchObject([{ seen: 4, hits: 2 }])
  })
})

describe('a rule that cannot be is refused', () => {
  it.each<[FaultMatch, FaultEffect, FaultTrigger, string]>([
    [{ operationId: 'encrypt' }, { status: 503 }, {}, 'match.operationId: got "encrypt"; did you mean Encrypt?'],
    [{ operationId: 'Nothing*' }, { status: 503 }, {}, 'match.operationId: got "Nothing*"; accepted: operations of the contract'],
    [{ operationId: '' }, { status: 503 }, {}, 'match.operationId'],
    [{ resource: 'key/*' }, { status: 503 }, {}, 'match.resource: got "key/*"; accepted: the URN of a resource'],
    [{ resource: 'serviceKeys/*' }, { status: 503 }, {}, 'did you mean serviceKey/*?'],
    [{ okmsId: gone }, { status: 503 }, {}, `match.okmsId: no okms domain "${gone}"`],
    [{ resource: `urn:v1:eu:resource:okms:${gone}` }, { status: 503 }, {}, `match.resource: no okms domain ${gone}`],
    [{ credentialId: keyId }, { status: 503 }, {}, 'match.credentialId: no credential and no token'],
    [{ credentialId, okmsId: other }, { status: 503 }, {}, 'match: okmsId, credentialId: not of the same okms domain'],
    [{ okmsId: own, resource: `urn:v1:eu:resource:okms:${other}` }, { status: 503 }, {}, 'okmsId, resource: not of the same okms domain'],
    [{ operationId: 'Encrypt', method: 'GET' }, { status: 503 }, {}, 'match: no operation has this operationId, method'],
    [{ operationId: 'Encrypt', resource: 'secret/*' }, { status: 503 }, {}, 'match: no operation has this operationId, resource'],
    [{ path: '/_emulator/*' }, { status: 503 }, {}, 'match: no operation has this path'],
    [{}, {}, {}, 'effect: nothing that happens'],
    [{}, { truncate: false }, {}, 'effect: nothing that happens'],
    [{}, { status: 503, reset: 'before' }, {}, 'effect: got status, reset; accepted: one of them'],
    [{}, { latency: 'slow' }, {}, 'effect.latency: got "slow"; accepted: a duration such as 200ms'],
    [{}, { error: 'KeyNotfound' }, {}, 'effect.error: got "KeyNotfound"; did you mean KeyNotFound?'],
    [{}, { error: 'KeyNotFound', retryAfter: 1 }, {}, 'effect.retryAfter: goes with an answer of 429 or 503'],
    [{ operationId: 'Encrypt' }, { error: 'KeyIdTaken' }, {}, 'effect.error: KeyIdTaken has the status 409, which the contract does not list for Encrypt; it lists 400, 404, 429, 503'],
    [{ operationId: '*crypt' }, { error: 'KeyIdTaken' }, {}, 'does not list for Encrypt, Decrypt'],
    [{ operationId: 'DeleteServiceKey' }, { truncate: true }, {}, 'effect.truncate: DeleteServiceKey: no answer has a body'],
    [{ operationId: 'Encrypt' }, { tls: true }, {}, 'match.operationId: is not known during a TLS handshake'],
    [{ method: 'GET', path: '*' }, { tls: true }, {}, 'match.path: is not known during a TLS handshake'],
    [{ credentialId: tokenId }, { tls: true }, {}, 'match.credentialId: is a token'],
    [{}, { tls: true, latency: '1s' }, {}, 'effect.latency: delays requests'],
    [{}, { status: 503 }, { next: 1, every: 2 }, 'trigger: got next, every; accepted: one of'],
    [{}, { status: 503 }, { from: 3, to: 2 }, 'trigger.to: got 2; accepted: at least 3'],
    [{}, { status: 503 }, { seed: 1 }, 'trigger.seed: goes with probability']
  ])('%o %o %o', (match, effect, trigger, text) => {
    expect(() => add(match, effect, trigger)).toThrow(text)
    expect(faults.list()).toEqual([])
  })

  it('with every problem at once', () => {
    expect(() => add({ operationId: 'encrypt' }, { latency: 'slow' }, { next: 1, every: 2 }))
      .toThrow(/trigger: .*; effect\.latency: .*; match\.operationId: /)
  })
})
