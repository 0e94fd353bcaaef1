// Batches the calls of one turn of the event loop, so that work with a high fixed cost, such as a commit, is done once.

/**
 * @param handle Returns an outcome for each entry, in the same order. If it throws, every call of
 *   the turn rejects with that error.
 */
export function batched<Entry, Outcome> (
  handle: (entries: readonly Entry[]) => readonly Outcome[]
): (entry: Entry) => Promise<Outcome> {
  interface Call {
    readonly entry: Entry
    readonly resolve: (outcome: Outcome) => void
    readonly reject: (error: unknown) => void
  }
  let calls: Call[] = []

  function answer (): void {
    const taken = calls
    calls = []
    try {
      const outcomes = handle(taken.map(({ entry }) => entry))
      taken.forEach(({ resolve }, index) => { resolve(outcomes[index] as Outcome) })
    } catch (error) {
      for (const { reject } of taken) reject(error)
    }
  }

  return (entry) => new Promise((resolve, reject) => {
    // Requests that have arrived are read before the turn is over.
    if (calls.length === 0) setImmediate(answer)
    calls.push({ entry, resolve, reject })
  })
}
