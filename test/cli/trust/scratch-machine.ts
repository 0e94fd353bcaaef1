// A machine with nothing in it, for the trust command: its root and home are below a folder of the test.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { runTrust } from '../../../src/cli/trust/trust.js'
import type { Machine, Outcome } from '../../../src/cli/trust/machine.js'
import { StartFailure } from '../../../src/domain/errors/start-failures.js'
import { createCa } from '../../../src/pki/ca.js'

type Run = Machine['run']

export interface Scratch {
  readonly folder: string
  readonly home: string
  readonly root: string
  /** Programs that ran, with their arguments. */
  readonly ran: string[][]
  readonly machine: Machine
  /** A certificate folder with a CA of its own. */
  readonly newCerts: (name?: string) => string
  readonly makeFolder: (...below: string[]) => string
  remove (): void
}

export interface ScratchOptions extends Partial<Pick<Machine, 'platform' | 'isRoot' | 'ownsHome'>> {
  /** Installed programs and what they do; `true`: nothing, with success. */
  readonly programs?: Readonly<Record<string, Run | true>>
}

const succeeded: Outcome = { ok: true, stdout: '', complaint: '' }

export function scratchMachine ({
  platform = 'linux', isRoot = false, ownsHome = true, programs = {}
}: ScratchOptions = {}): Scratch {
  const folder = mkdtempSync(path.join(tmpdir(), 'trust-test-'))
  const makeFolder = (...below: string[]) => {
    const made = path.join(folder, ...below)
    mkdirSync(made, { recursive: true })
    return made
  }
  const [root, home, temporary] = [makeFolder('root'), makeFolder('home'), makeFolder('tmp')]
  const ran: string[][] = []
  return {
    folder,
    root,
    home,
    ran,
    makeFolder,
    newCerts (name = 'certs') {
      const certs = makeFolder(name)
      writeFileSync(path.join(certs, 'ca.pem'), createCa({ now: Date.now() }).certificatePem)
      return certs
    },
    machine: {
      platform,
      root,
      home,
      ownsHome,
      isRoot,
      temporary,
      find: (program) => Object.hasOwn(programs, program) ? `/programs/${program}` : undefined,
      run (program, args, input) {
        ran.push([path.basename(program), ...args])
        const act = programs[path.basename(program)] ?? true
        return act === true ? succeeded : act(program, args, input)
      }
    },
    remove () { rmSync(folder, { recursive: true }) }
  }
}

/** What a real program does. Undefined when it is not on this machine. */
export function realProgram (...files: readonly string[]): Run | undefined {
  const file = files.find((one) => existsSync(one))
  if (file === undefined) return undefined
  return (_program, args, input) => {
    const { status, stdout, stderr } = spawnSync(file, args, { encoding: 'utf8', input: input ?? '' })
    return { ok: status === 0, stdout, complaint: stderr.trim() }
  }
}

export interface TrustRun {
  readonly code: number
  readonly out: string
  /** The text of the failure. */
  readonly err: string
}

/** Runs `trust` on the machine. `answer`: what a person types; undefined: there is no terminal. */
export async function trustOn (
  { machine, folder }: Scratch,
  certs: string,
  argv: readonly string[],
  { answer, env = {} }: { readonly answer?: string, readonly env?: Record<string, string> } = {}
): Promise<TrustRun> {
  let out = ''
  const stdin = Object.assign(new PassThrough(), { isTTY: true })
  stdin.end(answer ?? '')
  const surroundings = {
    env,
    cwd: folder,
    stdout: {
      write: (text: string) => { out += text },
      columns: 120,
      ...(answer === undefined ? {} : { isTTY: true })
    },
    stderr: { write: () => {} },
    ...(answer === undefined ? {} : { stdin })
  }
  try {
    return { code: await runTrust(['--certs', certs, ...argv], surroundings, machine), out, err: '' }
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error
    return { code: error.exitCode, out, err: error.message }
  }
}
