// The admin API of a running server and that of its folders once it has stopped: the same
// replies and refusals, call by call.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../../../src/config/config.js'
import { openAdminApi, type AdminApi, type AdminCall, type AdminReply } from '../../../src/emulator/admin/admin-api.js'
import { rootIdentity } from '../../../src/domain/urn.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

const body = { name: 'tried' }
const urn = `${rootIdentity.slice(0, rootIdentity.lastIndexOf(':'))}:user:emulator-ovh/alice`

/** Calls that change nothing, or the same again. */
const calls = (okmsId: string, unknown: string): Readonly<Record<string, AdminCall>> => ({
  'a list': { operationId: 'ListDomains' },
  'one domain': { operationId: 'ShowDomain', params: { okmsId } },
  'an id in capital letters': { operationId: 'ShowDomain', params: { okmsId: okmsId.toUpperCase() } },
  'the credentials of a domain': { operationId: 'ListCredentials', params: { okmsId } },
  'a removal without a reply': { operationId: 'RemoveGroup', params: { group: 'a.group@x' } },
  'an unknown domain': { operationId: 'ShowDomain', params: { okmsId: unknown } },
  'an id that is none': { operationId: 'ShowDomain', params: { okmsId: 'x/y?z' } },
  'a domain with keys': { operationId: 'RemoveDomain', params: { okmsId }, query: { force: false } },
  'a query of another type': { operationId: 'RemoveDomain', params: { okmsId }, query: { force: 'perhaps' } },
  'an unknown query parameter': { operationId: 'ListDomains', query: { all: true } },
  'an unknown member': { operationId: 'AddDomain', body: { ...body, colour: 'red' } },
  'no body': { operationId: 'AddDomain' },
  'a domain that exists': { operationId: 'AddDomain', body: { ...body, okmsId } },
  'several faults in a body': {
    operationId: 'AddPolicy', body: { name: '', identities: ['x'], action: [], resources: [{ urn: 'y' }] }
  },
  'a fault that the handler finds': { operationId: 'AddToken', body: { ...body, expiresAt: 'tomorrow' } },
  'a fault that the service finds': {
    operationId: 'AddCredential', params: { okmsId }, body: { ...body, identityURNs: ['urn:x'] }
  },
  'a signing request that is none': { operationId: 'AddCredential', params: { okmsId }, body: { ...body, csr: 'no' } },
  'a client that is not there': { operationId: 'ShowServiceAccount', params: { clientId: 'EU.0123456789abcdef' } }
})

let emulator: TestEmulator
let inProcess: AdminApi
const served = new Map<string, AdminReply>()
const folders = () => {
  const { folder, certs, pki } = emulator
  return loadConfig({ argv: ['--data', `${folder}/data`, '--certs', certs, '--pki', pki], env: {}, cwd: folder })
}
const open = async (endpoint?: string) =>
  await openAdminApi({ config: folders(), endpoint, written: undefined, dataNamed: true })
let all: ReturnType<typeof calls>

beforeAll(async () => {
  emulator = await startTestEmulator({ flags: [] })
  await emulator.api('POST', '/servicekey', { name: 'a key', type: 'oct', size: 256, operations: ['encrypt'] })
  all = calls(emulator.okmsId, randomUUID())
  const group: AdminCall = { operationId: 'PutGroup', params: { group: 'a.group@x' }, body: { members: [urn] } }
  const api = await open(emulator.endpoint)
  await api.call(group)
  for (const [name, call] of Object.entries(all)) served.set(name, await api.call(call))
  await emulator.stop()
  inProcess = await open()
  await inProcess.call(group)
})
afterAll(async () => {
  inProcess.close()
  await emulator.close()
})

const shown = ({ body, refusal }: { readonly body?: unknown, readonly refusal?: AdminReply['refusal'] }) =>
  refusal === undefined ? { body } : { errorCode: refusal.errorCode, problems: refusal.problems }

describe('the folders of a stopped server', () => {
  it.each(Object.keys(calls('', '')))('answer as the server did: %s', async (name) => {
    const call = all[name]
    if (call === undefined) throw new Error(name)
    expect(shown(await inProcess.call(call))).toStrictEqual(shown(served.get(name) ?? {}))
  })

  it('take new things, which the server has when it starts again', async () => {
    const added = await inProcess.call({
      operationId: 'AddToken', body: { ...body, okmsIds: [emulator.okmsId.toUpperCase()] }
    })
    const { token } = added.refusal === undefined ? added.body as { token: string } : { token: '' }
    inProcess.close()
    const again = await startTestEmulator({ flags: [], folder: emulator.folder })
    const client = again.clientWith({})
    expect(await client.request('GET', `/api/${again.okmsId}/v1/random`, undefined, {
      headers: { authorization: `Bearer ${token}` }
    })).toMatchObject({ status: 200 })
    await again.stop()
    inProcess = await open()
  })
})
