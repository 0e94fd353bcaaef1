// A value derived from an immutable object: computed once, and kept as long as the object.

export function memoize<From extends object, Made extends NonNullable<unknown>> (make: (from: From) => Made): (
  from: From
) => Made {
  const made = new WeakMap<From, Made>()
  return (from) => {
    let ready = made.get(from)
    if (ready === undefined) {
      ready = make(from)
      made.set(from, ready)
    }
    return ready
  }
}
