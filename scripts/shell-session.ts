// One shell for all the snippets of a page: what an earlier snippet sets or defines is there for the later ones, as for
// a reader who types them one after the other.

import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'

export interface ShellSession {
  /**
   * Runs lines of a script in the shell and returns what they printed. Throws an Error with the output when a command
   * fails, also one before the last, or when the lines take longer than the limit; the shell is then gone.
   */
  run (script: string): Promise<string>
  /** Ends the shell, and what its scripts left running. */
  close (): Promise<void>
}

export interface ShellOptions {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** Milliseconds for each script. */
  readonly limit: number
}

export function openShell ({ cwd, env, limit }: ShellOptions): ShellSession {
  const shell = spawn('bash', ['--noprofile', '--norc'], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'], detached: true })
  const ended = once(shell, 'exit')
  let printed = ''
  let arrived = () => {}
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      arrived()
    })
  }
  // A reader sees a failed command; a script would silently go on.
  shell.stdin.write('set -o pipefail\ntrap \'failed=$?\' ERR\n')

  return {
    async run (script) {
      const mark = `end of ${randomUUID()}`
      printed = ''
      // Their input is not the shell's, whose next lines a command would swallow.
      shell.stdin.write(`failed=0\n{\n${script}\n} < /dev/null\nprintf '\\n%s: %s\\n' '${mark}' "$failed"\n`)
      const status = await new Promise<string>((resolve, reject) => {
        const timer = setTimeout(() => {
          process.kill(-(shell.pid ?? 0), 'SIGKILL')
          reject(new Error(`it took more than ${limit / 1000} s\n${printed}`))
        }, limit)
        shell.once('exit', () => { reject(new Error(`the shell ended\n${printed}`)) })
        arrived = () => {
          const found = new RegExp(`\\n${mark}: (\\d+)\\n`).exec(printed)
          if (found === null) return
          clearTimeout(timer)
          shell.removeAllListeners('exit')
          printed = printed.slice(0, found.index)
          resolve(found[1] ?? '')
        }
      })
      if (status !== '0') throw new Error(`a command failed with ${status}\n${printed}`)
      return printed
    },

    async close () {
      if (shell.exitCode === null && shell.signalCode === null) {
        shell.stdin.end()
        await Promise.race([once(shell, 'exit'), ended])
      }
      try {
        // What a snippet left running in the background.
        process.kill(-(shell.pid ?? 0), 'SIGTERM')
      } catch {
        // Nothing is left.
      }
    }
  }
}
