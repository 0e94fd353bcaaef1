// Operations on secrets through both APIs: how they are drawn, and how each is sent.

import fc from 'fast-check'
import type { Reply } from '../../harness/client.js'
import { durations, nativeDurations } from './durations.js'
import type { Data, Json, ModelState } from './secret-model.js'

/** Which number is sent, if any. */
export type Cas = 'none' | 'right' | 'wrong' | 'zero'

/** Null puts a member back; KV v2 alone takes that, and null in `custom` removes a name on PATCH. */
export interface Metadata {
  readonly casRequired?: boolean | null
  readonly maxVersions?: number | null
  readonly after?: string | null
  readonly custom?: Readonly<Record<string, string | null>> | null
}

export type Operation =
  | { readonly kind: 'wait', readonly milliseconds: number }
  | { readonly kind: 'config', readonly api: 'v2' | 'kv', readonly values: Metadata }
  | { readonly kind: 'create', readonly path: string, readonly data: Data, readonly metadata: Metadata }
  | {
    readonly kind: 'put'
    readonly path: string
    readonly data?: Data
    readonly cas: Cas
    readonly metadata?: Metadata
  }
  | {
    readonly kind: 'write'
    readonly api: 'v2' | 'kv'
    readonly method: 'POST' | 'PUT'
    readonly path: string
    readonly data: Data
    readonly cas: Cas
  }
  | { readonly kind: 'patch', readonly path: string, readonly patch: { [name: string]: Json }, readonly cas: Cas }
  | { readonly kind: 'delete latest', readonly path: string }
  | {
    readonly kind: 'move'
    readonly path: string
    readonly to: ModelState
    readonly method: 'POST' | 'PUT'
    readonly versions: readonly number[]
  }
  | { readonly kind: 'state', readonly path: string, readonly version: number, readonly to: ModelState }
  | {
    readonly kind: 'metadata'
    readonly path: string
    readonly method: 'POST' | 'PUT' | 'PATCH'
    readonly values: Metadata
  }
  | { readonly kind: 'remove', readonly api: 'v2' | 'kv', readonly path: string }

/** Secrets and folders of the same names, and names that mean something in a URL. */
export const paths = ['a', 'a/b', 'a/version', 'metadata', 'b.c@d=e:f/data/config']

const json = fc.oneof(
  { depthSize: 'small' },
  fc.constantFrom<Json>(
    null, true, 0, -0.5, 1e21, '', 'text', '__proto__', '\u0000\u2028<é>', [], [null, { n: null, m: 1 }]
  ),
  fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom<Json>(null, 1, 'x'),
      fc.dictionary(
        fc.constantFrom('p', 'q', 'r', 'constructor'), tie('value'), { maxKeys: 3, noNullPrototype: true }
      )
    )
  })).value
)
const object = fc.dictionary(
  fc.constantFrom('a', 'b', 'toString', '', 'é'), json, { maxKeys: 3, noNullPrototype: true }
)
const data: fc.Arbitrary<Data> = fc.oneof({ weight: 9, arbitrary: object }, { weight: 1, arbitrary: fc.constant(null) })

const path = fc.constantFrom(...paths)
const cas = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Cas>('none') },
  { weight: 3, arbitrary: fc.constant<Cas>('right') },
  { weight: 1, arbitrary: fc.constantFrom<Cas>('wrong', 'zero') }
)
const version = fc.integer({ min: 1, max: 6 })
const state = fc.constantFrom<ModelState>('active', 'deactivated', 'deactivated', 'deleted')
const customName = fc.constantFrom('owner', 'b', 'toString')
const customValue = fc.constantFrom('x', 'me@here', '100%')

const nativeMetadata: fc.Arbitrary<Metadata> = fc.record({
  casRequired: fc.boolean(),
  maxVersions: fc.integer({ min: 0, max: 4 }),
  after: fc.constantFrom(...nativeDurations),
  custom: fc.dictionary(customName, customValue, { maxKeys: 2, noNullPrototype: true })
}, { requiredKeys: [] })

const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 6, nil: null })

const vaultConfig = {
  casRequired: nullable(fc.boolean()),
  maxVersions: nullable(fc.integer({ min: 0, max: 4 })),
  after: nullable(fc.constantFrom(...Object.keys(durations)))
}

const vaultMetadata = (values: fc.Arbitrary<string | null>): fc.Arbitrary<Metadata> => fc.record({
  ...vaultConfig, custom: nullable(fc.dictionary(customName, values, { maxKeys: 2, noNullPrototype: true }))
}, { requiredKeys: [] })

const kind = <Kind extends Operation['kind']>(name: Kind) => fc.constant(name)

const posted = fc.constant('POST' as const)
const postedOrPut = fc.constantFrom('POST' as const, 'PUT' as const)

