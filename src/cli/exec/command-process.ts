// Runs the command of `exec` with the standard streams of this process.

import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { codeOf, messageOf } from '../../domain/thrown.js'
import { exitCodeOf, type SignalPassing } from './passed-signals.js'

export interface CommandProcess {
  /** The program and its arguments. */
  readonly words: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute path. */
  readonly cwd: string
  readonly signals: SignalPassing
}

/**
 * Returns the exit code of the command, or 128 and the number of the signal that ended it. Its children may still run.
 * Throws StartFailure (CommandNotFound, CommandNotExecutable).
 */
export async function runCommand ({ words: [program, ...args], env, cwd, signals }: CommandProcess): Promise<number> {
  try {
    const child = spawn(program, args, { cwd, env, stdio: 'inherit' })
    signals.to(child)
    return await ended(child)
  } catch (error) {
    throw notRun(program, cwd, error)
  }
}

const ended = async (child: ChildProcess) => await new Promise<number>((resolve, reject) => {
  child.once('error', reject)
  child.once('exit', (code, signal) => { resolve(signal === null ? code ?? 0 : exitCodeOf(signal)) })
})

function notRun (program: string, cwd: string, error: unknown): Error {
  const code = codeOf(error)
  return code === 'ENOENT'
    ? startFailure(startFailures.CommandNotFound, program, whyNotFound(program, cwd))
    : startFailure(startFailures.CommandNotExecutable, program, code ?? messageOf(error))
}

/** The system has one error code for all of these. */
function whyNotFound (program: string, cwd: string): string {
  if (!existsSync(cwd)) return 'the working directory does not exist'
  if (!program.includes('/')) return 'no folder of PATH has such a program'
  return existsSync(path.resolve(cwd, program)) ? 'the interpreter in its first line does not exist' : 'there is no such file'
}
