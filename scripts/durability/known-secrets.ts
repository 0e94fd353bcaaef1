// What a client knows of its secrets and their versions, which it writes through both APIs.

import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { randomBytes, randomUUID } from 'node:crypto'
import { only, type Known, type Request } from './request.js'
import type { Seeded } from './seeded.js'
import type { Running } from './server-process.js'

type State = 'active' | 'deactivated' | 'deleted'

interface Version {
  readonly number: number
  readonly state: State
  readonly data: Readonly<Record<string, string>>
}

/** One state of a secret that the client may meet. Undefined: it is not there. */
type View = {
  readonly owner: string
  readonly versions: readonly Version[]
} | undefined

export interface KnownSecret extends Known<View> {
  readonly path: string
  /** How many versions it keeps. */
  readonly limit: number
}

type SecretRequest = Request<KnownSecret, View>

/** Some of a page, or many pages of SQLite. */
const newData = (seeded: Seeded) => ({
  value: randomBytes(seeded.pick([8, 200, 3000, 30_000]) + seeded.integer(500)).toString('hex')
})

const newOwner = () => `o-${randomBytes(6).toString('hex')}`

function creation (seeded: Seeded): SecretRequest {
  const path = `kill/${seeded.integer(20)}/${randomUUID()}`
  const limit = seeded.pick([2, 3, 10])
  const secret: KnownSecret = { name: `secret ${path}`, path, limit, possible: [undefined] }
  const data = newData(seeded)
  const owner = newOwner()
  return {
    subject: secret,
    method: 'POST',
    route: '/v2/secret',
    body: { path, version: { data }, metadata: { maxVersions: limit, customMetadata: { owner } } },
    after: { owner, versions: [{ number: 1, state: 'active', data }] },
    success: 200
  }
}

/** A change that this secret allows. */
function change (secret: KnownSecret, seeded: Seeded): SecretRequest {
  const before = only(secret)
  assert(before !== undefined, `${secret.name} is gone`)
  const { path, limit } = secret
  const latest = before.versions.at(-1)?.number ?? 0
  const data = newData(seeded)
  const owner = newOwner()
  const native = `/v2/secret/${encodeURIComponent(path)}`
  const to = (after: View, method: string, route: string, success: number, body?: unknown): SecretRequest =>
    ({ subject: secret, method, route, success, body, after })
  const written = (data: Version['data']): readonly Version[] =>
    [...before.versions, { number: latest + 1, state: 'active' as const, data }].slice(-limit)
  const write = (method: string, route: string, data: Version['data'], body: unknown) =>
    to({ ...before, versions: written(data) }, method, route, 200, body)
  const current = before.versions.at(-1)
  const { number, state } = seeded.pick(before.versions)
  const moved = (state: State): View => ({
    ...before, versions: before.versions.map((version) => version.number === number ? { ...version, state } : version)
  })
  const writes = [
    () => write('POST', `/secret/data/${path}`, data, { data, options: { cas: latest } }),
    () => write('POST', `${native}/version?cas=${latest}`, data, { data }),
    () => to(
      { owner, versions: written(data) }, 'PUT', native, 200,
      { version: { data }, metadata: { customMetadata: { owner } } }
    ),
    () => to({ ...before, owner }, 'POST', `/secret/metadata/${path}`, 204, { custom_metadata: { owner } }),
    () => to(undefined, 'DELETE', `/secret/metadata/${path}`, 204),
    ...(current?.state === 'active'
      ? [() => write(
          'PATCH', `/secret/data/${path}`, { ...current.data, patched: owner }, { data: { patched: owner } }
        )]
      : [])
  ]
  const moves = state === 'deleted'
    ? []
    : [
        () => to(moved('deleted'), 'PUT', `/secret/destroy/${path}`, 204, { versions: [number] }),
        () => to(moved('deleted'), 'PUT', `${native}/version/${number}`, 200, { state: 'deleted' }),
        () => to(moved('deactivated'), 'POST', `/secret/delete/${path}`, 204, { versions: [number] }),
        () => to(moved('active'), 'PUT', `${native}/version/${number}`, 200, { state: 'active' })
      ]
  return seeded.pick([...writes, ...moves])()
}

/** What the server has of it, read through both APIs. */
async function viewOf (server: Running, { path }: KnownSecret): Promise<View> {
  const { status, body } = await server.call('GET', `/secret/metadata/${path}`)
  if (status === 404) return undefined
  assert.equal(status, 200, JSON.stringify(body))
  const { custom_metadata: custom, versions } = body.data as {
    readonly custom_metadata: { readonly owner: string }, readonly versions: Readonly<Record<string, unknown>>
  }
  return {
    owner: custom.owner,
    versions: await Promise.all(
      Object.keys(versions).map(async (number) => await versionOf(server, path, Number(number)))
    )
  }
}

async function versionOf (server: Running, path: string, number: number): Promise<Version> {
  const route = `/v2/secret/${encodeURIComponent(path)}/version/${number}?includeData=true`
  const { status, body } = await server.call('GET', route)
  assert.equal(status, 200, `${route}: ${JSON.stringify(body)}`)
  const { state, data } = body as { readonly state: State, readonly data?: Version['data'] }
  assert.equal(data === undefined, state !== 'active', `${route}: data of a version that is ${state}`)
  const other = await server.call('GET', `/secret/data/${path}?version=${number}`)
  assert.equal(other.status, state === 'active' ? 200 : 404)
  if (state === 'active') assert.deepEqual(other.body.data.data, data)
  return { number, state, data: data ?? {} }
}

/** The data of versions that are not active cannot be seen. */
const visible = (view: View): View => view && {
  ...view,
  versions: view.versions.map(({ data, ...version }) => ({ ...version, data: version.state === 'active' ? data : {} }))
}

async function check (server: Running, secret: KnownSecret): Promise<void> {
  const found = await viewOf(server, secret)
  const settled = secret.possible.findIndex((view) => isDeepStrictEqual(visible(view), found))
  assert(settled >= 0, `${secret.name} is ${JSON.stringify(found)}, but may be one of ${JSON.stringify(secret.possible)}`)
  secret.possible = [secret.possible[settled]]
}

export const knownSecrets = { creation, change, check, isAlive: (view: View) => view !== undefined }
