// Runs other people's clients against the built server: one row of the table each, each against a server of its own.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const program = path.join(root, 'dist/main.js')

/** How long a server may take to become ready, and to end once asked to, in milliseconds. */
const startLimit = 30_000
const stopLimit = 5_000

interface ClientTests {
  readonly name: string
  /** Where the tests stand, from the root. */
  readonly folder: string
  /** What they are run with. */
  readonly command: readonly [program: string, ...args: string[]]
  /** Says why they cannot run on this machine, or undefined when they can. */
  readonly missing: () => string | undefined
}

const clients: readonly ClientTests[] = [
  { name: 'okms-sdk-go', folder: 'test/clients/go', command: ['go', 'test', '-count=1', './...'], missing: goMissing },
  // Skips by itself, out loud, what is not installed.
  {
    name: 'the printed environment',
    folder: 'test/clients/environment',
    command: [process.execPath, '--import', 'tsx', 'run.ts'],
    missing: () => undefined
  }
]

/** The Go SDK asks for this version in its own go.mod. */
function goMissing (): string | undefined {
  const needed = 25
  const version = outputOf('go', ['env', 'GOVERSION'])
  if (version === undefined) return 'Go is not installed'
  const minor = /^go1\.(\d+)/.exec(version)?.[1]
  return minor !== undefined && Number(minor) >= needed ? undefined : `Go 1.${needed} or later is needed, ${version} is installed`
}

/**
 * The trimmed output of a program, or undefined when it cannot be run. GOTOOLCHAIN keeps an old
 * Go from downloading a new one.
 */
function outputOf (command: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(command, args, {
      encoding: 'utf8',
      cwd: os.tmpdir(),
      env: { ...process.env, GOTOOLCHAIN: 'local' },
      stdio: ['ignore', 'pipe', 'ignore']
    }).trim()
  } catch {
    return undefined
  }
}

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

/** What the tests need of the line that the server prints on stdout when it is ready. */
interface Ready {
  readonly endpoint: string
  readonly okmsId: string
  readonly files: { readonly ca: string, readonly certificate: string, readonly privateKey: string }
}

/** Reads a line of the server; undefined when it is another one. */
function readyLine (line: string): Ready | undefined {
  try {
    const value = JSON.parse(line) as Partial<Ready> & { readonly event?: string }
    const { event, endpoint, okmsId, files } = value
    return event === 'ready' && endpoint !== undefined && okmsId !== undefined && files !== undefined
      ? { endpoint, okmsId, files }
      : undefined
  } catch {
    return undefined
  }
}

interface Server { readonly process: ChildProcess, readonly ready: Ready }

/** Starts the built server in this folder. Its other lines go to stderr as they come. */
async function start (folder: string): Promise<Server> {
  const args = [
    program, 'serve', '--port', '0', '--data', path.join(folder, 'data'), '--certs', path.join(folder, 'certs'),
    '--log-level', 'warn'
  ]
  const server = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(server)
  return await new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => { reject(new Error(`the server was not ready after ${startLimit / 1000} seconds`)) }, startLimit)
    server.once('exit', (code, signal) => {
      running.delete(server)
      reject(new Error(`the server ended before it was ready (${code ?? signal})`))
    })
    createInterface({ input: server.stdout }).on('line', (line) => {
      const ready = readyLine(line)
      if (ready === undefined) { process.stderr.write(`${line}\n`); return }
      clearTimeout(tooLate)
      resolve({ process: server, ready })
    })
  })
}

/** Asks the server to end and gives what it ended with; kills it when it does not. */
async function stop (server: ChildProcess): Promise<number | NodeJS.Signals> {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = once(server, 'exit')
    const kill = setTimeout(() => { server.kill('SIGKILL') }, stopLimit)
    server.kill('SIGTERM')
    await ended
    clearTimeout(kill)
  }
  running.delete(server)
  return server.exitCode ?? server.signalCode ?? 0
}

/** The environment that okms-cli reads too. */
function environment ({ endpoint, okmsId, files }: Ready): NodeJS.ProcessEnv {
  return {
    ...process.env,
    KMS_RESTAPI_ENDPOINT: endpoint,
    KMS_RESTAPI_OKMSID: okmsId,
    KMS_RESTAPI_CA: files.ca,
    KMS_RESTAPI_CERT: files.certificate,
    KMS_RESTAPI_KEY: files.privateKey
  }
}

/** Runs the tests of one client against a new server; gives what went wrong, or undefined. */
async function run (client: ClientTests): Promise<string | undefined> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'okms-emulator-clients-'))
  try {
    const server = await start(folder)
    const [command, ...args] = client.command
    const tests = spawn(command, args, {
      cwd: path.join(root, client.folder), env: environment(server.ready), stdio: 'inherit'
    })
    running.add(tests)
    const [code, signal] = await once(tests, 'exit') as [number | null, NodeJS.Signals | null]
    running.delete(tests)
    const ended = await stop(server.process)
    if (code !== 0) return `ended with ${code ?? signal}`
    return ended === 0 ? undefined : `passed, but the server ended with ${ended}`
  } finally {
    for (const child of running) await stop(child)
    rmSync(folder, { recursive: true, force: true })
  }
}

const wanted = clients.filter((client) => {
  const why = client.missing()
  if (why !== undefined) console.log(`SKIPPED ${client.name}: ${why}`)
  return why === undefined
})
if (wanted.length > 0) execFileSync(process.execPath, [path.join(root, 'scripts/build.js')], { stdio: 'inherit' })
for (const client of wanted) {
  if (interrupted) break
  console.log(`${client.name}: ${client.command.join(' ')} in ${client.folder}`)
  const fault = await run(client).catch((error: unknown) => error instanceof Error ? error.message : String(error))
  console.log(`${fault === undefined ? 'PASSED' : 'FAILED'} ${client.name}${fault === undefined ? '' : `: ${fault}`}`)
  if (fault !== undefined) process.exitCode = 1
}
