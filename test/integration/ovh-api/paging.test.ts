// Lists page by page, while what a page ends with is removed before the next one is asked for.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { ovhCalls, type OvhCall } from '../../harness/ovh-api.js'

let emulator: TestEmulator
let call: OvhCall
beforeAll(async () => {
  emulator = await startTestEmulator()
  call = ovhCalls(emulator)
})
afterAll(async () => { await emulator.close() })

interface List {
  readonly path: () => string
  /** What a member of the list has as its id. */
  readonly id: string
  readonly add: (path: string) => Promise<unknown>
  readonly remove?: (id: string) => Promise<unknown>
}

const root = 'urn:v1:eu:identity:account:emulator-ovh'
const domain = () => `/v2/okms/resource/${emulator.okmsId}`

const lists: Readonly<Record<string, List>> = {
  credentials: {
    path: () => `${domain()}/credential`,
    id: 'id',
    add: (path) => call('POST', path, { name: 'c', identityURNs: [root] })
  },
  policies: {
    path: () => '/v2/iam/policy',
    id: 'id',
    add: (path) => call('POST', path, {
      name: `p ${randomUUID()}`,
      identities: ['urn:v1:eu:identity:user:emulator-ovh/alice'],
      permissions: { allow: [{ action: 'okms:apikms:serviceKey/get' }] },
      resources: [{ urn: `urn:v1:eu:resource:okms:${emulator.okmsId}` }]
    })
  },
  'log subscriptions': {
    path: () => `${domain()}/log/subscription`,
    id: 'subscriptionId',
    add: (path) => call('POST', path, { kind: 'audit_rest', streamId: randomUUID() })
  },
  'service keys': {
    path: () => `${domain()}/serviceKey`,
    id: 'id',
    add: (path) => call('POST', path, { name: 'k', type: 'oct', size: 256 }),
    remove: async (id) => {
      await call('PUT', `${domain()}/serviceKey/${id}`, { state: 'DEACTIVATED', deactivationReason: 'UNSPECIFIED' })
      await call('DELETE', `${domain()}/serviceKey/${id}`)
    }
  },
  secrets: {
    path: () => `${domain()}/secret`,
    id: 'path',
    add: (path) => call('POST', path, { path: `s/${randomUUID()}`, version: { data: { a: 1 } } }),
    remove: (path) => call('DELETE', `${domain()}/secret/${encodeURIComponent(path)}`)
  },
  // The last one: the domain of the lists above is removed too.
  domains: {
    path: () => '/v2/okms/resource',
    id: 'id',
    add: () => emulator.admin.request('POST', '/_emulator/domains', { name: 'one more' }),
    remove: (id) => emulator.admin.request('DELETE', `/_emulator/domains/${id}`)
  }
}

it.each(Object.entries(lists))('%s are each on one page', async (_name, { path, id, add, remove }) => {
  const idsOf = (body: readonly Readonly<Record<string, string>>[]) => body.map((item) => item[id] ?? '')
  const removeOne = remove ?? ((id) => call('DELETE', `${path()}/${id}`))
  for (let index = 0; index < 7; index++) await add(path())
  const all = idsOf((await call('GET', path())).body)
  expect(all.length).toBeGreaterThanOrEqual(7)

  const seen: string[] = []
  let cursor: string | undefined = ''
  while (cursor !== undefined && seen.length <= all.length) {
    const { status, headers, body } = await call('GET', path(), undefined, {
      'X-Pagination-Size': '2', 'X-Pagination-Cursor': cursor
    })
    expect(status).toBe(200)
    seen.push(...idsOf(body))
    const last = seen.at(-1) ?? ''
    await removeOne(last)
    expect(idsOf((await call('GET', path())).body)).not.toContain(last)
    cursor = headers['x-pagination-cursor-next'] as string | undefined
  }
  expect(seen).toEqual(all)
})
