// How long a request took: the log and the page say it in milliseconds, whichever way the reply was written.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

/** A clock that takes its time: so a request that asks it takes at least that long. */
const slowness = 25
let isSlow = false
const clock = Object.assign(() => {
  const end = performance.now() + (isSlow ? slowness : 0)
  while (performance.now() < end);
  return Date.now()
}, { advance: () => {} })

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator({ flags: ['--ephemeral'], clock }) })
afterAll(async () => { await emulator.close() })

const logged = (requestId: unknown) => emulator.log()
  .split('\n')
  .filter((line) => line.includes(String(requestId)) && line.includes('"msg":"request"'))
  .map((line) => JSON.parse(line) as { duration_ms: number })[0]?.duration_ms

describe('the duration of a request', () => {
  it.each([
    ['an operation', 'GET', '/random', 200],
    ['a list', 'GET', '/servicekey', 200],
    ['a refusal', 'GET', '/servicekey/00000000-0000-4000-8000-000000000000', 404]
  ] as const)('of %s is logged in milliseconds', async (_what, method, path, status) => {
    isSlow = true
    const begin = performance.now()
    const reply = await emulator.api(method, path)
    const atMost = performance.now() - begin
    isSlow = false
    expect(reply.status).toBe(status)
    const duration = logged(reply.headers['x-request-id'])
    expect(duration).toBeGreaterThanOrEqual(slowness)
    expect(duration).toBeLessThanOrEqual(atMost)
  })

  it('is the same on the page, to a tenth of a millisecond', async () => {
    const reply = await emulator.api('GET', '/random?length=8')
    const { body } = await emulator.client.request('GET', '/page/operations.json')
    const { operationId, durationMs } = body.operations.at(-1)
    expect(operationId).toBe('GenerateRandomBytes')
    expect(Math.abs(durationMs - Number(logged(reply.headers['x-request-id'])))).toBeLessThanOrEqual(0.051)
    expect(body.operations.filter((entry: { durationMs: number }) => entry.durationMs >= slowness)).toHaveLength(3)
  })
})
