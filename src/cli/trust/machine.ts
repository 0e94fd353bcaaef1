// The parts of the machine that the trust command uses: folders, programs and the user. Tests pass in a temporary one.

import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'

export interface Outcome {
  readonly ok: boolean
  readonly stdout: string
  /** The error output of the program, or why it did not run. */
  readonly complaint: string
}

export interface Machine {
  readonly platform: NodeJS.Platform
  /** The root of the system folders: `/`. */
  readonly root: string
  /** The user's home folder. */
  readonly home: string
  /** Whether the home folder belongs to the user that runs this program; under sudo it does not. */
  readonly ownsHome: boolean
  readonly isRoot: boolean
  /** The folder of temporary files. */
  readonly temporary: string
  /** Absolute path of a program; undefined when it is not installed. */
  find (program: string): string | undefined
  /** Runs a program without a shell. `input` is what it reads from standard input. */
  run (program: string, args: readonly string[], input?: string): Outcome
}

/** Folders of administration programs, which are not in every user's PATH, and of the NSS programs from Homebrew. */
const furtherFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/opt/homebrew/opt/nss/bin', '/usr/local/opt/nss/bin']

/** Milliseconds. Long enough for a user to enter a password that the program prompts for. */
const patience = 120_000

export function thisMachine (env: Readonly<Record<string, string | undefined>>): Machine {
  const home = homedir()
  const uid = process.getuid?.()
  const folders = [...(env['PATH'] ?? '').split(path.delimiter), ...furtherFolders]
    .filter((folder) => path.isAbsolute(folder))
  return {
    platform: process.platform,
    root: '/',
    home,
    ownsHome: uid === undefined || (ownerOf(home) === uid && (env['SUDO_USER'] ?? 'root') === 'root'),
    isRoot: uid === 0,
    temporary: tmpdir(),
    find: (program) => folders.map((folder) => path.join(folder, program)).find(isProgram),
    run (program, args, input) {
      const { error, status, stdout, stderr } = spawnSync(program, args, {
        encoding: 'utf8', input: input ?? '', timeout: patience, windowsHide: true
      })
      return { ok: status === 0, stdout, complaint: error?.message ?? ((stderr || stdout).trim() || `it ended with code ${status ?? 'none'}`) }
    }
  }
}

function ownerOf (folder: string): number | undefined {
  return statSync(folder, { throwIfNoEntry: false })?.uid
}

function isProgram (file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
