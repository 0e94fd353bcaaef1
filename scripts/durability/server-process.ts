// The built server as a process that is killed, refused to start, or started again; and a client of it.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Agent } from 'undici'
import { projectRoot } from '../../bench/machine.js'
import { findReady, stopChild, type Workplace } from '../../bench/servers.js'

/** Milliseconds for a start and for an answer. */
const patience = 30_000

export interface Answer {
  readonly status: number
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is read of it is compared with what is expected
  readonly body: any
}

export interface Running {
  readonly outcome: 'running'
  /**
   * A call in the domain: `call('POST', '/servicekey', {...})`. Routes that begin with `/v2/` are not below `/v1`.
   * Throws when the connection breaks.
   */
  call (method: string, route: string, body?: unknown): Promise<Answer>
  /** A call of the admin API, with a whole path. */
  admin (method: string, route: string, body?: unknown): Promise<Answer>
  readonly okmsId: string
  /** SIGKILL: nothing of the process runs on. */
  kill (): Promise<void>
  /** SIGTERM; gives the exit code. */
  stop (): Promise<number | null>
  /** The same while requests are under way, which may be cut. */
  terminate (): Promise<number | null>
}

export interface Ended {
  readonly outcome: 'ended'
  readonly code: number | null
  /** What it wrote to standard error. */
  readonly text: string
}

export interface Folders {
  readonly data: string
  readonly certs: string
  readonly pki: string
}

export const foldersIn = (folder: string): Folders => ({
  data: path.join(folder, 'data'), certs: path.join(folder, 'certs'), pki: path.join(folder, 'pki')
})

export interface ServeOptions {
  readonly flags?: readonly string[]
  readonly nodeFlags?: readonly string[]
  /** Besides the environment of this process. */
  readonly env?: Readonly<Record<string, string>>
}

/** Starts the server and waits until it is ready or has ended. */
export async function serve (
  { children }: Workplace, { data, certs, pki }: Folders, { flags = [], nodeFlags = [], env = {} }: ServeOptions = {}
): Promise<Running | Ended> {
  const child = spawn(process.execPath, [
    ...nodeFlags, path.join(projectRoot, 'dist/main.js'), 'serve', '--port', '0', '--host', '127.0.0.1', '--data', data,
    '--certs', certs, '--pki', pki, '--log-level', 'warn', ...flags
  ], { cwd: projectRoot, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  children.add(child)
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => { output.stdout += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { output.stderr += chunk.toString() })
  const closed = once(child, 'close').finally(() => children.delete(child))
  const end = performance.now() + patience
  while (performance.now() < end) {
    const ready = findReady(output.stdout)
    if (ready !== undefined) {
      const files = { ...readyFiles(output.stdout), adminFolder: pki }
      return running(child, closed, ready.port, ready.okmsId, files)
    }
    if (child.exitCode !== null || child.signalCode !== null) {
      await closed
      return { outcome: 'ended', code: child.exitCode, text: output.stderr }
    }
    await delay(5)
  }
  child.kill('SIGKILL')
  throw new Error(`the server was neither ready nor ended within ${patience / 1000} s:\n${output.stderr}`)
}

interface ReadyFiles { readonly ca: string, readonly certificate: string, readonly privateKey: string }
interface ClientFiles extends ReadyFiles { readonly adminFolder: string }

function readyFiles (stdout: string): ReadyFiles {
  const line = stdout.split('\n').find((text) => text.includes('"event":"ready"')) ?? '{}'
  return (JSON.parse(line) as { files: ReadyFiles }).files
}

function running (
  child: ChildProcess, closed: Promise<unknown>, port: number, okmsId: string, files: ClientFiles
): Running {
  const agentWith = (certificate: string, privateKey: string) => new Agent({
    connections: 64,
    headersTimeout: patience,
    bodyTimeout: patience,
    connect: {
      ca: readFileSync(files.ca),
      cert: readFileSync(certificate),
      key: readFileSync(privateKey),
      servername: 'localhost'
    }
  })
  const agent = agentWith(files.certificate, files.privateKey)
  const inPki = (name: string) => path.join(files.adminFolder, name)
  const adminAgent = agentWith(inPki('admin.pem'), inPki('admin-key.pem'))

  async function ask (by: Agent, method: string, route: string, body: unknown): Promise<Answer> {
    const response = await by.request({
      origin: `https://127.0.0.1:${port}`,
      path: route,
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body)
    })
    const text = await response.body.text()
    return { status: response.statusCode, body: text === '' ? undefined : JSON.parse(text) as unknown }
  }

  return {
    outcome: 'running',
    okmsId,
    call: async (method, route, body) =>
      await ask(agent, method, `/api/${okmsId}${route.startsWith('/v2/') ? '' : '/v1'}${route}`, body),
    admin: async (method, route, body) => await ask(adminAgent, method, route, body),
    async kill () {
      child.kill('SIGKILL')
      await closed
      await agent.destroy()
      await adminAgent.destroy()
    },
    async stop () {
      await agent.close()
      await adminAgent.close()
      await stopChild(child)
      await closed
      return child.exitCode
    },
    async terminate () {
      await stopChild(child)
      await closed
      await agent.destroy()
      await adminAgent.destroy()
      return child.exitCode
    }
  }
}

/** Starts the server, which must become ready. */
export async function serveReady (
  workplace: Workplace, folders: Folders, options: ServeOptions = {}
): Promise<Running> {
  const started = await serve(workplace, folders, options)
  if (started.outcome === 'running') return started
  throw new Error(`the server did not start: code ${started.code}\n${started.text}`)
}
