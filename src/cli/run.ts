// Runs one command line: finds the command, answers --help and --version, turns a thrown error
// into a message and an exit code.

import { StartFailure, startFailure, startFailures } from '../domain/errors/start-failures.js'
import { isSystemError, stackOf } from '../domain/thrown.js'
import type { Command, Surroundings } from './command.js'
import { commands as everyCommand } from './commands.js'
import { commandHelp, generalHelp } from './help/help.js'
import { unknownFlagText } from './help/suggest.js'
import { version } from './version.js'
import { columnsOf } from './help/wrap.js'

const unexpected = 1

/** Returns the exit code. Never throws. */
export async function run (
  argv: readonly string[], surroundings: Surroundings, commands: readonly Command[] = everyCommand
): Promise<number> {
  try {
    return await dispatch(argv, surroundings, commands)
  } catch (error) {
    const expected = error instanceof StartFailure
    const text = expected ? error.message : unexpectedText(error)
    surroundings.stderr.write(text.split('\n').map((line) => `okms-emulator: ${line}\n`).join(''))
    return expected ? error.exitCode : unexpected
  }
}

/** The operating system says what it refused; any other error is a fault of this program, which its stack locates. */
function unexpectedText (error: unknown): string {
  return isSystemError(error) ? `unexpected failure: ${error.message}` : `unexpected failure\n${stackOf(error)}`
}

async function dispatch (
  argv: readonly string[], surroundings: Surroundings, commands: readonly Command[]
): Promise<number> {
  const { stdout, stderr } = surroundings
  const print = (text: string): number => {
    stdout.write(text)
    return 0
  }
  const [first, ...rest] = argv
  if (first === undefined) {
    stderr.write(`okms-emulator: a command is missing\n\n${generalHelp(commands, columnsOf(stderr))}`)
    return startFailures.UsageWrong.exitCode
  }
  if (isVersion(first) || first === 'version') return print(`${version()}\n`)
  if (isHelp(first) || (first === 'help' && rest.length === 0)) return print(generalHelp(commands, columnsOf(stdout)))

  const command = first === 'help' ? find(rest, commands) : find(argv, commands)
  const words = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : undefined)
  if (first === 'help' || words.some(isHelp)) return print(commandHelp(command, columnsOf(stdout)))
  const hasOwnVersion = command.options.some(({ name }) => name === 'version')
  if (!hasOwnVersion && words.some(isVersion)) return print(`${version()}\n`)
  return await command.run(rest, surroundings)
}

const isHelp = (word: string) => word === '--help' || word === '-h'
const isVersion = (word: string) => word === '--version' || word === '-v' || word === '-V'

function find (argv: readonly string[], commands: readonly Command[]): Command {
  const [first = '', ...rest] = argv
  const found = commands.find((command) => command.name === first)
  if (found !== undefined) return found
  throw startFailure(startFailures.UsageWrong, [unknownFlagText([first, ...rest], commands), `Commands: ${commands.map((command) => command.name).join(', ')}. More with --help`])
}
