// Runs programs without blocking, so that a watchdog or a second program can run meanwhile.

import { execFile } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

export interface CommandOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** In milliseconds. */
  readonly timeout?: number
}

export interface Outcome {
  readonly status: number | string
  readonly stdout: string
  readonly stderr: string
}

/** A build compiles; on a busy machine that takes its time. In milliseconds. */
const longest = 30 * 60_000

/**
 * How a program ended and what it wrote. Never rejects: a program that cannot be started has
 * the error's code as its status.
 */
export function outcome (
  command: string, args: readonly string[], { timeout = longest, ...options }: CommandOptions = {}
): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(command, args, { ...options, timeout, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({
        status: error === null
          ? 0
          : error.killed === true ? `a timeout of ${timeout / 1000} s` : error.code ?? error.signal ?? 'unknown',
        stdout,
        stderr
      })
    })
  })
}

/** What a program printed; rejects with the end of its output when it fails. */
export async function output (command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { status, stdout, stderr } = await outcome(command, args, options)
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${lastLines(`${stdout}\n${stderr}`, 40)}`)
  return stdout.trim()
}

export const lastLines = (text: string, count: number) => text.trim().split('\n').slice(-count).join('\n')

/** Asks again until the answer is there. What it waits for is in another process that reports nothing. */
export async function until<Answer> (
  what: string, limit: number, ask: () => Promise<Answer | undefined>
): Promise<Answer> {
  const end = Date.now() + limit
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > end) throw new Error(`${what}: not within ${limit / 1000} s`)
    await pause(100)
  }
}
