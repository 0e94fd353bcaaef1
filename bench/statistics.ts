// Medians and percentiles of measured samples.

/** Nearest-rank percentile of samples in ascending order; `share` from 0 to 1. NaN of no samples. */
export function percentile (ascending: readonly number[], share: number): number {
  const rank = Math.max(1, Math.ceil(ascending.length * share))
  return ascending[rank - 1] ?? NaN
}

export function ascending (samples: Iterable<number>): number[] {
  return [...samples].sort((a, b) => a - b)
}

/** Middle sample, or the mean of the two in the middle. */
export function median (samples: Iterable<number>): number {
  const sorted = ascending(samples)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? percentile(sorted, 0.5) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}
