// The known name nearest to a mistyped one, for messages that help.

/**
 * Undefined when none is close: more than a third of the letters (at least one, for short
 * names two) would have to change.
 */
export function didYouMean (typed: string, known: readonly string[]): string | undefined {
  const allowed = Math.max(2, Math.floor(typed.length / 3))
  const ranked = known
    .map((name) => ({ name, distance: name.startsWith(typed) && typed.length >= 3 ? 0 : editDistance(typed, name) }))
    .filter(({ name, distance }) => distance <= allowed && distance < name.length)
    .sort((a, b) => a.distance - b.distance)
  return ranked[0]?.name
}

/** Optimal string alignment distance: insertions, deletions, changed letters and swapped neighbours, one each. */
export function editDistance (a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current.push(Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Infinity
      ))
    }
    beforeLast = last
    last = current
  }
  return at(last, b.length)
}

const at = (row: readonly number[], column: number): number => row[column] ?? Infinity
