// Reads `VERB [WORD] [options]` of a command that administers a server: the verb and its arguments.

import { startFailure, startFailures, type StartFailure } from '../../domain/errors/start-failures.js'
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

/** Throws StartFailure (UsageWrong). @param optionsOf All options of a verb. */
export function readArguments (
  noun: Noun, [word, ...flags]: readonly string[], optionsOf: (verb: Verb) => readonly Option<unknown>[]
): VerbArguments {
  const verb = noun.verbs.find(({ name }) => name === word)
  if (verb === undefined) throw wrongVerb(noun.name, noun.verbs.map(({ name }) => name), word)
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

/** For a word that is no verb of the command. */
export function wrongVerb (command: string, verbs: readonly string[], word: string | undefined): StartFailure {
  return wrong(`${complaint(command, verbs, word)} accepted: ${verbs.map((verb) => `${command} ${verb}`).join(', ')}`)
}

function complaint (command: string, verbs: readonly string[], word: string | undefined): string {
  if (word === undefined) return `${command}: a verb is missing;`
  if (word.startsWith('-')) return `${command} ${word}: the verb comes before its options;`
  const meant = suggestVerb(word, verbs)
  return `${command} ${word}: unknown verb${meant === undefined ? '' : `, did you mean ${command} ${meant}?`};`
}

/** Throws StartFailure (UsageWrong) for repeated options and for missing required ones. */
export function checkCounts (counts: readonly Count[], given: (option: Option<unknown>) => number): void {
  const problems = counts
    .map(({ option, min = 0, max }) => ({ option, min, max, got: given(option) }))
    .filter(({ min, max, got }) => got < min || got > max)
    .map(({ option, min, max, got }) => `--${option.name}: got ${got === 0 ? 'none' : `${got} of them`}; accepted: ${min === 0 ? 'at most' : `${min} to`} ${max}, each ${option.accepts}`)
  if (problems.length > 0) throw startFailure(startFailures.UsageWrong, problems)
}
