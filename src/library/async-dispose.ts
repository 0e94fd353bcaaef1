// The symbol of `await using`.

/** Where a realm has no such symbol, as Jest's on Node 20, compilers put the registered one in its place. */
export function asyncDispose (): typeof Symbol.asyncDispose {
  const { asyncDispose: known }: { readonly asyncDispose?: typeof Symbol.asyncDispose } = Symbol
  return known ?? Symbol.for('Symbol.asyncDispose') as typeof Symbol.asyncDispose
}
