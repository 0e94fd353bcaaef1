// Whether two patterns have a text in common.

/** Whether some text fits both patterns. `*` stands for any number of characters. */
export function haveCommonText (one: string, other: string): boolean {
  // Whether the rest of `one` from the current position and the rest of `other` from each position have one.
  let next: readonly boolean[] = []
  for (let index = one.length; index >= 0; index--) {
    const current: boolean[] = []
    for (let place = other.length; place >= 0; place--) {
      const [a, b] = [one[index], other[place]]
      current[place] = (a === undefined && b === undefined) ||
        (a === '*' && (next[place] === true || (b !== undefined && current[place + 1] === true))) ||
        (b === '*' && (current[place + 1] === true || (a !== undefined && next[place] === true))) ||
        (a !== undefined && a === b && next[place + 1] === true)
    }
    next = current
  }
  return next[0] === true
}
