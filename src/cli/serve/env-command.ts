// The command line that sets the variables of `env` for a running server in the user's shell.

import { readFileSync } from 'node:fs'
import type { Emulator } from '../../emulator/emulator.js'
import { defaultFolders } from '../../config/folders.js'
import { readOkmsConfiguration } from '../../services/clients/client-files.js'
import { likelyShell, shells } from '../clients/shells.js'

export interface EnvCommandOptions {
  readonly emulator: Pick<Emulator, 'certs' | 'endpoint' | 'files'>
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute path. */
  readonly cwd: string
  /** Words that start this program. */
  readonly program: readonly string[]
  readonly platform?: string
}

/** Adds flags if `env` would otherwise use another folder or server. */
export function envCommand ({
  emulator: { certs, endpoint, files }, env, cwd, program, platform = process.platform
}: EnvCommandOptions): string {
  const shell = shells.find(({ name }) => name === likelyShell(env, platform)) ?? shells[0]
  const folder = certs === defaultFolders(cwd).certs ? [] : ['--certs', certs]
  const server = endpointIn(files.okmsConfiguration) === endpoint ? [] : ['--endpoint', endpoint]
  const command = [...program, 'env', ...folder, ...server].map((word) => shell?.quoted(word) ?? word).join(' ')
  return shell?.hint?.(command) ?? command
}

/** The one that env finds without flags; undefined when the file does not exist. */
function endpointIn (okmsConfiguration: string): string | undefined {
  try {
    return readOkmsConfiguration(readFileSync(okmsConfiguration, 'utf8')).endpoint
  } catch {
    return undefined
  }
}
