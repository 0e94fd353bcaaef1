// The emulator of a changed tree, seen from outside: its command line, its APIs and its documents.

import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import https from 'node:https'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { startServed, type Served } from '../served.js'

export interface Reply {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** One run of the command line. */
export interface Ended {
  readonly exitCode: number
  /** Both outputs. */
  readonly printed: string
}

export interface ChangedEmulator {
  /** Below `/api/{okmsId}/v1`. */
  readonly call: (method: string, route: string, body?: object) => Promise<Reply>
  /** Of the OVHcloud API, by a token of the account. */
  readonly ovh: (method: string, path: string, body?: object) => Promise<Reply>
  /** Below `/_emulator`. */
  readonly admin: (method: string, route: string, body?: object) => Promise<Reply>
  readonly cli: (...argv: readonly string[]) => Promise<Ended>
  /** A file of the tree, such as `docs/errors.md`. */
  readonly file: (name: string) => string
  readonly okmsId: string
  /** Folders of the server, as flags for other commands. */
  readonly folders: readonly string[]
  /** What the code before the changes stored: ids by name. */
  readonly stored: Readonly<Record<string, string>>
}

/** Flags of the folders that a server keeps below this one. */
const foldersIn = (folder: string) => ['--data', path.join(folder, 'data'), '--certs', path.join(folder, 'certs')]

const programOf = (tree: string) => [path.join(tree, 'node_modules/tsx/dist/cli.mjs'), path.join(tree, 'src/main.ts')]

export async function startTree (tree: string, folder: string): Promise<Served> {
  const flags = [
    '--port', '0', '--bootstrap-port', 'off', '--admin-open-loopback', '--log-level', 'warn', ...foldersIn(folder)
  ]
  return await startServed(process.execPath, [...programOf(tree), 'serve', ...flags], { cwd: folder, limit: 120_000 })
}

/** @param token In place of the certificate. */
type Call = (method: string, path: string, body?: object, token?: string) => Promise<Reply>

export function caller ({ ready: { endpoint, files } }: Served): Call {
  const tls = { ca: readFileSync(files.ca), cert: readFileSync(files.certificate), key: readFileSync(files.privateKey) }
  const headers = { 'content-type': 'application/json' }
  return async (method, route, body, token) => {
    // The admin API is open to callers without a certificate only.
    const identity = route.startsWith('/_emulator') || token !== undefined ? { ca: tls.ca } : tls
    const sent = { ...body && headers, ...token !== undefined && { authorization: `Bearer ${token}` } }
    const request = https.request(`${endpoint}${route}`, { method, ...identity, agent: false, headers: sent })
    request.end(body && JSON.stringify(body))
    const [response] = await once(request, 'response') as [IncomingMessage]
    const received = await text(response)
    const parsed = received === '' ? {} : JSON.parse(received) as Reply['body']
    return { status: response.statusCode ?? 0, body: parsed }
  }
}

export function observe (
  tree: string, folder: string, served: Served, stored: Readonly<Record<string, string>>
): ChangedEmulator {
  const call = caller(served)
  const { okmsId } = served.ready
  return {
    call: async (method, route, body) => await call(method, `/api/${okmsId}/v1${route}`, body),
    admin: async (method, route, body) => await call(method, `/_emulator${route}`, body),
    async ovh (method, route, body) {
      const { body: { token } } = await call('POST', '/_emulator/tokens', { name: 'account' })
      return await call(method, route, body, String(token))
    },
    cli: async (...argv) => await run(tree, folder, argv),
    file: (name) => readFileSync(path.join(tree, name), 'utf8'),
    okmsId,
    folders: foldersIn(folder),
    stored
  }
}

async function run (tree: string, cwd: string, argv: readonly string[]): Promise<Ended> {
  return await new Promise((resolve) => {
    execFile(process.execPath, [...programOf(tree), ...argv], { cwd, timeout: 120_000 }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? -1), printed: stdout + stderr })
    })
  })
}

/** Throws unless the text has each of these parts. */
export function expectText (text: string, ...parts: readonly string[]): void {
  const missing = parts.filter((part) => !text.includes(part))
  if (missing.length > 0) throw new Error(`${missing.map((part) => JSON.stringify(part)).join(', ')} not in: ${text.slice(-2000)}`)
}

/** Throws unless the reply has this status and the members. */
export function expectReply (
  { status, body }: Reply, expected: number, members: Readonly<Record<string, unknown>> = {}
): void {
  const differs = Object.entries(members).some(([name, value]) => JSON.stringify(body[name]) !== JSON.stringify(value))
  if (status === expected && !differs) return
  throw new Error(`${status} ${JSON.stringify(body)} instead of ${expected} ${JSON.stringify(members)}`)
}