export const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ kind: kind('wait'), milliseconds: fc.constantFrom(1, 999, 2000, 90_000, 86_400_000) })
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.record({
        kind: kind('config'),
        api: fc.constant('v2' as const),
        values: nativeMetadata.map(({ custom, ...values }) => values)
      }),
      fc.record({
        kind: kind('config'), api: fc.constant('kv' as const), values: fc.record(vaultConfig, { requiredKeys: [] })
      })
    )
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('create'), path, data, metadata: nativeMetadata }) },
  {
    weight: 3,
    arbitrary: fc.oneof(
      fc.record({ kind: kind('put'), path, cas: fc.constant<Cas>('none'), metadata: nativeMetadata }),
      fc.record({ kind: kind('put'), path, cas, data }),
      fc.record({ kind: kind('put'), path, cas, data, metadata: nativeMetadata })
    )
  },
  {
    weight: 7,
    arbitrary: fc.oneof(
      fc.record({ kind: kind('write'), api: fc.constant('v2' as const), method: posted, path, data, cas }),
      fc.record({ kind: kind('write'), api: fc.constant('kv' as const), method: postedOrPut, path, data, cas })
    )
  },
  { weight: 3, arbitrary: fc.record({ kind: kind('patch'), path, patch: object, cas }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('delete latest'), path }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: kind('move'),
      path,
      to: state,
      method: postedOrPut,
      versions: fc.array(version, { minLength: 1, maxLength: 3 })
    })
  },
  { weight: 4, arbitrary: fc.record({ kind: kind('state'), path, version, to: state }) },
  {
    weight: 3,
    arbitrary: fc.oneof(
      fc.record({ kind: kind('metadata'), path, method: postedOrPut, values: vaultMetadata(customValue) }),
      fc.record({
        kind: kind('metadata'),
        path,
        method: fc.constant('PATCH' as const),
        values: vaultMetadata(nullable(customValue))
      })
    )
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: kind('remove'), api: fc.constantFrom('v2' as const, 'kv' as const), path })
  }
)

/** A request below `/api/{okmsId}`. */
export type Send = (method: string, route: string, body?: unknown, contentType?: string) => Promise<Reply>

const nativeNames = {
  casRequired: 'casRequired', maxVersions: 'maxVersions', after: 'deactivateVersionAfter', custom: 'customMetadata'
}
const vaultNames = {
  casRequired: 'cas_required', maxVersions: 'max_versions', after: 'delete_version_after', custom: 'custom_metadata'
}
const named = (values: Metadata, names: Readonly<Record<keyof Metadata, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [names[name as keyof Metadata], value as unknown]))

/** The native API takes a path as one segment. */
export const nativeRoute = (path: string) => `/v2/secret/${encodeURIComponent(path)}`
export const vaultRoute = (what: string, path: string) => `/v1/secret/${what}/${path}`

const moves = { active: 'undelete', deactivated: 'delete', deleted: 'destroy' } as const

/** Sends the operation; `number` is the cas to send. */
export async function perform (
  send: Send, operation: Operation, number: number | undefined
): Promise<Reply | undefined> {
  const query = number === undefined ? '' : `?cas=${number}`
  const options = number === undefined ? {} : { options: { cas: number } }
  switch (operation.kind) {
    case 'wait': return undefined
    case 'config': return operation.api === 'v2'
      ? await send('PUT', '/v2/secretConfig', named(operation.values, nativeNames))
      : await send('POST', '/v1/secret/config', named(operation.values, vaultNames))
    case 'create': return await send('POST', '/v2/secret', {
      path: operation.path, version: { data: operation.data }, metadata: named(operation.metadata, nativeNames)
    })
    case 'put': return await send('PUT', `${nativeRoute(operation.path)}${query}`, {
      ...(operation.data === undefined ? {} : { version: { data: operation.data } }),
      ...(operation.metadata === undefined ? {} : { metadata: named(operation.metadata, nativeNames) })
    })
    case 'write': return operation.api === 'v2'
      ? await send('POST', `${nativeRoute(operation.path)}/version${query}`, { data: operation.data })
      : await send(operation.method, vaultRoute('data', operation.path), { data: operation.data, ...options })
    case 'patch': return await send(
      'PATCH', vaultRoute('data', operation.path), { data: operation.patch, ...options }, 'application/merge-patch+json'
    )
    case 'delete latest': return await send('DELETE', vaultRoute('data', operation.path))
    case 'move': return await send(
      operation.method, vaultRoute(moves[operation.to], operation.path), { versions: operation.versions }
    )
    case 'state': return await send(
      'PUT', `${nativeRoute(operation.path)}/version/${operation.version}`, { state: operation.to }
    )
    case 'metadata': return await send(
      operation.method, vaultRoute('metadata', operation.path), named(operation.values, vaultNames),
      operation.method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
    )
    case 'remove': return operation.api === 'v2'
      ? await send('DELETE', nativeRoute(operation.path))
      : await send('DELETE', vaultRoute('metadata', operation.path))
  }
}
