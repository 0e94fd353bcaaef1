// The command and the machine in words, so that figures can be pasted into docs/performance.md.

import { availableParallelism, cpus, release, totalmem, type as systemName } from 'node:os'
import path from 'node:path'

export interface Circumstances {
  readonly command: string
  readonly machine: string
  /** RFC 3339. */
  readonly date: string
}

export function circumstances (command: string): Circumstances {
  const model = cpus()[0]?.model.trim() ?? 'processor of unknown model'
  const memory = Math.round(totalmem() / 2 ** 30)
  return {
    command,
    machine: `${availableParallelism()} cores (${model}), ${memory} GiB of memory, ${systemName()} ${release()}, Node ${process.version}, OpenSSL ${process.versions.openssl}`,
    date: new Date().toISOString()
  }
}

/** The command that was given, as a reader would type it. */
export function commandLine (script: string): string {
  const given = process.argv.slice(2)
  return ['npm', 'run', script, ...(given.length > 0 ? ['--', ...given.map(quoted)] : [])].join(' ')
}

function quoted (argument: string): string {
  return /^[\w./:,=-]+$/.test(argument) ? argument : `'${argument}'`
}

export function describe ({ command, machine, date }: Circumstances): string {
  return `${command}\n${date.slice(0, 10)}, ${machine}`
}

export const projectRoot = path.join(import.meta.dirname, '..')
