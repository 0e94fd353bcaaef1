// What is counted of each request, and of handshakes.

import { describe, expect, it } from 'vitest'
import { createMetrics, latencyBounds } from '../../src/services/metrics.js'

describe('operation', () => {
  it('counts by operation, by class of status, and by latency', () => {
    const metrics = createMetrics()
    metrics.operation('Sign', 200, 0.25)
    metrics.operation('Sign', 204, 0.26)
    metrics.operation('Sign', 404, 1)
    metrics.operation('Encrypt', 503, 60_000)
    const sign = metrics.operations.get('Sign')
    expect([sign?.answers[2], sign?.answers[4], sign?.answers[5], sign?.milliseconds]).toEqual([2, 1, undefined, 1.51])
    expect(sign?.latencies.slice(0, 3)).toEqual([1, 1, 1])
    const encrypt = metrics.operations.get('Encrypt')
    expect(encrypt?.answers[5]).toBe(1)
    expect(encrypt?.latencies[latencyBounds.length]).toBe(1)
  })

  it('has one name for all that calls no operation', () => {
    const metrics = createMetrics()
    metrics.operation(undefined, 200, 1)
    metrics.operation(undefined, 404, 1)
    expect([...metrics.operations.keys()]).toEqual(['none'])
  })
})

it('counts rejected handshakes by cause', () => {
  const metrics = createMetrics()
  for (const cause of ['timeout', 'cipher', 'timeout']) metrics.handshakeRejected(cause)
  expect(Object.fromEntries(metrics.rejectedHandshakes)).toEqual({ timeout: 2, cipher: 1 })
})
