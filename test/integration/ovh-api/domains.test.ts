// Okms domains and what is in them by the OVHcloud API, seen from the data plane too.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { bearerCalls, ovhCalls, type OvhCall } from '../../harness/ovh-api.js'

let emulator: TestEmulator
let call: OvhCall
let domain: string
beforeAll(async () => {
  emulator = await startTestEmulator()
  call = ovhCalls(emulator)
  domain = `/v2/okms/resource/${emulator.okmsId}`
})
afterAll(async () => { await emulator.close() })

describe('an okms domain', () => {
  it('is listed and shown, with the CA when it is asked for', async () => {
    const { status, body } = await call('GET', '/v2/okms/resource')
    expect(status).toBe(200)
    expect(body).toHaveLength(1)
    expect(body[0]).toMatchObject({
      id: emulator.okmsId, region: 'eu-west-rbx', restEndpoint: emulator.endpoint, publicCA: null, pciDssEnabled: false
    })
    const shown = await call('GET', `${domain}?publicCA=true`)
    expect(shown.body).toMatchObject({
      iam: { urn: `urn:v1:eu:resource:okms:${emulator.okmsId}`, displayName: 'okms-emulator', state: 'OK', tags: {} },
      publicCA: expect.stringContaining('BEGIN CERTIFICATE') as string
    })
  })
})

describe('a domain that is not the caller\'s', () => {
  it('is not found where there is none, by any operation', async () => {
    const nowhere = `/v2/okms/resource/${crypto.randomUUID()}`
    const body = { name: 'k', type: 'oct' }
    for (const [method, path, sent] of [
      ['GET', ''],
      ['GET', '/serviceKey'],
      ['POST', '/serviceKey', body],
      ['GET', '/secretConfig'],
      ['GET', '/credential']
    ] as const) {
      expect(await call(method, `${nowhere}${path}`, sent))
        .toMatchObject({ status: 404, body: { class: 'Client::NotFound' } })
    }
  })

  it('is in no list of a token that does not reach it', async () => {
    const { body: { okmsId } } = await emulator.admin.request('POST', '/_emulator/domains', { name: 'other' })
    const request = { name: 't', okmsIds: [okmsId] }
    const { body: { token } } = await emulator.admin.request('POST', '/_emulator/tokens', request)
    const bearer = await bearerCalls(emulator, token)
    const ids = async (by: OvhCall) => (await by('GET', '/v2/okms/resource')).body.map(({ id }: { id: string }) => id)
    expect(await ids(bearer)).toEqual([okmsId])
    expect(await ids(call)).toEqual([emulator.okmsId, okmsId])
    expect((await bearer('GET', domain)).status).toBe(403)
  })
})

describe('a service key', () => {
  it('that is made here encrypts on the data plane, and is destroyed here', async () => {
    const body = { name: 'orders', type: 'oct', size: 256, context: 'orders' }
    const made = await call('POST', `${domain}/serviceKey`, body)
    expect(made).toMatchObject({ status: 200, body: { state: 'ACTIVE', size: 256, curve: null, keys: null } })
    const { id } = made.body
    const encrypted = await emulator.api('POST', `/servicekey/${id}/encrypt`, { plaintext: 'aGVsbG8=' })
    const decrypted = await emulator.api('POST', `/servicekey/${id}/decrypt`, encrypted.body)
    expect(decrypted.body).toEqual({ plaintext: 'aGVsbG8=' })
    expect(await call('DELETE', `${domain}/serviceKey/${id}`))
      .toMatchObject({ status: 400, body: { class: 'Client::BadRequest' } })
    const off = { state: 'DEACTIVATED', deactivationReason: 'UNSPECIFIED', name: 'old' }
    expect((await call('PUT', `${domain}/serviceKey/${id}`, off)).body)
      .toMatchObject({ state: 'DEACTIVATED', name: 'old' })
    expect(await call('DELETE', `${domain}/serviceKey/${id}`)).toMatchObject({ status: 200, body: null })
    expect((await emulator.api('GET', `/servicekey/${id}`)).status).toBe(404)
  })
})

describe('the account', () => {
  it('has a time, details and data', async () => {
    const bare = emulator.clientWith({})
    expect((await bare.request('GET', '/1.0/auth/time')).body).toBe(Math.floor(emulator.clock() / 1000))
    expect((await call('GET', '/v1/auth/details')).body).toMatchObject({
      account: 'emulator-ovh', method: 'account', identities: ['urn:v1:eu:identity:account:emulator-ovh'], user: null
    })
    expect((await call('GET', '/1.0/me')).body).toMatchObject({ nichandle: 'emulator-ovh', ovhSubsidiary: 'FR' })
    expect((await call('GET', '/1.0/auth/currentCredential')).body).toMatchObject({ status: 'validated' })
  })

  it('describes its API by sections', async () => {
    const bare = emulator.clientWith({})
    const { body } = await bare.request('GET', '/1.0/auth.json')
    expect(body.apis).toContainEqual(expect.objectContaining({ path: '/auth/time' }))
    expect(await bare.request('GET', '/1.0/nothing.json')).toMatchObject({
      status: 404, body: { class: 'Client::NotFound' }
    })
  })
})
