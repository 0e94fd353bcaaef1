// The limit of requests a second counts each caller alone, be it a certificate or a token.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

const perSecond = 2

let emulator: TestEmulator
beforeAll(async () => {
  emulator = await startTestEmulator({ flags: ['--ephemeral', '--rate-limit', String(perSecond)] })
})
afterAll(async () => { await emulator.close() })
beforeEach(() => { emulator.clock.advance(1000) })

type Ask = () => Promise<number>

const urn = (name: string) => `urn:v1:eu:identity:user:emulator-ovh/${name}`
const random = () => `/api/${emulator.okmsId}/v1/random`

async function withToken (name: string): Promise<Ask> {
  const { body } = await emulator.admin.request('POST', '/_emulator/tokens', { name, identityURNs: [urn(name)] })
  const client = emulator.clientWith({})
  return async () =>
    (await client.request('GET', random(), undefined, { headers: { authorization: `Bearer ${body.token}` } })).status
}

async function withCertificate (name: string): Promise<Ask> {
  const { body } = await emulator.admin.request('POST', `/_emulator/domains/${emulator.okmsId}/credentials`, { name, identityURNs: [urn(name)] })
  const client = emulator.clientWith({
    certificate: { certificatePem: body.certificatePEM, privateKeyPem: body.privateKeyPEM }
  })
  return async () => (await client.request('GET', random())).status
}

async function inTurn (asked: readonly Ask[]): Promise<number[]> {
  const statuses: number[] = []
  for (const ask of asked) statuses.push(await ask())
  return statuses
}

describe('--rate-limit', () => {
  it.each<[string, () => Promise<[Ask, Ask]>]>([
    ['two tokens', async () => [await withToken('alice'), await withToken('bob')]],
    ['two certificates', async () => [await withCertificate('carol'), await withCertificate('dave')]],
    ['a token and a certificate', async () => [await withToken('erin'), await withCertificate('frank')]]
  ])('counts %s apart', async (_which, made) => {
    const [first, second] = await made()
    expect(await inTurn([first, first, first])).toEqual([200, 200, 429])
    expect(await inTurn([second, second, second])).toEqual([200, 200, 429])
  })

  it('counts a caller again in the next second of the clock, and refuses the rest of this one', async () => {
    const ask = await withToken('grace')
    expect(await inTurn([ask, ask, ask, ask])).toEqual([200, 200, 429, 429])
    emulator.clock.advance(1000)
    expect(await inTurn([ask, ask, ask])).toEqual([200, 200, 429])
  })

  it('lets callers of the admin API be', async () => {
    const list = async () => (await emulator.admin.request('GET', '/_emulator/tokens')).status
    expect(await inTurn(Array<Ask>(perSecond + 2).fill(list))).toEqual([200, 200, 200, 200])
  })
})
