// The servers under measurement, each a process of its own: started, found ready, stopped.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Target } from './connections.js'
import { projectRoot } from './machine.js'

export interface RunningServer extends Target {
  stop (): Promise<void>
}

export interface OkmsServer extends RunningServer {
  readonly okmsId: string
  readonly certs: string
  readonly pki: string
  /** Empties the log, which would otherwise grow by gigabytes. */
  forgetLog (): void
  /** The end of the log. */
  logTail (): string
  /** All of the log since it was last emptied. */
  wholeLog (): string
  readonly ready: Ready
}

const patience = 30_000
const logLimit = 64 * 1024 * 1024

/** A folder of its own for a run; removed, with the servers of the run stopped before, whatever way the run ends. */
export interface Workplace {
  readonly folder: string
  readonly children: Set<ChildProcess>
}

export async function withWorkplace<T> (use: (workplace: Workplace) => Promise<T>): Promise<T> {
  const workplace: Workplace = { folder: mkdtempSync(path.join(tmpdir(), 'okms-bench-')), children: new Set() }
  const abandon = () => {
    for (const child of workplace.children) child.kill('SIGKILL')
    rmSync(workplace.folder, { recursive: true, force: true })
  }
  const interrupted = () => {
    abandon()
    process.exit(130)
  }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  try {
    return await use(workplace)
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
    await Promise.all([...workplace.children].map(stopChild))
    abandon()
  }
}

export interface OkmsOptions {
  /** Folder of database and certificates, made when it is not there. */
  readonly folder?: string
  readonly flags?: readonly string[]
}

/** Servers so far: each has a log of its own, because its ready line is read from it. */
let started = 0

/**
 * The built server, as a user starts it, with its request log on. The log goes to a file: a pipe would have to be read
 * by the driver, at the cost of the processor time that it measures.
 */
export async function startOkmsServer (
  workplace: Workplace, { folder = workplace.folder, flags = [] }: OkmsOptions = {}
): Promise<OkmsServer> {
  const log = path.join(workplace.folder, `okms-${started++}.log`)
  const output = openSync(log, 'a')
  const args = [
    path.join(projectRoot, 'dist/main.js'), 'serve', '--port', '0', '--data', path.join(folder, 'data'), '--certs',
    path.join(folder, 'certs'), '--log-level', 'info', ...flags
  ]
  const child = spawn(process.execPath, args, { cwd: workplace.folder, stdio: ['ignore', output, output] })
  closeSync(output)
  workplace.children.add(child)
  const wholeLog = () => readFileSync(log, 'utf8')
  const ready = await readyLine(child, wholeLog)
  return {
    ...target(child, ready.port, readTls(ready.certs)),
    okmsId: ready.okmsId,
    certs: ready.certs,
    pki: ready.pki,
    ready,
    wholeLog,
    logTail: () => wholeLog().slice(-4000),
    forgetLog () {
      if (statSync(log).size > logLimit) truncateSync(log)
    },
    async stop () {
      await stopChild(child)
      workplace.children.delete(child)
    }
  }
}

/** The bare server of bare-server.ts; `fixture` is the file that tells it its routes and keys. */
export async function startBareServer (
  workplace: Workplace,
  { certs, pki, fixture }: { readonly certs: string, readonly pki: string, readonly fixture: string }
): Promise<RunningServer> {
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), path.join(import.meta.dirname, 'bare-server.ts'), pki, fixture],
    { stdio: ['ignore', 'pipe', 'inherit'] }
  )
  workplace.children.add(child)
  const [line] = await Promise.race([once(child.stdout, 'data'), ended(child)])
  return {
    ...target(child, Number(line), readTls(certs)),
    async stop () {
      await stopChild(child)
      workplace.children.delete(child)
    }
  }
}

function target ({ pid }: ChildProcess, port: number, tls: Target['tls']): Target {
  if (pid === undefined) throw new Error('the server has no process id')
  return { origin: `https://127.0.0.1:${port}`, pid, tls }
}

/** Paths of the CA and of the default client in a certificate folder. */
export function tlsFiles (certs: string): { readonly ca: string, readonly cert: string, readonly key: string } {
  const inFolder = (name: string) => path.join(certs, name)
  return { ca: inFolder('ca.pem'), cert: inFolder('client.pem'), key: inFolder('client-key.pem') }
}

function readTls (certs: string): Target['tls'] {
  const { ca, cert, key } = tlsFiles(certs)
  return { ca: readFileSync(ca), cert: readFileSync(cert), key: readFileSync(key), servername: 'localhost' }
}

/** The members that are read here of the line with which serve says that it is ready. */
export interface Ready {
  readonly endpoint: string
  readonly port: number
  readonly okmsId: string
  readonly certs: string
  readonly pki: string
  readonly bootstrap: string | null
  readonly files: Readonly<Record<
    'ca' | 'certificate' | 'privateKey' | 'pkcs12' | 'pkcs12Password' | 'adminCertificate' | 'adminPrivateKey', string
  >> & { readonly bootstrapSecret?: string, readonly ovhConfiguration?: string }
}

async function readyLine (child: ChildProcess, readLog: () => string): Promise<Ready> {
  const end = performance.now() + patience
  while (performance.now() < end) {
    const ready = findReady(readLog())
    if (ready !== undefined) return ready
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}:\n${readLog()}`)
    await delay(10)
  }
  throw new Error(`the server was not ready within ${patience / 1000} s:\n${readLog()}`)
}

/** The server says on standard output when it is ready, as one JSON object on a line. */
export function findReady (output: string): Ready | undefined {
  const line = output.split('\n').slice(0, -1).find((text) => text.startsWith('{') && text.includes('"event":"ready"'))
  if (line === undefined) return undefined
  return JSON.parse(line) as Ready
}

async function ended (child: ChildProcess): Promise<never> {
  const [code, signal] = await once(child, 'exit')
  throw new Error(`the server ended before it was ready (${signal ?? `code ${code}`})`)
}

/** Ends a process that this run started: SIGTERM, and SIGKILL when it has not gone after ten seconds. */
export async function stopChild (child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const lastResort = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await exited
  clearTimeout(lastResort)
}
