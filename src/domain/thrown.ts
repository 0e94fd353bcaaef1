// What was thrown, read without `instanceof Error`: a test runner such as Jest runs code in a realm of its own, whose Error is not the one
// of which Node makes its errors.

const memberOf = (thrown: unknown, name: 'message' | 'code' | 'stack'): string | undefined => {
  const value: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, name) : undefined
  return typeof value === 'string' ? value : undefined
}

/** The text of an error; anything else as a text. */
export const messageOf = (thrown: unknown): string => memberOf(thrown, 'message') ?? String(thrown)

/** Such as `ENOENT`; undefined when there is none. */
export const codeOf = (thrown: unknown): string | undefined => memberOf(thrown, 'code')

/** Message and stack of an error; anything else as a text. */
export const stackOf = (thrown: unknown): string => memberOf(thrown, 'stack') ?? messageOf(thrown)

/** Whether the operating system refused something, such as to open a file. */
export const isSystemError = (thrown: unknown): thrown is Error & { readonly code: string } =>
  codeOf(thrown) !== undefined && typeof thrown === 'object' && thrown !== null && 'syscall' in thrown
