// What a mutation run has found so far: in memory, and in a file of JSON lines that a later run continues.

import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { Mutation } from './mutation.js'

type Line =
  | { readonly passes: string }
  | { readonly mutation: string, readonly fault: string, readonly caughtBy?: string }

/** What was tried: the mutation and its tests, so that a row with another test is run again. */
const identityOf = ({ file, text, replacement, tests }: Mutation): string =>
  JSON.stringify([file, text, replacement, tests])

export interface Results {
  /** Test files that pass without any mutation. */
  readonly passes: ReadonlySet<string>
  readonly addPass: (file: string) => void
  /** `caughtBy`: the test that failed. */
  readonly add: (mutation: Mutation, caughtBy: string | undefined) => void
  readonly has: (mutation: Mutation) => boolean
  readonly survived: (mutation: Mutation) => boolean
}

export function openResults (file: string | undefined): Results {
  const passes = new Set<string>()
  const caughtBy = new Map<string, string | undefined>()
  const known = file !== undefined && existsSync(file)
    ? readFileSync(file, 'utf8').split('\n').filter((line) => line !== '')
    : []
  for (const text of known) {
    const line = JSON.parse(text) as Line
    if ('passes' in line) passes.add(line.passes)
    else caughtBy.set(line.mutation, line.caughtBy)
  }
  const write = (line: Line) => { if (file !== undefined) appendFileSync(file, `${JSON.stringify(line)}\n`) }
  return {
    passes,
    addPass (path) {
      passes.add(path)
      write({ passes: path })
    },
    add (mutation, test) {
      const identity = identityOf(mutation)
      caughtBy.set(identity, test)
      write({ mutation: identity, fault: mutation.fault, ...test !== undefined && { caughtBy: test } })
    },
    has: (mutation) => caughtBy.has(identityOf(mutation)),
    survived: (mutation) => caughtBy.has(identityOf(mutation)) && caughtBy.get(identityOf(mutation)) === undefined
  }
}
