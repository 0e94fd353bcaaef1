// Reads `VERB [WORD] [options]` of a command that administers a server: the verb and its arguments.

import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { fromFlags } from '../../config/option-sources.js'
import type { Option } from '../../config/options.js'
import type { Noun } from './nouns.js'
import type { Count, Verb } from './verbs.js'
import { suggestVerb } from '../help/suggest.js'

export interface VerbArguments {
  readonly verb: Verb
  /** Empty when there is none. */
  readonly id: string
  readonly flags: readonly string[]
}

const wrong = (problem: string) => startFailure(startFailures.UsageWrong, [problem])

const verbList = (noun: Noun) => noun.verbs.map(({ name }) => `${noun.name} ${name}`).join(', ')

/** Throws StartFailure (UsageWrong). @param optionsOf All options of a verb. */
export function readArguments (
  noun: Noun, [word, ...flags]: readonly string[], optionsOf: (verb: Verb) => readonly Option<unknown>[]
): VerbArguments {
  const verb = noun.verbs.find(({ name }) => name === word)
  if (verb === undefined) throw wrong(`${complaint(noun, word)} accepted: ${verbList(noun)}`)
  const { takes } = verb
  if (takes === undefined) return { verb, id: '', flags }
  const label = `${noun.name} ${verb.name}: ${takes.placeholder}`
  const [text] = fromFlags(flags, optionsOf(verb)).positionals
  if (text === undefined) {
    if (takes.optional === true) return { verb, id: '', flags }
    throw wrong(`${label} is missing; accepted: ${takes.accepts}`)
  }
  const id = takes.read(text)
  if (id === undefined) throw wrong(`${label}: got ${JSON.stringify(text)}; accepted: ${takes.accepts}`)
  return { verb, id, flags }
}

function complaint (noun: Noun, word: string | undefined): string {
  if (word === undefined) return `${noun.name}: a verb is missing;`
  if (word.startsWith('-')) return `${noun.name} ${word}: the verb comes before its options;`
  const meant = suggestVerb(word, noun.verbs.map(({ name }) => name))
  return `${noun.name} ${word}: unknown verb${meant === undefined ? '' : `, did you mean ${noun.name} ${meant}?`};`
}

/** Throws StartFailure (UsageWrong) for repeated options and for missing required ones. */
export function checkCounts (counts: readonly Count[], given: (option: Option<unknown>) => number): void {
  const problems = counts
    .map(({ option, min = 0, max }) => ({ option, min, max, got: given(option) }))
    .filter(({ min, max, got }) => got < min || got > max)
    .map(({ option, min, max, got }) => `--${option.name}: got ${got === 0 ? 'none' : `${got} of them`}; accepted: ${min === 0 ? 'at most' : `${min} to`} ${max}, each ${option.accepts}`)
  if (problems.length > 0) throw startFailure(startFailures.UsageWrong, problems)
}
