// Problems of a seed: collected, and refused together with their positions.

import { refusal, type DomainError } from '../../domain/errors/domain-error.js'
import { seedErrors } from '../../domain/errors/control/seeds.js'

/** A part of a seed, such as `domains[0].keys[1].size`; empty for all of it. */
export type SeedPath = string

export interface SeedProblem {
  readonly path: SeedPath
  readonly text: string
}

/** Where a part is in the text, such as `seed.yaml:12:7`. */
export type PositionOf = (path: SeedPath) => string

/** Largest number of problems that are listed. */
const listedProblems = 50

/** What is wrong with one item; the others are still looked at. */
export class SeedFault extends Error {
  readonly problems: readonly SeedProblem[]

  constructor (problems: readonly SeedProblem[]) {
    super('a part of the seed is refused')
    this.problems = problems
  }
}

/** SeedInvalid, with the position of each problem. */
export function seedRefusal (
  problems: ReadonlyArray<SeedProblem & { readonly position: string }>
): DomainError {
  const listed = problems.slice(0, listedProblems).map(({ path, text, position }) => ({
    place: { name: path === '' ? 'content' : path, path: path === '' ? position : `${position} ${path}` }, text
  }))
  const more = problems.length - listed.length
  return refusal(seedErrors.SeedInvalid, more === 0 ? listed : [...listed, { text: `${more} more problems` }])
}
