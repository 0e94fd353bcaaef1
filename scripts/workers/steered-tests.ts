// The tests of `npm run test:workers`, the same in each of its test files: they move the clock of their domain, add
// faults to it, reset it, and expect to see nothing of the others.

import { startEmulator, type EmulatorDomain, type FaultEffect } from 'okms-emulator'
import { test as domainTest } from 'okms-emulator/vitest'
import { describe, expect } from 'vitest'

/** Where the domain of a test is: on `one` server of all files, on one of the `file`, or of the `test`. */
const servers = process.env['SERVERS']

const testsPerFile = 50

const ownServerTest = domainTest.extend<{ okms: EmulatorDomain }>({
  okms: async ({ task: _ }, use) => {
    await using server = await startEmulator()
    await use(await server.createDomain())
  }
})

/** What a client of the faulty operation sees. */
const faults: ReadonlyArray<{ readonly effect: FaultEffect, readonly seen: number | 'error' }> = [
  { effect: { status: 503, retryAfter: 1 }, seen: 503 },
  { effect: { status: 429, retryAfter: 2 }, seen: 429 },
  { effect: { reset: 'before' }, seen: 'error' },
  { effect: { reset: 'during' }, seen: 'error' },
  { effect: { truncate: true }, seen: 'error' },
  { effect: { latency: '5ms', status: 503 }, seen: 503 }
]

interface Key { readonly id: string, readonly attributes: { readonly original_creation_date: string } }

async function steer (okms: EmulatorDomain, file: number, number: number): Promise<void> {
  const call = async <Body> (method: string, route: string, body?: object) => {
    const response = await okms.fetch(`/api/${okms.okmsId}/v1${route}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...body === undefined ? {} : { body: JSON.stringify(body) }
    })
    const text = await response.text()
    return { status: response.status, body: JSON.parse(text) as Body }
  }
  const createKey = async (name: string) =>
    (await call<Key>('POST', '/servicekey', { name, type: 'oct', size: 256 })).body
  const list = async () =>
    (await call<{ readonly objects_list: readonly Key[] }>('GET', '/servicekey')).body.objects_list
  const created = ({ attributes }: Key) => new Date(attributes.original_creation_date).toISOString()

  // Each test has a time of its own. Its client expires after a year, by the clock of its domain.
  const hour = 3_600_000
  const hours = Math.ceil(Date.now() / hour) + file * testsPerFile + number
  const [start = '', later = ''] = [hours, hours + 90 * 24].map((from) => new Date(from * hour).toISOString())
  await okms.clock.freeze(start)
  const first = await createKey('first')
  expect(created(first)).toBe(start)
  const { time } = await okms.clock.advance('90d')
  expect(time.toISOString()).toBe(later)
  const second = await createKey('second')
  expect(created(second)).toBe(later)

  const { effect, seen } = faults[number % faults.length] ?? { effect: {}, seen: 200 }
  const times = 1 + number % 3
  const rule = await okms.faults.add({ match: { operationId: 'ListServiceKeys' }, trigger: { next: times }, effect })
  for (let time = 0; time < times; time++) {
    expect(await call('GET', '/servicekey').then(({ status }) => status, () => 'error')).toBe(seen)
  }
  expect((await list()).map(({ id }) => id).sort()).toEqual([first.id, second.id].sort())
  expect(await rule.hits()).toBe(times)
  expect(await okms.faults.list()).toHaveLength(1)

  const plaintext = Buffer.from(`${file}/${number}`).toString('base64')
  const { body: encrypted } = await call<{ readonly ciphertext: string }>(
    'POST', `/servicekey/${first.id}/encrypt`, { plaintext }
  )
  expect((await call('POST', `/servicekey/${first.id}/decrypt`, encrypted)).body).toEqual({ plaintext })

  await okms.journal.expect({ operationId: 'CreateImportServiceKey' }, { count: 2 })
  await okms.journal.expect({ operationId: 'ListServiceKeys' }, { count: times + 1 })
  const entries = await okms.journal.query()
  expect(entries).toHaveLength(2 + times + 1 + 2)
  expect(new Set(entries.map(({ okmsId }) => okmsId))).toEqual(new Set([okms.okmsId]))
  expect(new Set(entries.map(({ time }) => time.toISOString()))).toEqual(new Set([start, later]))
  expect(entries.filter(({ faultId }) => faultId === rule.id)).toHaveLength(times)

  await okms.reset()
  expect(await list()).toEqual([])
  expect(await okms.faults.list()).toEqual([])
  expect(await okms.clock.show()).toMatchObject({ real: true, frozen: false })
  expect(await okms.journal.count()).toBe(1)
  expect(Math.abs(Date.parse(created(await createKey('third'))) - Date.now())).toBeLessThan(60_000)
}

/** @param file Number of the test file. */
export function defineSteeredTests (file: number): void {
  const define = (from: number, to: number) => {
    for (let number = from; number < to; number++) {
      const name = `steers its domain (${number})`
      const body = async ({ okms }: { readonly okms: EmulatorDomain }) => { await steer(okms, file, number) }
      if (servers === 'test') ownServerTest(name, body)
      else domainTest(name, body)
    }
  }
  define(0, testsPerFile / 2)
  describe.concurrent('at the same time', () => { define(testsPerFile / 2, testsPerFile) })
}
