// npm run test:clients: runs other people's clients against the built server, each against a server of its own.
// --only NAME runs those whose name contains NAME.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { clientTests, type ClientTests } from './clients/client-tests.js'
import { Missing } from './clients/packages.js'
import { keysIn } from '../test/harness/ovh-api.js'
import { startServed, type ReadyLine } from './served.js'

const { values: { only } } = parseArgs({ options: { only: { type: 'string', default: '' } } })

const root = path.join(import.meta.dirname, '..')
const program = path.join(root, 'dist/main.js')

/** What this script started and must not outlive it. */
const running = new Set<ChildProcess>()
let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    interrupted = true
    for (const child of running) child.kill('SIGTERM')
    process.exitCode = 1
  })
}

/**
 * The environment that okms-cli and the wrappers of the OVHcloud API read too, without anything of the user that they
 * or Vault's clients would read.
 */
function environment (
  { endpoint, okmsId, files, ovhApi }: ReadyLine, trust: Prepared['trust'], folder: string
): NodeJS.ProcessEnv {
  const added = execFileSync(process.execPath, [
    program, 'token', 'add', '--name', 'clients', '--domain', okmsId, '--certs', path.join(folder, 'certs'), '--json'
  ], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const { applicationKey, applicationSecret, consumerKey } = keysIn(files.ovhConfiguration)
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VAULT|BAO|OVH)_/.test(name))),
    ...(trust === undefined ? {} : { [trust]: files.ca }),
    OVH_ENDPOINT: `${ovhApi}/1.0`,
    OVH_APPLICATION_KEY: applicationKey,
    OVH_APPLICATION_SECRET: applicationSecret,
    OVH_CONSUMER_KEY: consumerKey,
    KMS_RESTAPI_ENDPOINT: endpoint,
    KMS_RESTAPI_OKMSID: okmsId,
    KMS_RESTAPI_CA: files.ca,
    KMS_RESTAPI_CERT: files.certificate,
    KMS_RESTAPI_KEY: files.privateKey,
    KMS_RESTAPI_TOKEN: (JSON.parse(added) as { readonly token: string }).token
  }
}

/** Runs the tests of one client against a new server; gives what went wrong, or undefined. */
async function run ({ folder, command: [command, ...args], env, trust }: Prepared): Promise<string | undefined> {
  const workplace = mkdtempSync(path.join(os.tmpdir(), 'okms-emulator-clients-'))
  try {
    const server = await startServed(process.execPath, [
      program, 'serve', '--port', '0', '--data', path.join(workplace, 'data'), '--certs', path.join(workplace, 'certs'),
      '--ovh-api-port', '0', '--log-level', 'warn'
    ], { cwd: workplace })
    running.add(server.process)
    try {
      const tests = spawn(command, args, {
        cwd: folder, env: { ...environment(server.ready, trust, workplace), ...env }, stdio: 'inherit'
      })
      running.add(tests)
      const [code, signal] = await once(tests, 'exit') as [number | null, NodeJS.Signals | null]
      running.delete(tests)
      if (code !== 0) return `ended with ${code ?? signal}`
    } finally {
      await server.stop()
      running.delete(server.process)
    }
    const ended = await server.stop()
    return ended === 0 ? undefined : `passed, but the server ended with ${ended}`
  } finally {
    rmSync(workplace, { recursive: true, force: true })
  }
}

type Prepared = ClientTests & ReturnType<ClientTests['prepare']>

/** Those that can run on this machine; says why the others cannot. */
function prepared (): readonly Prepared[] {
  return clientTests.filter(({ name }) => name.includes(only)).flatMap((client) => {
    try {
      return [{ ...client, ...client.prepare(client.folder) }]
    } catch (error) {
      if (!(error instanceof Missing)) throw error
      console.log(`SKIPPED ${client.name}: ${error.message}`)
      return []
    }
  })
}

const wanted = prepared()
if (wanted.length > 0) execFileSync(process.execPath, [path.join(root, 'scripts/build.js')], { stdio: 'inherit' })
for (const client of wanted) {
  if (interrupted) break
  console.log(`${client.name}: ${client.command.join(' ')} in ${path.relative(root, client.folder)}`)
  const started = Date.now()
  const fault = await run(client).catch((error: unknown) => error instanceof Error ? error.message : String(error))
  const seconds = `${Math.round((Date.now() - started) / 1000)} seconds`
  console.log(`${fault === undefined ? 'PASSED' : 'FAILED'} ${client.name} after ${seconds}${fault === undefined ? '' : `: ${fault}`}`)
  if (fault !== undefined) process.exitCode = 1
}
