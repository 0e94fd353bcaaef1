// Schemathesis, a fuzzer for OpenAPI contracts: its virtual environment, and a run of it.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../bench/machine.js'
import { tlsFiles, type OkmsServer, type Workplace } from '../../bench/servers.js'

/** Pinned, so that a run means the same next year. */
const requirement = 'schemathesis==4.32.5'
const environmentFolder = path.join(projectRoot, 'node_modules/.cache/test-fuzz', requirement)
const python = path.join(environmentFolder, 'bin/python')
const installLimit = 5 * 60_000

/** Makes the virtual environment once; says why when it cannot. */
export function provideSchemathesis (): string | undefined {
  if (existsSync(path.join(environmentFolder, 'complete'))) return undefined
  const run = (program: string, args: readonly string[]) =>
    spawnSync(program, args, { encoding: 'utf8', timeout: installLimit })
  if (run('python3', ['--version']).status !== 0) return 'python3 is not installed'
  rmSync(environmentFolder, { recursive: true, force: true })
  mkdirSync(path.dirname(environmentFolder), { recursive: true })
  console.error(`making a virtual environment with ${requirement}`)
  for (const [program, args] of [
    ['python3', ['-m', 'venv', environmentFolder]], [python, ['-m', 'pip', 'install', '--quiet', requirement]]
  ] as const) {
    const { status, stderr } = run(program, args)
    if (status !== 0) return `${program} ${args.join(' ')} failed: ${stderr.trim()}`
  }
  writeFileSync(path.join(environmentFolder, 'complete'), '')
  return undefined
}

/** What one run fuzzes. */
export interface FuzzedContract {
  /** For people, and for the names of files. */
  readonly name: string
  /** An OpenAPI document. */
  readonly contract: object
  /** The configuration, as TOML. */
  readonly config: string
  /** Tokens that the server can decrypt, for the format `jwe-token`. */
  readonly tokens: readonly string[]
  /** How each request says who calls, and what is not checked. */
  readonly flags: (tls: ReturnType<typeof tlsFiles>) => readonly string[]
}

export interface Bounds {
  /** For the whole run. */
  readonly seconds: number
  /** Cases for each operation. */
  readonly examples: number
  readonly seed: string | undefined
}

/** Returns its exit code. */
export function runSchemathesis (
  { folder }: Pick<Workplace, 'folder'>, server: OkmsServer,
  { name, contract, config, tokens, flags }: FuzzedContract, { seconds, examples, seed }: Bounds
): number {
  const write = (file: string, content: string): string => {
    const target = path.join(folder, `${name}-${file}`)
    writeFileSync(target, content)
    return target
  }
  const tls = tlsFiles(server.certs)
  const { status, signal } = spawnSync(path.join(environmentFolder, 'bin/schemathesis'), [
    '--config-file', write('schemathesis.toml', config),
    'run', write('contract.json', JSON.stringify(contract)), '--url', server.origin, '--tls-verify', tls.ca,
    ...flags(tls),
    '--checks', 'all', '--max-examples', String(examples), '--max-time', String(seconds),
    '--request-timeout', '30', '--workers', '1',
    '--continue-on-failure', '--generation-database', 'none', '--no-color',
    ...(seed === undefined ? [] : ['--seed', seed])
  ], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: (seconds + 120) * 1000,
    env: {
      ...process.env,
      PYTHONPATH: path.join(projectRoot, 'scripts/fuzz'),
      SCHEMATHESIS_HOOKS: 'okms_formats',
      OKMS_FUZZ_TOKENS: write('tokens.json', JSON.stringify(tokens))
    }
  })
  if (status !== 0) console.log(`the server's last words:\n${server.logTail()}`)
  if (signal !== null) console.log(`schemathesis was ended by ${signal}`)
  return status ?? 1
}
