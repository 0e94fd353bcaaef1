// Runs one command line: finds the command, answers --help and --version, turns what a command throws into a message and an exit code.

import { didYouMean } from '../did-you-mean.js'
import { StartFailure, startFailure, startFailures } from '../domain/start-failures.js'
import { stackOf } from '../domain/thrown.js'
import type { Command, Surroundings } from './command.js'
import { commands as everyCommand } from './commands.js'
import { commandHelp, generalHelp } from './help.js'
import { version } from './version.js'

const unexpected = 1

/** Gives the exit code. Never throws. */
export async function run (argv: readonly string[], surroundings: Surroundings, commands: readonly Command[] = everyCommand): Promise<number> {
  try {
    return await dispatch(argv, surroundings, commands)
  } catch (error) {
    const expected = error instanceof StartFailure
    const text = expected ? error.message : `unexpected failure\n${stackOf(error)}`
    surroundings.stderr.write(text.split('\n').map((line) => `okms-emulator: ${line}\n`).join(''))
    return expected ? error.exitCode : unexpected
  }
}

async function dispatch (argv: readonly string[], surroundings: Surroundings, commands: readonly Command[]): Promise<number> {
  const print = (text: string): number => {
    surroundings.stdout.write(text)
    return 0
  }
  const [first, ...rest] = argv
  if (first === '--version' || first === '-v' || first === 'version') return print(`${version()}\n`)
  if (first === '--help' || first === '-h' || (first === 'help' && rest.length === 0)) return print(generalHelp(commands))
  if (first === 'help') return print(commandHelp(find(rest[0], commands)))

  const command = find(first, commands)
  const asksForHelp = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : undefined).some((word) => word === '--help' || word === '-h')
  return asksForHelp ? print(commandHelp(command)) : await command.run(rest, surroundings)
}

function find (name: string | undefined, commands: readonly Command[]): Command {
  const found = commands.find((command) => command.name === name)
  if (found !== undefined) return found
  throw startFailure(startFailures.UsageWrong, [`${complaint(name, commands)} Commands: ${commands.map((command) => command.name).join(', ')}. More with --help`])
}

function complaint (name: string | undefined, commands: readonly Command[]): string {
  if (name === undefined) return 'a command is missing.'
  if (name.startsWith('-')) return `${name}: the command stands before its options.`
  const meant = didYouMean(name, commands.map((command) => command.name))
  return `${name}: unknown command${meant === undefined ? '.' : `, did you mean ${meant}?`}`
}
