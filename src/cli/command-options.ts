// Options of a single command: they are accepted on its command line only, not in the
// environment or the configuration file.

import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { fromFlags } from '../config/option-sources.js'
import type { Option } from '../config/options.js'

export interface CommandOptions {
  /** The last value given. */
  one<T> (option: Option<T>): T | undefined
  /** Every value given. */
  all<T> (option: Option<T>): readonly T[]
}

/**
 * Throws StartFailure (UsageWrong) for values that are not accepted; loadConfig rejects
 * flags that are not in `accepted`.
 */
export function readCommandOptions (argv: readonly string[], accepted: readonly Option<unknown>[]): CommandOptions {
  const { given } = fromFlags(argv, accepted)
  const problems = accepted.filter(({ flagOnly }) => flagOnly === true).flatMap((option) =>
    (given.get(option.name)?.texts ?? [])
      .filter((text) => option.read(text) === undefined)
      .map((text) => `--${option.name}: got ${JSON.stringify(text)}; accepted: ${option.accepts}`))
  if (problems.length > 0) throw startFailure(startFailures.UsageWrong, problems)

  const all = <T>(option: Option<T>): readonly T[] =>
    (given.get(option.name)?.texts ?? []).map((text) => option.read(text)).filter((value) => value !== undefined)
  return { all, one: (option) => all(option).at(-1) }
}
