// No URL, however it is spelled, reaches another secret or another operation than the one it names.

import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Reply } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { nativeMeaning, vaultMeaning, type Meaning, type Method } from './secret-meanings.js'
import { pool, rawPath } from './secret-urls.js'

const runs = Number(process.env['OKMS_SECRET_RUNS'] ?? 20)

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })

const send = async (method: string, route: string, body?: unknown) =>
  await emulator.client.request(method, `/api/${emulator.okmsId}${route}`, body)

/** What shows of a secret that it was changed. */
interface Shown {
  readonly versions: number
  readonly state: string
  readonly custom: string
}

async function everySecret (): Promise<Map<string, Shown>> {
  const { body } = await send('GET', '/v2/secret')
  return new Map((body as { path: string, metadata: Record<string, unknown>, version?: { state: string } }[])
    .map(({ path, metadata, version }) => [path, {
      versions: Number(metadata['currentVersion']),
      state: version?.state ?? 'none',
      custom: JSON.stringify(metadata['customMetadata'] ?? {})
    }]))
}

async function only (paths: readonly string[]): Promise<void> {
  for (const path of (await everySecret()).keys()) await send('DELETE', `/v2/secret/${encodeURIComponent(path)}`)
  for (const path of paths) await send('POST', '/v2/secret', { path, version: { data: { at: path } } })
}

type Request =
  | { readonly api: 'kv', readonly what: string, readonly method: Method, readonly raw: string, readonly list: boolean }
  | { readonly api: 'v2', readonly method: Method, readonly raw: string }

const request: fc.Arbitrary<Request> = fc.oneof(
  fc.record({
    api: fc.constant('kv' as const),
    what: fc.constantFrom('data', 'data', 'metadata', 'metadata', 'delete', 'destroy'),
    method: fc.constantFrom<Method>('GET', 'GET', 'POST', 'PATCH', 'DELETE', 'PUT'),
    raw: rawPath,
    list: fc.boolean()
  }).filter(({ what, method, list }) =>
    (what === 'data' && method !== 'PUT') || (what === 'metadata' && !['PUT', 'PATCH'].includes(method)) ||
    (what === 'delete' && method === 'POST' && !list) || (what === 'destroy' && method === 'PUT')),
  fc.record({
    api: fc.constant('v2' as const),
    method: fc.constantFrom<Method>('GET', 'GET', 'POST', 'PUT', 'PUT', 'DELETE'),
    raw: rawPath
  })
)

/** A body that fits the operation, with a mark of what was meant. */
function bodyOf (request: Request, { operation }: Meaning): unknown {
  if (['GET', 'DELETE'].includes(request.method)) return undefined
  const data = { new: 'data' }
  if (request.api === 'kv') {
    const versions = { versions: [1] }
    return { data: { data }, metadata: { custom_metadata: { new: 'metadata' } }, delete: versions, destroy: versions }[
      request.what
    ]
  }
  if (operation === 'move version') return { state: 'deactivated' }
  return request.method === 'POST' ? { data } : { version: { data } }
}

/** What the secret is afterwards; undefined when it is gone. */
function changed (request: Request, meaning: Meaning, before: Shown | undefined): Shown | undefined {
  const added = before === undefined
    ? { versions: 1, state: 'active', custom: '{}' }
    : { ...before, versions: before.versions + 1, state: 'active' }
  switch (meaning.operation) {
    case 'write':
      if (request.api === 'kv' && request.what === 'metadata') {
        return { versions: 0, state: 'none', ...before, custom: '{"new":"metadata"}' }
      }
      return request.api === 'v2' && before === undefined ? undefined : added
    case 'patch': return before?.state === 'active' ? added : before
    case 'add version': return before && added
    case 'remove': return undefined
    case 'deactivate': return before?.state === 'active' && isFirst(request, before)
      ? { ...before, state: 'deactivated' }
      : before
    case 'destroy': return before !== undefined && before.versions === 1 ? { ...before, state: 'deleted' } : before
    case 'move version': return before?.state === 'active' && meaning.version === '1' && before.versions === 1
      ? { ...before, state: 'deactivated' }
      : before
    case 'read':
    case 'read version':
    case 'describe':
    case 'list':
    case 'list versions':
    case 'none': return before
  }
}

/** DELETE of data acts on the latest version, the others on version 1. */
const isFirst = (request: Request, { versions }: Shown) => request.method === 'DELETE' || versions === 1

function expectReply (request: Request, meaning: Meaning, before: Map<string, Shown>, { status, body }: Reply): void {
  if (meaning.operation === 'none') {
    // KV v2 answers 204 to a DELETE of what is not there.
    expect(request.method === 'DELETE' ? [204, 400, 404] : [400, 404]).toContain(status)
    expect(body?.data).toBeUndefined()
    return
  }
  const { operation, path } = meaning
  const known = before.get(path)
  if (operation === 'list') {
    const below = [...before.keys()].filter((one) => path === '' || one.startsWith(`${path}/`))
      .map((one) => one.slice(path === '' ? 0 : path.length + 1).replace(/\/.*/, '/'))
    const keys = [...new Set(below)].sort()
    expect([status, body.data?.keys]).toEqual(keys.length === 0 ? [404, undefined] : [200, keys])
    return
  }
  if (operation === 'read' || operation === 'read version') {
    const isNumber = meaning.operation !== 'read version' || /^\d+$/.test(meaning.version)
    if (!isNumber) expect(status).toBe(400)
    else if (known === undefined) expect(status).toBe(404)
    else if (status === 200 && request.api === 'v2' && operation === 'read') expect(body.path).toBe(path)
    const data = request.api === 'kv' ? body.data?.data : undefined
    // Each secret says where it is, until it is written.
    if (data?.at !== undefined) expect(data.at).toBe(path)
    if (request.api === 'kv' && known?.state === 'active') expect(data?.at === path || data?.new === 'data').toBe(true)
  }
  if (operation === 'list versions') expect(status).toBe(known === undefined ? 404 : 200)
  if (operation === 'describe') {
    expect(status).toBe(known === undefined ? 404 : 200)
    if (status === 200) expect(body.data.urn.endsWith(`/${path}`)).toBe(true)
  }
}

it('reaches what it names, and nothing else', async () => {
  await fc.assert(fc.asyncProperty(
    fc.subarray(pool, { minLength: 2 }), fc.array(request, { minLength: 1, maxLength: 8 }),
    async (paths, requests) => {
      await only(paths)
      let before = await everySecret()
      for (const one of requests) {
        const meaning = one.api === 'kv'
          ? vaultMeaning(one.method, one.what, one.raw, one.list)
          : nativeMeaning(one.method, one.raw, (path) => before.has(path))
        const route = one.api === 'kv'
          ? `/v1/secret/${one.what}/${one.raw}${one.list ? '?list=true' : ''}`
          : `/v2/secret/${one.raw}`
        const reply = await send(one.method, route, bodyOf(one, meaning))
        const after = await everySecret()
        const wanted = new Map(before)
        if ('path' in meaning) {
          const now = changed(one, meaning, before.get(meaning.path))
          if (now === undefined) wanted.delete(meaning.path)
          else if (meaning.operation !== 'list') wanted.set(meaning.path, now)
        }
        expect(Object.fromEntries(after), `${one.method} ${route} -> ${reply.status}`).toEqual(Object.fromEntries(wanted))
        expectReply(one, meaning, before, reply)
        before = after
      }
    }
  ), { numRuns: runs })
}, Math.max(60_000, runs * 500))
