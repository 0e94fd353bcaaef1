// What is made of an object that does not change, made once and kept for as long as the object is.

export function madeOnce<From extends object, Made extends NonNullable<unknown>> (make: (from: From) => Made): (from: From) => Made {
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
