// Health and metrics as routes: readiness, liveness, metrics that are off, and pages of other origins.

import { fastify } from 'fastify'
import { describe, expect, it } from 'vitest'
import { serveMonitoring, type MonitoringOptions } from '../../../src/admin/monitoring/monitoring-routes.js'
import { DomainError } from '../../../src/domain/errors/domain-error.js'
import { errorStatus } from '../../../src/http/reply/error-status.js'
import { createValidatorCompiler } from '../../../src/http/validation/validation.js'
import { createMetrics } from '../../../src/services/metrics.js'

const nothing = {
  metrics: createMetrics(),
  inventory: () => ({
    domains: 0,
    secrets: 0,
    keys: { pre_active: 0, active: 0, deactivated: 0, compromised: 0, destroyed: 0, destroyed_compromised: 0 }
  }),
  rsaKeysAhead: () => 0
}

function appWith (options: Partial<MonitoringOptions> = {}) {
  const app = fastify()
  app.setValidatorCompiler(createValidatorCompiler())
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof DomainError)) throw error
    void reply.code(errorStatus(error.kind)).send(error.message)
  })
  serveMonitoring(app, { ready: () => true, measured: nothing, ...options })
  return app
}

describe('health', () => {
  it.each([
    { ready: true, query: '', status: 200 },
    { ready: false, query: '', status: 503 },
    { ready: false, query: '?check=ready', status: 503 },
    { ready: false, query: '?check=live', status: 200 }
  ])('answers $status to $query where ready is $ready', async ({ ready, query, status }) => {
    const reply = await appWith({ ready: () => ready }).inject(`/_emulator/health${query}`)
    expect([reply.statusCode, reply.json()]).toEqual([status, { live: true, ready }])
    expect(reply.headers['cache-control']).toBe('no-store')
  })

  it('follows the server while it starts and stops', async () => {
    let ready = false
    const app = appWith({ ready: () => ready })
    const status = async () => (await app.inject('/_emulator/health')).statusCode
    const seen = [await status()]
    ready = true
    seen.push(await status())
    ready = false
    expect([...seen, await status()]).toEqual([503, 200, 503])
  })
})

describe('metrics', () => {
  it('are text of the format of Prometheus', async () => {
    const { statusCode, headers, body } = await appWith().inject('/_emulator/metrics')
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
    const sample = /^[a-z0-9_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? (Nan|[+-]?(\d+(\.\d+)?(e[+-]?\d+)?|Inf))$/
    expect(body.split('\n').filter((line) => line !== '' && !/^# (HELP|TYPE) /.test(line) && !sample.test(line)))
      .toEqual([])
    expect(body).toContain('process_resident_memory_bytes')
  })

  it('are not found where they are off', async () => {
    const { statusCode, body } = await appWith({ measured: undefined }).inject('/_emulator/metrics')
    expect([statusCode, body]).toEqual([404, expect.stringContaining('--metrics off')])
  })

  it('are those of one server, twice in a process', async () => {
    const [one, other] = [createMetrics(), createMetrics()]
    one.operation('Sign', 200, 1)
    const texts = await Promise.all([one, other].map(async (metrics) =>
      (await appWith({ measured: { ...nothing, metrics } }).inject('/_emulator/metrics')).body))
    expect(texts.map((text) => text.includes('operation="Sign"'))).toEqual([true, false])
  })

  it('have buckets that add up', async () => {
    const metrics = createMetrics()
    for (const milliseconds of [0.1, 0.3, 3, 3, 20_000]) metrics.operation('Sign', 200, milliseconds)
    const { body } = await appWith({ measured: { ...nothing, metrics } }).inject('/_emulator/metrics')
    const lines = body.split('\n')
    const value = (sample: string) => Number(lines.find((line) => line.startsWith(`${sample} `))?.split(' ')[1])
    const bucket = (le: string) =>
      value(`okms_emulator_operation_duration_seconds_bucket{le="${le}",operation="Sign"}`)
    expect(['0.00025', '0.0005', '0.0025', '0.005', '10', '+Inf'].map(bucket)).toEqual([1, 2, 2, 4, 4, 5])
    expect(value('okms_emulator_operation_duration_seconds_count{operation="Sign"}')).toBe(5)
    expect(value('okms_emulator_operation_duration_seconds_sum{operation="Sign"}')).toBeCloseTo(20.0064)
  })
})

describe.each(['/_emulator/health', '/_emulator/metrics'])('%s', (url) => {
  it.each([
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' }
  ])('refuses a page that sends %o', async (headers) => {
    expect((await appWith().inject({ url, headers: { host: 'localhost:8443', ...headers } })).statusCode).toBe(403)
  })

  it('lets no page of another origin read it', async () => {
    const { headers } = await appWith().inject({ url, headers: { host: 'localhost:8443' } })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it('answers HEAD without a body', async () => {
    const { statusCode, body } = await appWith().inject({ method: 'HEAD', url })
    expect([statusCode, body]).toEqual([200, ''])
  })
})
