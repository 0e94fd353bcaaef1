// The program of each client that makes the calls. It is with the client's other tests, reads RETRY_CALLS, makes all
// calls at once, each with a new client, and prints a line `RETRY {"name": ..., "error": ...}` when one ends.

import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { baoProgram, goTests, hvacPython, mavenTests } from '../../../scripts/clients/client-tests.js'
import { npmPackages } from '../../../scripts/clients/packages.js'

export interface Program {
  readonly command: readonly [program: string, ...args: string[]]
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  /** What a caller changes to have other retries; undefined where the client has no such setting. */
  readonly setting: string | undefined
}

interface Row {
  /** The client's name in docs/retries.md. */
  readonly title: string
  /** Throws Missing when it cannot run on this machine. */
  readonly prepare: () => Program
}

const folderOf = (client: string) => path.join(import.meta.dirname, '..', client)

/** Compiles the tests first: with an empty cache, that takes longer than calls may. */
function go (client: string, test: string, setting: string | undefined, ...flags: readonly string[]): Program {
  const cwd = folderOf(client)
  const { command } = goTests(cwd, ...flags)
  execFileSync('go', ['test', ...flags, '-run', '^$', './...'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
  return { command: [...command, '-v', '-run', `^${test}$`], cwd, setting }
}

const inTypeScript = [process.execPath, '--import', 'tsx', 'retries.ts'] as const

export const programs: readonly Row[] = [
  { title: 'okms-sdk-go', prepare: () => go('go', 'TestRetries', 'ClientConfig.Retry') },
  {
    title: 'okms-sdk-go, `NewRestAPIClientWithHttp`',
    prepare: () => go('go', 'TestRetriesWithOwnHTTPClient', undefined)
  },
  {
    title: 'hvac',
    prepare: () => {
      const cwd = folderOf('hvac')
      return { command: [hvacPython(cwd), 'retries.py'], cwd, setting: 'Client(session=...)' }
    }
  },
  {
    title: 'node-vault',
    prepare: () => {
      const cwd = folderOf('node-vault')
      const env = { CLIENT_PACKAGES: npmPackages(cwd) }
      return { command: inTypeScript, cwd, env, setting: undefined }
    }
  },
  { title: 'Vault Go API', prepare: () => go('vault-go', 'TestRetries', 'Config.MaxRetries') },
  {
    title: 'OpenBao Go API',
    prepare: () => go('vault-go', 'TestRetries', 'Config.MaxRetries', '-modfile=openbao.mod')
  },
  {
    title: 'bao',
    prepare: () => {
      const cwd = folderOf('vault-cli')
      return { command: inTypeScript, cwd, env: { VAULT_PROGRAM: baoProgram(cwd) }, setting: 'VAULT_MAX_RETRIES' }
    }
  },
  {
    title: 'Spring Vault',
    prepare: () => {
      const cwd = folderOf('spring-vault')
      return { command: mavenTests(cwd, '-Dtest=RetriesTest'), cwd, setting: undefined }
    }
  },
  {
    title: 'External Secrets, provider vault',
    prepare: () => go('external-secrets', 'TestRetries', 'retrySettings.maxRetries')
  }
]
