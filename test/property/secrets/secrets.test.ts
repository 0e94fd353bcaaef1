// Any sequence of operations through both APIs agrees with the reference model: each answer, and afterwards what the
// native API and KV v2 show. OKMS_SECRET_RUNS=500 tries more sequences.

import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { durationStored } from './durations.js'
import { SecretModel, type ModelSecret, type ModelVersion } from './secret-model.js'
import { nativeRoute, operation, paths, perform, vaultRoute, type Operation, type Send } from './secret-operations.js'

const runs = Number(process.env['OKMS_SECRET_RUNS'] ?? 20)

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })

const send: Send = async (method, route, body, contentType = 'application/json') => {
  const headers: Record<string, string> = body === undefined ? {} : { 'content-type': contentType }
  return await emulator.client.request(method, `/api/${emulator.okmsId}${route}`, body, { headers })
}

/** v2 has whole seconds, KV v2 nine digits. */
const inSeconds = (time: number) => new Date(time).toISOString().replace(/\.\d+/, '')
const inNanoseconds = (time: number) => new Date(time).toISOString().replace('Z', '000000Z')

const vaultTimes = ({ createdAt, deactivatedAt, isDeleted }: ModelVersion) => ({
  created_time: inNanoseconds(createdAt),
  deletion_time: deactivatedAt === null ? '' : inNanoseconds(deactivatedAt),
  destroyed: isDeleted
})

/** No custom metadata is null, or no names; the member may be left out in v2. */
const custom = (value: unknown) => isDeepStrictEqual(value ?? null, {}) ? null : value ?? null

/** Vitest does not compare objects with a member `constructor`. */
const expectSame = (shown: unknown, wanted: unknown) => {
  const isSame = isDeepStrictEqual(shown, wanted)
  expect(isSame, `${JSON.stringify(shown)} instead of ${JSON.stringify(wanted)}`).toBe(true)
}

async function compareSecret (model: SecretModel, path: string): Promise<void> {
  const secret = model.secrets.get(path)
  const [vault, native] = await Promise.all([
    send('GET', vaultRoute('metadata', path)), send('GET', `${nativeRoute(path)}?includeData=true`)
  ])
  if (secret === undefined) {
    for (const { status, body } of [vault, native]) expect([status, body.error_code]).toEqual([404, 17125377])
    return
  }
  expect([vault.status, native.status]).toEqual([200, 200])
  const { urn, custom_metadata: vaultCustom, ...shown } = vault.body.data
  expect({ ...shown, custom: custom(vaultCustom) }).toEqual({
    cas_required: secret.casRequired,
    created_time: inNanoseconds(secret.createdAt),
    current_version: secret.current,
    custom: custom(secret.custom),
    delete_version_after: durationStored(secret.after).canonical,
    max_versions: secret.maxVersions,
    oldest_version: secret.oldest,
    updated_time: inNanoseconds(secret.updatedAt),
    versions: Object.fromEntries([...secret.versions].map(([number, version]) => [number, vaultTimes(version)]))
  })
  const { customMetadata, ...metadata } = native.body.metadata
  expect({ path: native.body.path, ...metadata, custom: custom(customMetadata) }).toEqual({
    path,
    casRequired: secret.casRequired,
    createdAt: inSeconds(secret.createdAt),
    currentVersion: secret.current,
    custom: custom(secret.custom),
    deactivateVersionAfter: secret.after,
    maxVersions: secret.maxVersions,
    oldestVersion: secret.oldest,
    updatedAt: inSeconds(secret.updatedAt),
    urn
  })
  expectNativeVersion(model, native.body.version, secret, secret.current)
}

function expectNativeVersion (model: SecretModel, shown: unknown, secret: ModelSecret, number: number): void {
  const version = secret.versions.get(number)
  if (version === undefined) {
    expect(shown).toBeUndefined()
    return
  }
  const { deactivatedAt, ...others } = shown as { deactivatedAt?: string | null }
  const state = model.stateOf(version, emulator.clock())
  expectSame(others, {
    id: number,
    state,
    createdAt: inSeconds(version.createdAt),
    ...(state === 'active' ? { data: version.data } : {})
  })
  if (state === 'active') expect(deactivatedAt ?? '').toBe('')
  if (state === 'deactivated') expect(deactivatedAt).toBe(inSeconds(version.deactivatedAt ?? NaN))
}

