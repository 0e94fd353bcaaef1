// env: prints the variables by which clients find a server and trust it.

import { loadConfig } from '../config.js'
import { StartFailure, startFailure, startFailures } from '../domain/start-failures.js'
import { options, type Option } from '../options.js'
import { endpointOption, keyIdOption, switchOption } from './access-options.js'
import { readClientAccess } from './client-access.js'
import { clientEnvironments, variableNames, variablesFor } from '../services/client-environment.js'
import type { Command, Surroundings } from './command.js'
import { exitCodes, writeFailures } from './exit-codes.js'
import { ownOptions } from './own-options.js'
import { likelyShell, shells } from './shells.js'

const clientNames = clientEnvironments.map(({ name }) => name)
const shellNames = shells.map(({ name }) => name)

const clientOption = {
  name: 'client',
  placeholder: 'NAME',
  many: true,
  json: 'string',
  summary: 'Client that the variables are for',
  accepts: clientNames.join(', '),
  default: `all but ${clientEnvironments.filter(({ onlyByName }) => onlyByName).map(({ name }) => name).join(', ')}`,
  flagOnly: true,
  read: (text: string) => clientNames.find((name) => name === text)
} as const satisfies Option<unknown>

const shellOption = {
  name: 'shell',
  placeholder: 'NAME',
  many: false,
  json: 'string',
  summary: 'Who reads the output',
  accepts: shellNames.join(', '),
  default: 'fish where SHELL says so, powershell on Windows, else sh',
  flagOnly: true,
  read: (text: string) => shellNames.find((name) => name === text)
} as const satisfies Option<unknown>

const unsetOption = switchOption('unset', 'Undo it: print what removes the variables again')

export const env: Command = {
  name: 'env',
  summary: 'Print the variables by which clients find the server and trust it',
  usage: '[options]',
  options: [clientOption, shellOption, unsetOption, endpointOption, keyIdOption, options.okmsId, options.certs, options.config],
  notes: [
    'Put to use by  eval "$(okms-emulator env)"  in sh, and by  okms-emulator env --shell fish | source  in fish.',
    'Variables that replace a client\'s list of trusted certificates name a file with this system\'s list and our CA, so that nothing else stops working.'
  ],
  exitCodes: exitCodes('variables printed', ['UsageWrong', 'ClientFilesMissing', ...writeFailures, 'CertificatesBroken']),
  run
}

async function run (argv: readonly string[], { env: variables, cwd, stdout, stderr }: Surroundings): Promise<number> {
  const config = loadConfig({ argv, env: variables, cwd, flags: env.options })
  const own = ownOptions(argv, env.options)
  const clients = own.all(clientOption)
  const wanted = own.one(shellOption) ?? likelyShell(variables, process.platform)
  const shell = shells.find(({ name }) => name === wanted)
  if (shell === undefined) throw new TypeError(`no shell ${wanted}`)

  const lines = own.one(unsetOption) === true
    ? variableNames(clients).map(shell.unset)
    : await assignments()
  stdout.write(lines.map((line) => `${line}\n`).join(''))
  if (stdout.isTTY === true && shell.hint !== undefined) stderr.write(`# ${shell.hint(`okms-emulator env ${argv.join(' ')}`.trimEnd())}\n`)
  return 0

  async function assignments (): Promise<string[]> {
    const access = readClientAccess({ certs: config.certs, endpoint: own.one(endpointOption), okmsId: config.okmsId })
    const { derivedFilesOf } = await import('./derived-files.js')
    const files = derivedFilesOf(access)
    return variablesFor(clients, { ...access, ...files, keyId: own.one(keyIdOption), allTrusted: orElse(files.allTrusted, access.ca) })
      .map((variable) => shell?.set(variable) ?? cannotSay(variable.name, wanted))
  }

  /** A folder that takes no file (a mounted one) still has the CA's certificate, which is better than nothing. */
  function orElse (file: () => string, fallback: string): () => string {
    let found: string | undefined
    return () => {
      try {
        found ??= file()
      } catch (error) {
        if (!(error instanceof StartFailure)) throw error
        stderr.write(`okms-emulator: ${error.message}\nokms-emulator: until then these clients trust our CA alone, and no other server\n`)
        found = fallback
      }
      return found
    }
  }
}

function cannotSay (variable: string, shell: string): never {
  throw startFailure(startFailures.UsageWrong, [`${variable}: its value has a line break, which --shell ${shell} cannot express; use another folder, or --shell sh`])
}
