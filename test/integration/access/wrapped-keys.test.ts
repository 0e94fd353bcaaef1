// Policies and bring your own key: each action is checked on the key that it concerns (service.md 6.10).

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { domainUrn } from '../../../src/domain/urn.js'
import { serviceKeyUrn } from '../../harness/urns.js'
import { byok } from '../../harness/byok.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

const alice = 'urn:v1:eu:identity:user:emulator-ovh/alice'

let emulator: TestEmulator
/** Calls with alice's token; the other party has the root identity and passes. */
let asAlice: ReturnType<typeof byok>
let party: ReturnType<typeof byok>
beforeAll(async () => {
  emulator = await startTestEmulator({ flags: ['--ephemeral', '--iam-mode', 'enforce'] })
  const { token } =
    (await emulator.admin.request('POST', '/_emulator/tokens', { name: 'alice', identityURNs: [alice] })).body
  const client = emulator.clientWith({})
  asAlice = byok({
    api: (method, route, body) => client.request(method, `/api/${emulator.okmsId}/v1${route}`, body, {
      headers: { authorization: `Bearer ${token}` }
    })
  })
  party = byok(emulator)
})
afterAll(async () => { await emulator.close() })

const domain = () => domainUrn(emulator.okmsId)
const urn = (keyId: string) => serviceKeyUrn(emulator.okmsId, keyId)
async function allow (operation: string, resource: string): Promise<void> {
  await emulator.admin.request('POST', '/_emulator/policies', {
    name: 'p', identities: [alice], action: [`okms:apikms:serviceKey/${operation}`], resources: [{ urn: resource }]
  })
}

/** Grants one action after the other; before each the call is refused for want of just that one. */
async function needs (
  call: () => ReturnType<TestEmulator['api']>, grants: readonly (readonly [operation: string, resource: string])[]
): Promise<void> {
  for (const [operation, resource] of grants) {
    const { status, body } = await call()
    expect([status, body.errors]).toEqual([403, [`policy: no policy allows okms:apikms:serviceKey/${operation} on ${resource} to ${alice}; add one with okms-emulator policy add`]])
    await allow(operation, resource)
  }
  expect((await call()).status).toBeLessThan(300)
}

it('an export needs get on the key and wrapKey on the transport key', async () => {
  const wrappingKeyId = await party.transport()
  const { id } = await party.create({ type: 'oct', extractable: true })
  await allow('wrapKey', urn(id))
  await needs(() => asAlice.exported(id, { wrappingKeyId: wrappingKeyId.toUpperCase() }), [
    ['get', urn(id)], ['wrapKey', urn(wrappingKeyId)]
  ])
})

it('an import needs create and import in the domain, and unwrapKey on the transport key', async () => {
  const entry = await party.entry(randomBytes(32), 'RAW')
  const written = { ...entry, wrappingKeyId: entry.wrappingKeyId.toUpperCase() }
  await needs(() => asAlice.imported(written), [
    ['create', domain()], ['import', domain()], ['unwrapKey', urn(entry.wrappingKeyId)]
  ])
  const { status, body } = await asAlice.imported({ ...entry, wrappingKeyId: await party.transport(3072) })
  expect([status, body.errors[0]]).toEqual([403, expect.stringContaining(`serviceKey/unwrapKey on ${urn(await party.transport(3072))}`)])
})

it('a change of extractable needs update', async () => {
  const { id } = await party.create({ type: 'oct' })
  const patch = async () => await asAlice.patched(id, { extractable: true })
  await needs(patch, [['update', urn(id)]])
})
