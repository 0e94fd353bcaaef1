// Counts of what the server did, for the metrics page. They contain no names and no ids.

// Counters of our own, because counting is a part of every request: this takes less than 0.1 microseconds. The page
// turns them into metrics when it is read.

/** What one operation did. */
export interface OperationCounts {
  /** Answers, by the first digit of their status. */
  readonly answers: readonly number[]
  /** Answers, by the first of `latencyBounds` that they kept; the slowest come last. */
  readonly latencies: readonly number[]
  /** Of all answers together. */
  readonly milliseconds: number
}

/** Milliseconds. */
export const latencyBounds = [0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000] as const

export interface Metrics {
  /** @param operationId Undefined for pages, and for requests that call no operation. */
  operation (operationId: string | undefined, status: number, milliseconds: number): void
  handshakeRejected (cause: string): void
  /** By operationId. */
  readonly operations: ReadonlyMap<string, OperationCounts>
  /** By cause. */
  readonly rejectedHandshakes: ReadonlyMap<string, number>
}

/** The name for what calls no operation. */
const noOperation = 'none'

export function createMetrics (): Metrics {
  const operations = new Map<string, { answers: number[], latencies: number[], milliseconds: number }>()
  const rejectedHandshakes = new Map<string, number>()

  function added (operationId: string) {
    const counts = { answers: [], latencies: [], milliseconds: 0 }
    operations.set(operationId, counts)
    return counts
  }

  return {
    operations,
    rejectedHandshakes,

    operation (operationId = noOperation, status, milliseconds) {
      const counts = operations.get(operationId) ?? added(operationId)
      const bound = latencyBounds.findIndex((bound) => milliseconds <= bound)
      increment(counts.answers, Math.floor(status / 100))
      increment(counts.latencies, bound === -1 ? latencyBounds.length : bound)
      counts.milliseconds += milliseconds
    },

    handshakeRejected (cause) {
      rejectedHandshakes.set(cause, (rejectedHandshakes.get(cause) ?? 0) + 1)
    }
  }
}

function increment (counts: number[], at: number): void {
  counts[at] = (counts[at] ?? 0) + 1
}
