// The texts of --help, made from the tables of commands, options and exit codes.

import { environmentName, type Option } from '../options.js'
import type { Command } from './command.js'
import { exitCodes } from './exit-codes.js'

const program = 'okms-emulator'

/** `--help` without a command. */
export function generalHelp (commands: readonly Command[]): string {
  return `${program}: the OVHcloud KMS on your own machine

Usage: ${program} COMMAND [options]

Commands:
${columns(commands.map(({ name, summary }) => [name, summary]))}

  ${program} COMMAND --help   options of a command
  ${program} --version        version of this program
`
}

/** `COMMAND --help`. */
export function commandHelp (command: Command): string {
  const paragraphs = (command.notes ?? []).map((note) => `\n${note}\n`).join('')
  return `${command.summary}

Usage: ${program} ${command.name} ${command.usage}

Options:
${command.options.map(optionHelp).join('\n')}
${columns([['--help', 'This text']])}
${paragraphs}
A flag is stronger than its environment variable, which is stronger than the configuration file.

Exit codes:
${columns(exitCodes.map(({ code, meaning }) => [String(code), meaning]))}
`
}

function optionHelp (option: Option<unknown>): string {
  return `  ${flagOf(option)}${option.many ? '  (repeatable)' : ''}
      ${option.summary}
      accepts ${option.accepts}; default: ${option.default}${environmentHelp(option)}`
}

const environmentHelp = (option: Option<unknown>) => option.flagOnly === true ? '' : `\n      environment ${environmentName(option)}`

/** `--port PORT`. */
export function flagOf (option: Option<unknown>): string {
  return `--${option.name}${option.placeholder === null ? '' : ` ${option.placeholder}`}`
}

function columns (rows: ReadonlyArray<readonly [string, string]>): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join('\n')
}
