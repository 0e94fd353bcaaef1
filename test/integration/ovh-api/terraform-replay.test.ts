// What Terraform's provider sent to OVHcloud's API is sent here: every answer has the members, the types and the states
// of the recorded one, or a row below says why not.

import { expect, it, onTestFinished } from 'vitest'
import { ovhCalls } from '../../harness/ovh-api.js'
import { startTestEmulator } from '../../harness/emulator.js'
import { Bindings, readRecording, typeOf, type Difference, type Json, type RecordedCall } from './recording.js'

interface Row {
  /** Of calls with this method and path, and of members at this place (recording.ts). */
  readonly call: RegExp
  readonly place: RegExp
  /** Why the value is another one. */
  readonly why: string
  /** What it is here. Without it, anything of the recorded type. */
  readonly here?: (value: Json | undefined) => boolean
}

const time = (value: Json | undefined) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)
const pem = (value: Json | undefined) => typeof value === 'string' && /^-----BEGIN [A-Z ]+-----\n/.test(value)
const url = (value: Json | undefined) => typeof value === 'string' && value.startsWith('https://localhost:')

const rows: readonly Row[] = [
  { call: /./, place: /(?:^|\.)(?:createdAt|expiredAt|updatedAt|date)$/, why: 'the time of this server', here: time },
  { call: /./, place: /(?:PEM|^publicCA|^publicRsaCA|\.pem)$/, why: 'certificates and keys of this server', here: pem },
  { call: /auth\/time/, place: /^$/, why: 'the time of this server' },
  {
    call: /auth\/details/,
    place: /^allowedRoutes$/,
    why: 'the access rules of the consumer key; the recording had none',
    here: Array.isArray
  },
  { call: /\/1\.0\/me$/, place: /^(?:email|firstname|name|kycValidated)$/, why: 'the account of the recording was invented' },
  { call: /okms\/resource\/[\w-]+\?/, place: /^(?:rest|swagger)Endpoint$/, why: 'this server', here: url },
  {
    call: /okms\/resource\/[\w-]+\?/,
    place: /^kmipEndpoint$/,
    why: 'this server has no KMIP, and says where it would be: clients need a text'
  },
  {
    call: /okms\/resource\/[\w-]+\?/,
    place: /^iam\.displayName$/,
    why: 'the recording shows a new name one read late; here it shows at once',
    here: (value) => typeof value === 'string' && value.startsWith('orders-kms')
  },
  {
    call: /okms\/resource\/[\w-]+\?/,
    place: /^publicRsaCA$/,
    why: 'the one CA of this server has an EC key',
    here: (value) => value === null
  },
  {
    call: /order\/cart/,
    place: /^(?:prices|details)$/,
    why: 'prices and lines of the free order, which the recording left out',
    here: Array.isArray
  },
  {
    call: /order\/\d+\/status/,
    place: /^$/,
    why: 'a paid order is delivered at once; the recording showed checking and delivering before',
    here: (value) => value === 'delivered'
  },
  { call: /terminate/, place: /^message$/, why: 'in our own words' },
  { call: /email\/history\/\d+$/, place: /^(?:subject|body)$/, why: 'in our own words' },
  {
    call: /email\/history$/,
    place: /^(?:\[\])?$/,
    why: 'the recording shows the e-mail two reads late; here it is there at once',
    here: (value) => typeof value === 'number' || Array.isArray(value)
  },
  {
    call: /credential/,
    place: /^status$/,
    why: 'a credential is READY at once without --service-like; the recording showed CREATING first',
    here: (value) => value === 'READY'
  },
  { call: /payment\/method/, place: /^$/, why: 'there is always a payment method', here: Array.isArray },
  { call: /format=JWK/, place: /^keys\.\[\]\.n$/, why: 'the key of this server' },
  {
    call: /\/secret/,
    place: /^metadata\.oldestVersion$/,
    why: 'the service has 0 while no version was pruned (service.md 11); the recording was made with 1',
    here: (value) => value === 0
  },
  {
    call: /cas=9/,
    place: /^message$/,
    why: 'in our own words',
    here: (value) => typeof value === 'string' && /cas/i.test(value)
  }
]

const used = new Set<Row>()

function explained ({ place, recorded, received }: Difference, call: string): boolean {
  const found = rows.filter((row) => row.call.test(call) && row.place.test(place) &&
    (row.here === undefined ? typeOf(received) === typeOf(recorded) : row.here(received)))
  for (const row of found) used.add(row)
  return found.length > 0
}

/** As the provider finds it (resource_okms.go). */
const tokenIn = (text: string) => /\/billing\/confirmTerminate\?id=[a-z\d]+&token=([a-z\d]+)/i.exec(text)?.[1]

it.each(['provider', 'okms', 'credential', 'service-key', 'service-key-jwk', 'secret'])('%s', async (name) => {
  const emulator = await startTestEmulator()
  onTestFinished(async () => { await emulator.close() })
  const call = ovhCalls(emulator)
  const anyone = emulator.clientWith({})
  const bindings = new Bindings({ account: 'emulator-ovh', ...name !== 'okms' && { okms: emulator.okmsId } })

  async function replay (recorded: RecordedCall): Promise<readonly string[]> {
    const path = bindings.filled(recorded.path)
    const body = bindings.filled(recorded.body)
    const reply = recorded.unsigned === true
      ? await anyone.request(recorded.method, path, body)
      : await call(recorded.method, path, body, path.startsWith('/v2/') ? { 'X-Schemas-Version': '0.0' } : {})
    const what = `${recorded.method} ${path}`
    const token = tokenIn(String((reply.body as { body?: unknown } | null)?.body))
    if (token !== undefined) bindings.bind('token', token)
    // The last of a growing list: what the provider takes.
    if (path.endsWith('/email/history')) bindings.bind('mail', String((reply.body as number[]).at(-1)))
    const faults = bindings.differences(recorded.answer, reply.body as Json)
      .filter((difference) => !explained(difference, what))
      .map(({ place, recorded, received }) => `${what} ${place}: ${JSON.stringify(received)}, not ${JSON.stringify(recorded)}`)
    return reply.status === recorded.status ? faults : [...faults, `${what}: ${reply.status} ${JSON.stringify(reply.body)}`]
  }

  for (const { step, calls } of readRecording(name).steps) {
    const faults: string[] = []
    for (const recorded of calls) faults.push(...await replay(recorded))
    expect(faults, step).toEqual([])
  }
})

it('every row says of something why it differs', () => {
  expect(rows.filter((row) => !used.has(row)).map(({ why }) => why)).toEqual([])
})
