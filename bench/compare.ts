// One row measured on two servers in turn: short slices A B B A, so that whatever else the
// machine does falls on both alike.

import type { Connections, LoadRequest } from './connections.js'
import { processorTime } from './process-cost.js'
import { ascending, median, percentile } from './statistics.js'

export interface Side {
  readonly pid: number
  readonly connections: Connections
}

/** Latencies in milliseconds; processor time of the server in microseconds a request. */
export interface Figures {
  readonly requestsPerSecond: number
  readonly p50: number
  readonly p99: number
  readonly cpuMicroseconds: number
}

export interface Comparison {
  readonly okms: Figures
  readonly bare: Figures
  /**
   * The server compared with the bare one: 1 is equal, less is worse (fewer requests,
   * longer waits, more processor time).
   */
  readonly ratio: Figures
}

export interface Slice {
  readonly rate: number
  readonly latencies: readonly number[]
  readonly cpu: number
}

/**
 * `slices` for each side, each `milliseconds` long. Rates and the ratio of rates are medians over the slices;
 * percentiles are over all requests.
 */
export async function compare (
  sides: { readonly okms: Side, readonly bare: Side },
  request: LoadRequest,
  { slices, milliseconds }: { readonly slices: number, readonly milliseconds: number }
): Promise<Comparison> {
  const taken: { okms: Slice[], bare: Slice[] } = { okms: [], bare: [] }
  for (let index = 0; index < slices; index++) {
    for (const side of index % 2 === 0 ? ['okms', 'bare'] as const : ['bare', 'okms'] as const) {
      taken[side].push(await takeSlice(sides[side], request, milliseconds))
    }
  }
  const okms = figures(taken.okms)
  const bare = figures(taken.bare)
  const ratio = {
    requestsPerSecond: median(taken.okms.map(({ rate }, index) => rate / (taken.bare[index]?.rate ?? NaN))),
    p50: bare.p50 / okms.p50,
    p99: bare.p99 / okms.p99,
    cpuMicroseconds: bare.cpuMicroseconds / okms.cpuMicroseconds
  }
  return { okms, bare, ratio }
}

export async function takeSlice (
  { pid, connections }: Side, request: LoadRequest, milliseconds: number
): Promise<Slice> {
  const before = processorTime(pid)
  const { elapsed, latencies } = await connections.run(request, milliseconds)
  return { rate: latencies.length / elapsed * 1000, latencies, cpu: processorTime(pid) - before }
}

export function figures (slices: readonly Slice[]): Figures {
  const latencies = ascending(slices.flatMap((slice) => slice.latencies))
  return {
    requestsPerSecond: median(slices.map(({ rate }) => rate)),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    cpuMicroseconds: slices.reduce((sum, { cpu }) => sum + cpu, 0) / latencies.length
  }
}
