// How to call this program from the current folder, for texts that name its other commands.

import { realpathSync } from 'node:fs'
import path from 'node:path'

export interface ProgramStart {
  /** The file that Node runs, process.argv[1]. */
  readonly script: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute path. */
  readonly cwd: string
}

const program = 'okms-emulator'
const localBin = path.join('node_modules', '.bin')

/** The words before the command: `okms-emulator`, `npx okms-emulator`, `node dist/main.js` or `npx tsx src/main.ts`. */
export function programName ({ script, env, cwd }: ProgramStart): readonly string[] {
  const real = script === undefined ? undefined : canonical(script)
  if (script === undefined || real === undefined) return [program]
  const isThis = (folder: string) => canonical(path.join(folder, program)) === real

  // npm and npx put the folders of a project's programs in front of PATH, for their children only.
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder) &&
    !folder.endsWith(localBin))
  if (folders.some(isThis)) return [program]
  if (withParents(cwd).some((folder) => isThis(path.join(folder, localBin)))) return ['npx', program]

  const relative = path.relative(cwd, script)
  const file = relative.startsWith('..') || path.isAbsolute(relative) ? script : relative
  return file.endsWith('.ts') ? ['npx', 'tsx', file] : ['node', file]
}

function withParents (folder: string): string[] {
  const parent = path.dirname(folder)
  return parent === folder ? [folder] : [folder, ...withParents(parent)]
}

function canonical (file: string): string | undefined {
  try {
    return realpathSync(file)
  } catch {
    return undefined
  }
}
