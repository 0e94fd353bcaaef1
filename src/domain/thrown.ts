// Reads thrown values without `instanceof Error`: a test runner such as Jest runs code in a separate realm, whose Error
// differs from that of the errors that Node creates.

const memberOf = (thrown: unknown, name: 'message' | 'code' | 'stack'): string | undefined => {
  const value: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, name) : undefined
  return typeof value === 'string' ? value : undefined
}

/** The text of an error; anything else as a text. */
export const messageOf = (thrown: unknown): string => memberOf(thrown, 'message') ?? String(thrown)

/** The error code, such as `ENOENT`; undefined when there is none. */
export const codeOf = (thrown: unknown): string | undefined => memberOf(thrown, 'code')

/** Message and stack of an error; anything else as a text. */
export const stackOf = (thrown: unknown): string => memberOf(thrown, 'stack') ?? messageOf(thrown)

/** Whether the error comes from the operating system, for example when it cannot open a file. */
export const isSystemError = (thrown: unknown): thrown is Error & { readonly code: string } =>
  codeOf(thrown) !== undefined && typeof thrown === 'object' && thrown !== null && 'syscall' in thrown
