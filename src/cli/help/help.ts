// The texts of --help, made from the tables of commands, options and exit codes.

import { environmentName, type Option } from '../../config/options.js'
import type { Command } from '../command.js'
import { twoColumns, wrap } from './wrap.js'

const program = 'okms-emulator'

/** `--help` without a command. `columns` is the width of the text. */
export function generalHelp (commands: readonly Command[], columns: number): string {
  return text([
    ...wrap(`${program}: the OVHcloud KMS on your own machine`, columns),
    '',
    ...wrap(`Usage: ${program} COMMAND [options]`, columns, { rest: '    ' }),
    '',
    'Commands:',
    ...twoColumns(commands.map(({ name, summary }) => [name, summary]), columns),
    '',
    ...twoColumns([
      [`${program} COMMAND --help`, 'options and exit codes of a command'],
      [`${program} --version`, 'version of this program']
    ], columns)
  ])
}

/** `COMMAND --help`. */
export function commandHelp (command: Command, columns: number): string {
  const hasVariables = command.options.some(({ flagOnly }) => flagOnly !== true)
  return text([
    ...wrap(command.summary, columns),
    '',
    ...wrap(`Usage: ${program} ${command.name} ${command.usage}`, columns, { rest: '    ' }),
    '',
    'Options:',
    ...command.options.flatMap((option) => optionHelp(option, columns)),
    ...optionLines('--help', 'Show this text', columns),
    ...(command.notes ?? []).flatMap((note) => ['', ...note.split('\n').flatMap((line) => noteLines(line, columns))]),
    ...(hasVariables ? ['', ...wrap('Flags override environment variables, which override the configuration file.', columns)] : []),
    '',
    'Exit codes:',
    ...twoColumns(command.exitCodes.map(({ code, meaning }) => [String(code), meaning]), columns)
  ])
}

const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')

function optionHelp (option: Option<unknown>, columns: number): string[] {
  const variable = option.flagOnly === true ? [] : [`environment: ${environmentName(option)}`]
  return [
    ...optionLines(`${flagOf(option)}${option.many ? '  (repeatable)' : ''}`, option.summary, columns),
    ...[`accepts: ${option.accepts}`, `default: ${option.default}`, ...variable]
      .flatMap((line) => wrap(line, columns, { first: optionIndent, rest: `${optionIndent}  ` }))
  ]
}

const optionIndent = ' '.repeat(6)

function optionLines (flag: string, summary: string, columns: number): string[] {
  return [`  ${flag}`, ...wrap(summary, columns, { first: optionIndent })]
}

/** The continuation of a command line in a note is indented. */
function noteLines (line: string, columns: number): string[] {
  const [indent = ''] = /^ */.exec(line) ?? []
  return wrap(line, columns, { first: indent, rest: line.startsWith(program) ? '    ' : indent })
}

/** `--port PORT`. */
export function flagOf (option: Option<unknown>): string {
  return `--${option.name}${option.placeholder === null ? '' : ` ${option.placeholder}`}`
}
