// env: prints the variables by which clients find a server and trust it.

import path from 'node:path'
import { loadConfig } from '../../config/config.js'
import { StartFailure, startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { options, type Option } from '../../config/options.js'
import {
  fileIn, needsApiKey, needsToken, variableNames, variablesFor, type Variable
} from '../../services/clients/client-environment.js'
import { clientOption, endpointOption, jsonOption, keyIdOption, pathOption, switchOption } from '../access-options.js'
import { tokenFolders, tokenFor, tokenRule } from './access-token.js'
import { readClientAccess, type FolderAccess } from './client-access.js'
import type { Command, Surroundings } from '../command.js'
import { ovhRule, readOvhAccess } from './ovh-access.js'
import type { DerivedFiles } from './derived-files.js'
import { adminFailures, exitCodes } from '../exit-codes.js'
import { readCommandOptions } from '../command-options.js'
import { bypassProxy, undoBypassProxy } from '../doctor/proxies.js'
import { likelyShell, shells } from './shells.js'
import { reportServer, serverRule, describeServer } from '../server-selection.js'

const shellNames = shells.map(({ name }) => name)

const shellOption = {
  name: 'shell',
  placeholder: 'NAME',
  many: false,
  json: 'string',
  summary: 'Program that reads the output',
  accepts: shellNames.join(', '),
  default: 'fish where SHELL says so, powershell on Windows, else sh',
  flagOnly: true,
  read: (text: string) => shellNames.find((name) => name === text)
} as const satisfies Option<unknown>

const unsetOption = switchOption('unset', 'Undo it: print what removes the variables again')

const otherFolder = pathOption('Folder under which the client finds the files, in another container or on another host', 'the certificate folder itself')

export const env: Command = {
  name: 'env',
  summary: 'Print the variables by which clients find the server and trust it',
  usage: '[options]',
  options: [
    clientOption, shellOption, unsetOption, jsonOption, otherFolder, endpointOption, keyIdOption, options.okmsId,
    options.certs, ...tokenFolders, options.config
  ],
  notes: [
    'Usage:  eval "$(okms-emulator env)"  in sh,  okms-emulator env --shell fish | source  in fish.',
    'It sets KMS_RESTAPI_*, which only clients of the KMS read, and extends NO_PROXY and no_proxy where a proxy is set and they do not name the server. With --client it sets what that client reads, such as a list of trusted certificates: a file with this system\'s list and our CA, so that other servers stay trusted.',
    'With --path it prints the names of the files below that folder; nothing is read there. NO_PROXY is left out, as the environment there is not known.',
    tokenRule,
    ovhRule,
    serverRule
  ],
  exitCodes: exitCodes('variables printed', ['UsageWrong', ...adminFailures]),
  run
}

async function run (argv: readonly string[], { env: variables, cwd, stdout, stderr }: Surroundings): Promise<number> {
  const config = loadConfig({ argv, env: variables, cwd, flags: env.options })
  const own = readCommandOptions(argv, env.options)
  const clients = own.all(clientOption)
  const elsewhere = own.one(otherFolder)
  const wanted = own.one(shellOption) ?? likelyShell(variables, process.platform)
  const shell = shells.find(({ name }) => name === wanted)
  if (shell === undefined) throw new TypeError(`no shell ${wanted}`)

  const changes = own.one(unsetOption) === true ? removals() : await assignments()
  if (own.one(jsonOption) === true) {
    stdout.write(`${JSON.stringify(Object.fromEntries(changes.map(({ name, value = null }) => [name, value])), null, 2)}\n`)
    return 0
  }
  stdout.write(changes.map(({ name, value }) => `${value === undefined ? shell.unset(name) : shell.set({ name, value }) ?? cannotSay(name, wanted)}\n`).join(''))
  if (stdout.isTTY === true && shell.hint !== undefined) stderr.write(`# ${shell.hint(`okms-emulator env ${argv.join(' ')}`.trimEnd())}\n`)
  return 0

  function removals (): ReadonlyArray<{ readonly name: string, readonly value: string | undefined }> {
    return [...variableNames(clients).map((name) => ({ name, value: undefined })), ...undoBypassProxy(variables)]
  }

  async function assignments (): Promise<readonly Variable[]> {
    const access = readClientAccess({ certs: config.certs, endpoint: own.one(endpointOption), okmsId: config.okmsId })
    reportServer(stderr, describeServer(access))
    const { derivedFilesOf } = await import('./derived-files.js')
    const token = needsToken(clients) ? await tokenFor(access, config, stderr) : undefined
    const ovh = needsApiKey(clients) ? readOvhAccess(config.certs, own.one(endpointOption), stderr) : undefined
    const facts = variablesFor(clients, {
      ...seenFromThere(access, derivedFilesOf(access)), keyId: own.one(keyIdOption), token, ovh
    })
    if (elsewhere === undefined) return [...facts, ...bypassProxy(new URL(access.endpoint), variables)]
    if (isLoopback(access.endpoint)) stderr.write(`okms-emulator: ${access.endpoint} is this machine; for a client in another container or on another host name the server with --endpoint\n`)
    return facts
  }

  /**
   * With --path, the paths are those of the client. The files are still created here, in the folder to mount or copy.
   */
  function seenFromThere (access: FolderAccess, files: DerivedFiles): FolderAccess & DerivedFiles {
    const there = (file: string) => elsewhere === undefined ? file : fileIn(elsewhere, path.basename(file))
    const store = (made: DerivedFiles['keyStore']) => () => {
      const { file, password } = made()
      return { file: there(file), password }
    }
    const allTrusted = orElse(files.allTrusted, access.ca)
    return {
      ...access,
      ca: there(access.ca),
      certificate: there(access.certificate),
      privateKey: there(access.privateKey),
      allTrusted: () => there(allTrusted()),
      keyStore: store(files.keyStore),
      trustStore: store(files.trustStore)
    }
  }

  /** A folder that is not writable (a mounted one) still has the certificate of the CA, which is used instead. */
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

const isLoopback = (endpoint: string) => /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(endpoint).hostname)

function cannotSay (variable: string, shell: string): never {
  throw startFailure(startFailures.UsageWrong, [`${variable}: its value has a line break, which --shell ${shell} cannot express; use another folder, or --shell sh`])
}
