// The metrics in the text format of Prometheus. The first reader loads this, so that other servers start without
// prom-client and observe nothing for it.

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry, type Metric } from 'prom-client'
import { rsaSizes, type RsaSize } from '../../domain/keys/algorithms.js'
import { keyStates } from '../../domain/keys/key-state.js'
import type { Inventory } from '../../services/inventory.js'
import { latencyBounds, type Metrics, type OperationCounts } from '../../services/metrics.js'

export interface Measured {
  readonly metrics: Pick<Metrics, 'operations' | 'rejectedHandshakes'>
  readonly inventory: () => Inventory
  /** RSA keys of this size that are generated ahead. */
  readonly rsaKeysAhead: (size: RsaSize) => number
}

/** Processor time, memory, event loop and garbage collection: of the process, whatever servers are in it. */
const ofProcess = new Registry()
collectDefaultMetrics({ register: ofProcess })

/** The metrics of one server are not in the registry that prom-client has for all of a program. */
const registers: Registry[] = []

/** Returns what gives the text, with the numbers of that moment. */
export function createPrometheusText ({ metrics, inventory, rsaKeysAhead }: Measured): () => Promise<string> {
  let now = inventory()
  const measured: readonly Metric[] = [
    new Counter({
      name: 'okms_emulator_operations_total',
      help: 'Answered requests by operation and class of status; operation "none" is pages and requests that call none.',
      labelNames: ['operation', 'result'],
      registers,
      collect () {
        this.reset()
        for (const [operation, { answers }] of metrics.operations) {
          answers.forEach((count, digit) => { this.inc({ operation, result: `${digit}xx` }, count) })
        }
      }
    }),
    latencyHistogram(metrics.operations),
    new Counter({
      name: 'okms_emulator_rejected_handshakes_total',
      help: 'Connections that ended before a request, by cause.',
      labelNames: ['cause'],
      registers,
      collect () {
        this.reset()
        for (const [cause, count] of metrics.rejectedHandshakes) this.inc({ cause }, count)
      }
    }),
    new Gauge({
      name: 'okms_emulator_domains',
      help: 'Okms domains.',
      registers,
      collect () { this.set(now.domains) }
    }),
    new Gauge({
      name: 'okms_emulator_keys',
      help: 'Service keys by state, over all domains.',
      labelNames: ['state'],
      registers,
      collect () { for (const state of keyStates) this.set({ state }, now.keys[state]) }
    }),
    new Gauge({
      name: 'okms_emulator_secrets',
      help: 'Secrets, over all domains.',
      registers,
      collect () { this.set(now.secrets) }
    }),
    new Gauge({
      name: 'okms_emulator_rsa_keys_ahead',
      help: 'RSA keys that are generated ahead, by size in bits; all servers of the process share them.',
      labelNames: ['size'],
      registers,
      collect () { for (const size of rsaSizes) this.set({ size }, rsaKeysAhead(size)) }
    })
  ]
  const ofServer = new Registry()
  for (const metric of measured) ofServer.registerMetric(metric)
  return async () => {
    now = inventory()
    return await Registry.merge([ofServer, ofProcess]).metrics()
  }
}

/** A histogram of prom-client observes one by one; the counts are there already, so this one reads them instead. */
function latencyHistogram (operations: ReadonlyMap<string, OperationCounts>): Histogram {
  const name = 'okms_emulator_operation_duration_seconds'
  const help = 'From the head of a request to its answer, by operation.'
  const buckets = latencyBounds.map(seconds)

  function samples ([operation, { latencies, milliseconds }]: readonly [string, OperationCounts]) {
    let count = 0
    const cumulated = [...buckets, '+Inf'].map((le, index) => {
      count += latencies[index] ?? 0
      return { metricName: `${name}_bucket`, labels: { le, operation }, value: count }
    })
    return [
      ...cumulated,
      { metricName: `${name}_sum`, labels: { operation }, value: seconds(milliseconds) },
      { metricName: `${name}_count`, labels: { operation }, value: count }
    ]
  }

  return Object.assign(new Histogram({ name, help, labelNames: ['operation'], buckets, registers }), {
    getForPromString: () => Promise.resolve({ name, help, type: 'histogram', values: [...operations].flatMap(samples) })
  })
}

const seconds = (milliseconds: number): number => milliseconds / 1000