/** The list of versions, and each of them through both APIs, those that are gone too. */
async function compareVersions (model: SecretModel, path: string): Promise<void> {
  const secret = model.secrets.get(path)
  if (secret === undefined) return
  const { body: listed } = await send('GET', `${nativeRoute(path)}/version`)
  expect(listed.map(({ id }: { id: number }) => id).sort((one: number, other: number) => one - other))
    .toEqual([...secret.versions.keys()])
  const numbers = Array.from({ length: secret.current }, (_, index) => index + 1)
  await Promise.all(numbers.map(async (number) => {
    const [vault, native] = await Promise.all([
      send('GET', `${vaultRoute('data', path)}?version=${number}`),
      send('GET', `${nativeRoute(path)}/version/${number}?includeData=true`)
    ])
    const version = secret.versions.get(number)
    if (version === undefined) {
      for (const { status, body } of [vault, native]) expect([status, body.error_code]).toEqual([404, 17125377])
      expect(vault.body.data).toBeUndefined()
      return
    }
    const isActive = model.stateOf(version, emulator.clock()) === 'active'
    expect(vault.status).toBe(isActive ? 200 : 404)
    const { data, metadata: { custom_metadata: vaultCustom, ...metadata } } = vault.body.data
    expectSame(data, isActive ? version.data : null)
    expect(metadata).toEqual({ version: number, ...vaultTimes(version) })
    expect(custom(vaultCustom)).toEqual(custom(secret.custom))
    expect(native.status).toBe(200)
    expectNativeVersion(model, native.body, secret, number)
  }))
}

async function compareConfig ({ config }: SecretModel): Promise<void> {
  expect((await send('GET', '/v2/secretConfig')).body).toEqual({
    casRequired: config.casRequired, maxVersions: config.maxVersions, deactivateVersionAfter: config.after
  })
  expect((await send('GET', '/v1/secret/config')).body.data).toEqual({
    cas_required: config.casRequired,
    max_versions: config.maxVersions,
    delete_version_after: durationStored(config.after).canonical
  })
}

async function compareLists (model: SecretModel): Promise<void> {
  const known = [...model.secrets.keys()]
  const { body } = await send('GET', '/v2/secret')
  expect(body.map((secret: { path: string }) => secret.path).sort()).toEqual([...known].sort())
  for (const folder of ['', 'a/', 'b.c@d=e:f/', 'b.c@d=e:f/data/', 'metadata/']) {
    const below = known.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length))
    const keys = [...new Set(below.map((path) => path.replace(/\/.*/, '/')))].sort()
    const { status, body } = await send('GET', `/v1/secret/metadata/${folder}?list=true`)
    expect([folder, status, body.data?.keys])
      .toEqual(keys.length === 0 ? [folder, 404, undefined] : [folder, 200, keys])
  }
}

/** What a write of data answers. */
function expectAnswer (model: SecretModel, step: Operation, body: unknown): void {
  if (step.kind !== 'write' && step.kind !== 'patch') return
  const secret = model.secrets.get(step.path)
  const version = secret?.versions.get(secret.current)
  if (secret === undefined || version === undefined) throw new Error('the model has no version that was written')
  if (step.kind === 'write' && step.api === 'v2') {
    expect(body).toMatchObject({ id: secret.current, state: 'active', createdAt: inSeconds(version.createdAt) })
    return
  }
  const { data: { custom_metadata: shownCustom, ...shown } } = body as { data: Record<string, unknown> }
  expect({ ...shown, custom: custom(shownCustom) })
    .toEqual({ version: secret.current, ...vaultTimes(version), custom: custom(secret.custom) })
}

/**
 * Where there is no secret `a`, `PUT .../a/version/1` may as well mean a secret of that path (choices.md 20); then it
 * is a bad request.
 */
const isAmbiguous = (step: Operation, model: SecretModel) =>
  step.kind === 'state' && !step.path.includes('/') && !model.secrets.has(step.path)

const pathOf = (step: Operation) => 'path' in step ? step.path : undefined

it('agrees with the model after every operation', async () => {
  await fc.assert(fc.asyncProperty(fc.array(operation, { maxLength: 25, size: 'max' }), async (steps) => {
    const model = new SecretModel()
    for (const path of paths) await send('DELETE', vaultRoute('metadata', path))
    await send('POST', '/v1/secret/config', { cas_required: null, max_versions: null, delete_version_after: null })
    for (const step of steps) {
      emulator.clock.advance(step.kind === 'wait' ? step.milliseconds : 1)
      const path = pathOf(step)
      const reply = await perform(
        send, step, 'cas' in step ? model.cas(step.cas, step.path) : undefined
      )
      const status = model.apply(step, emulator.clock())
      if (!isAmbiguous(step, model)) expect([step.kind, reply?.status ?? 0]).toEqual([step.kind, status])
      if (status === 200) expectAnswer(model, step, reply?.body)
      if (step.kind === 'config') await compareConfig(model)
      if (path !== undefined) await compareSecret(model, path)
    }
    for (const path of paths) await Promise.all([compareSecret(model, path), compareVersions(model, path)])
    await compareConfig(model)
    await compareLists(model)
  }), { numRuns: runs })
}, Math.max(60_000, runs * 1000))
