// docs/options.md, from the tables of commands, options and exit codes.

import { commands } from '../../src/cli/commands.js'
import { flagOf } from '../../src/cli/help/help.js'
import { environmentName, everyOption, type Option } from '../../src/config/options.js'
import { code, table } from './markdown.js'

export function optionsPage (): string {
  return `<!-- Made by \`npm run generate\` from src/config/options.ts and src/cli/. Do not edit. -->

# Options

## Commands

${table(['Command', 'What it does', 'Its flags'], commands.map(({ name, summary, options }) => [code(name), summary, options.length === everyOption.length ? 'all below' : options.map((option) => code(`--${option.name}`)).join(', ')]))}

\`--help\` and \`--version\` (\`-V\`, \`-v\`) work everywhere; \`COMMAND --help\` shows the options and exit codes of one command.

## Options of serve

${table(['Flag', 'Environment', 'What it does', 'Accepts', 'Default'], everyOption.map(row))}

Flags override environment variables, which override the configuration file, which overrides the default.

- Flags: \`--port 9000\` or \`--port=9000\`. A switch is turned on by \`--ephemeral\`, \`--ephemeral true\` or \`--ephemeral=1\`, and off by \`--no-ephemeral\`, \`--ephemeral false\` or \`--ephemeral=0\`. If a flag that is not repeatable is given twice, the last one counts.
- Environment: several values are separated by commas. An empty variable is ignored.
- File: a JSON object whose members have the names of the flags; several values form an array. Paths in it are relative to the file:

  \`\`\`json
  { "port": 9000, "host": ["0.0.0.0"], "server-name": ["kms"], "ephemeral": true }
  \`\`\`

All problems are reported at once, one per line, and the exit code is 2.

## Folders

In a checkout of this repository the folders are \`./data\`, \`./certs\` and \`./pki\`. Run from anywhere else, such as a project that has the package installed,
they are in \`./.okms-emulator/\`, which gets a \`.gitignore\` of its own, as there are private keys in it.

Clients need the certificate folder alone (\`--certs\`); mount or copy nothing else for them. The pki folder (\`--pki\`) has mode 0700 and is the server's:
the keys of the CA, of the server and of its tokens, and the admin certificate. A certificate folder of an earlier version, which had all of them, is
split at the next start.

## Output

When \`serve\` is ready, it writes to standard output: on a terminal a short text, elsewhere exactly one JSON line. Members of that line are only ever added:

${table(['Member', 'What it is'], readyMembers)}

The log goes to standard error. A program that waits for the ready line can therefore stop reading after it, and a pipe that is no longer read does
not block the server. Colours appear on a terminal only, and never with \`NO_COLOR\`.

SIGTERM and SIGINT stop \`serve\`: it accepts no more requests, finishes those in progress and closes within a second. A second signal stops it at once.

## Exit codes

${table(['Code', 'Meaning', 'Commands'], exitCodeRows())}
`
}

const readyMembers = [
  ['`event`', '`ready`'],
  ['`endpoint`', 'URL for clients on this machine: `https://localhost:PORT`, or the first of `--host` where `localhost` does not lead to the server'],
  ['`port`, `hosts`', 'the port, and every address and name that the server listens on'],
  ['`okmsId`', 'the okms domain of the client files'],
  ['`certs`, `pki`', 'the folders, absolute'],
  ['`bootstrap`', 'URL of the bootstrap port, or null when there is none'],
  ['`ovhApi`', 'URL of the plain HTTP port of the OVHcloud API, or null when there is none'],
  ['`pages`', 'URLs of the front page (`home`), Swagger UI (`swagger`) and the admin page (`admin`)'],
  ['`files`', 'paths of the client files'],
  ['`pid`', 'the id of the process']
]

function row (option: Option<unknown>): string[] {
  return [
    code(flagOf(option)) + (option.many ? ' (repeatable)' : ''),
    code(environmentName(option)), option.summary, option.accepts, option.default
  ]
}

/** One row for each meaning of each code, with the commands that have it. */
function exitCodeRows (): string[][] {
  const every = commands.flatMap(({ name, exitCodes }) => exitCodes.map((row) => ({ ...row, name })))
  const distinct = [...new Map(every.map((row) => [`${row.code} ${row.meaning}`, row])).values()]
    .sort((one, other) => one.code - other.code)
  return distinct.map(({ code: number, meaning }) => {
    const names = every.filter((row) => row.code === number && row.meaning === meaning).map(({ name }) => name)
    return [
      String(number), meaning, names.length === commands.length ? 'all' : names.map((name) => code(name)).join(', ')
    ]
  })
}
