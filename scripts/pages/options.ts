// docs/options.md, from the tables of commands, options and exit codes.

import { commands } from '../../src/cli/commands.js'
import { exitCodes } from '../../src/cli/exit-codes.js'
import { flagOf } from '../../src/cli/help.js'
import { environmentName, everyOption, type Option } from '../../src/options.js'
import { code, table } from './markdown.js'

export function optionsPage (): string {
  return `<!-- Made by \`npm run generate\` from src/options.ts and src/cli/. Do not edit. -->

# Options

## Commands

${table(['Command', 'What it does', 'Its flags'], commands.map(({ name, summary, options }) => [code(name), summary, options.length === everyOption.length ? 'all below' : options.map((option) => code(`--${option.name}`)).join(', ')]))}

\`--help\` and \`--version\` work everywhere; \`COMMAND --help\` shows the options of one command.

## Options of serve

${table(['Flag', 'Environment', 'What it does', 'Accepts', 'Default'], everyOption.map(row))}

A flag is stronger than its environment variable, which is stronger than the configuration file, which is stronger than the default.

- Flags: \`--port 9000\` or \`--port=9000\`; a switch is turned off by \`--no-ephemeral\`. Of a flag given twice the last counts, unless it is repeatable.
- Environment: several values are separated by commas. An empty variable counts as none.
- File: a JSON object whose members are named as the flags, several values as an array. Paths in it are relative to the file:

  \`\`\`json
  { "port": 9000, "host": ["0.0.0.0"], "server-name": ["kms"], "ephemeral": true }
  \`\`\`

Everything that is wrong is reported at once, each problem on its line, and the exit code is 2.

## Folders

In a checkout of this repository the folders are \`./data\`, \`./certs\` and \`./pki\`. Run from anywhere else, such as a project that has the package installed,
they are in \`./.okms-emulator/\`, which gets a \`.gitignore\` of its own, as there are private keys in it.

Clients need the certificate folder alone (\`--certs\`); mount or copy nothing else for them. The pki folder (\`--pki\`) has mode 0700 and is the server's:
the keys of the CA, of the server and of its tokens, and the admin certificate. A certificate folder of an earlier version, which had all of them, is
split at the next start.

## Output

When \`serve\` is ready it writes to standard output: on a terminal a short text, elsewhere exactly one JSON line with \`"event":"ready"\`, \`endpoint\`,
\`okmsId\`, \`certs\` and \`pki\` (the folders), \`port\`, \`pid\` and \`files\` (paths of the client files). The log goes to standard error, so that a program which waits for
the ready line reads one line and is done, and a pipe that nobody reads any more never holds up the server. Colours appear on a terminal only, and never with \`NO_COLOR\`.

SIGTERM and SIGINT end \`serve\`: it takes no more requests, finishes those at work and closes within a second. A second signal ends it at once.

## Exit codes

${table(['Code', 'Meaning'], exitCodes.map(({ code: number, meaning }) => [String(number), meaning]))}
`
}

function row (option: Option<unknown>): string[] {
  return [code(flagOf(option)) + (option.many ? ' (repeatable)' : ''), code(environmentName(option)), option.summary, option.accepts, option.default]
}
