// A server that a script starts as its own process, by any command, and stops.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** How long a server may take to become ready, and to end once asked to, in milliseconds. */
const startLimit = 30_000
const stopLimit = 8_000

export interface ReadyLine {
  readonly endpoint: string
  readonly okmsId: string
  readonly port: number
  readonly pid: number
  readonly certs: string
  /** URL of the plain port of the OVHcloud API; null without one. */
  readonly ovhApi: string | null
  readonly files: Readonly<Record<
    'ca' | 'certificate' | 'privateKey' | 'okmsConfiguration' | 'ovhConfiguration', string
  >>
}

export interface Served {
  readonly process: ChildProcess
  readonly ready: ReadyLine
  /** Asks it to end, and kills it when it does not; gives exit code or signal. */
  stop (signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>
}

/**
 * Runs the command and waits for the line with which serve says that it is ready. @param
 * options.limit Milliseconds until then.
 */
export async function startServed (
  command: string,
  args: readonly string[],
  options: { readonly cwd: string, readonly env?: NodeJS.ProcessEnv, readonly limit?: number }
): Promise<Served> {
  const child = spawn(command, args, {
    cwd: options.cwd, env: options.env ?? process.env, stdio: ['ignore', 'pipe', 'inherit']
  })
  const ended = once(child, 'exit')
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode
    const kill = setTimeout(() => { child.kill('SIGKILL') }, stopLimit)
    child.kill(signal)
    await ended
    clearTimeout(kill)
    return child.exitCode ?? child.signalCode
  }
  const tooLate = setTimeout(() => { child.kill('SIGKILL') }, options.limit ?? startLimit)
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.includes('"event":"ready"')) return { process: child, ready: JSON.parse(line) as ReadyLine, stop }
    }
    const [code, signal] = await ended as [number | null, string | null]
    throw new Error(`${command}: ended before it was ready (${code ?? signal})`)
  } finally {
    clearTimeout(tooLate)
  }
}
