// A mutation: one small fault that a change could bring into the code, and the tests that must notice it.

export interface Mutation {
  /** The fault, in a few words. */
  readonly fault: string
  /** Name of the file of src, without its folder, so that a file may move. Several files may have the name. */
  readonly file: string
  /** Occurs once in all files of that name. */
  readonly text: string
  readonly replacement: string
  /** Names of test files, without folder and `.test.ts`. Every file of that name is run. */
  readonly tests: readonly string[]
  /**
   * Why the tests do not notice it, where the mutated code behaves the same or does no harm. Printed with the result.
   */
  readonly survives?: string
}

/** Fault, text, replacement, and other tests than those of the group. */
type Row = readonly [fault: string, text: string, replacement: string, tests?: readonly string[]]

/** The mutations of one file, most of which the same tests notice. */
export const mutationsOf = (file: string, tests: readonly string[], rows: readonly Row[]): Mutation[] =>
  rows.map(([fault, text, replacement, others]) => ({ fault, file, text, replacement, tests: others ?? tests }))
