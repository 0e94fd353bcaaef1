// A value derived from an immutable object: computed once, and kept as long as the object.

/** @param make Whatever else it takes must be the same for the same object. */
export function memoize<From extends object, Rest extends unknown[], Made extends NonNullable<unknown>> (
  make: (from: From, ...rest: Rest) => Made
): (from: From, ...rest: Rest) => Made {
  const made = new WeakMap<From, Made>()
  return (from, ...rest) => {
    let ready = made.get(from)
    if (ready === undefined) {
      ready = make(from, ...rest)
      made.set(from, ready)
    }
    return ready
  }
}
