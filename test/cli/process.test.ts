// The program as a process: its ready line, its signals, its failures. Few and shared, as each start costs a second.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFailures } from '../../src/domain/errors/start-failures.js'
import { compiledProgram } from '../harness/compiled-program.js'

const program = await compiledProgram('src/main.ts')

let folder: string
let started: Started[] = []

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'process-'))
  started = []
})
afterEach(async () => {
  for (const { child, ended } of started) {
    child.kill('SIGKILL')
    await ended
  }
  rmSync(folder, { recursive: true })
})

interface Started {
  readonly child: ChildProcess
  /** Lines of standard output as they come. */
  readonly lines: AsyncIterator<string>
  readonly output: { stdout: string, stderr: string }
  readonly ended: Promise<{ code: number | null, signal: string | null }>
}

function start (...argv: string[]): Started {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OKMS_EMULATOR_')))
  const child = spawn(process.execPath, [program, ...argv], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (part: Buffer) => { output.stdout += part.toString() })
  child.stderr.on('data', (part: Buffer) => { output.stderr += part.toString() })
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({
    code: typeof code === 'number' ? code : null, signal: typeof signal === 'string' ? signal : null
  }))
  const running = { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), output, ended }
  started.push(running)
  return running
}

/** Its own folders, made in this test's folder. */
const inFolder = (name = 'one'): string[] =>
  ['--data', path.join(folder, name, 'data'), '--certs', path.join(folder, name, 'certs')]

async function ready (server: Started): Promise<{
  event: string
  port: number
  pid: number
  endpoint: string
  okmsId: string
  certs: string
  files: Record<string, string>
}> {
  const { value } = await server.lines.next()
  if (value === undefined) throw new Error(`not ready: ${server.output.stderr}`)
  return JSON.parse(value)
}

describe('serve', () => {
  it('says once that it is ready, answers a healthcheck, and ends with 0 at SIGTERM', async () => {
    const server = start('serve', '--port', '0', ...inFolder())
    const line = await ready(server)
    expect(line).toMatchObject({
      event: 'ready',
      endpoint: `https://localhost:${line.port}`,
      certs: path.join(folder, 'one', 'certs'),
      pid: server.child.pid
    })
    expect(line.okmsId).toMatch(/^[0-9a-f-]{36}$/)
    expect(Object.values(line.files).filter((file) => !existsSync(file))).toEqual([])

    const check = start('healthcheck', '--port', String(line.port), ...inFolder().slice(2))
    expect({ ...await check.ended, ...check.output })
      .toMatchObject({ code: 0, stdout: 'ready\n', stderr: expect.stringContaining('using the server at') as string })

    server.child.kill('SIGTERM')
    expect(await server.ended).toEqual({ code: 0, signal: null })
    expect(server.output.stdout.trimEnd().split('\n')).toHaveLength(1)
    // The log stands apart, each entry a JSON object.
    const entries = server.output.stderr.trimEnd().split('\n').map((entry) => JSON.parse(entry))
    expect(entries.filter((entry) => entry.msg === 'request')).toHaveLength(1)
  })

  it.each([
    ['start', 'okms-emulator', true],
    ['kms', 'a-project', false]
  ])('after the shell of the npm script %s of %s was ended: ends too is %s', async (script, name, ends) => {
    const shell = spawn(
      'sh',
      ['-c', '"$0" "$@"; true', process.execPath, program, 'serve', '--port', '0', '--ephemeral', ...inFolder()],
      {
        cwd: folder,
        env: { ...process.env, npm_lifecycle_event: script, npm_package_name: name },
        stdio: ['ignore', 'pipe', 'ignore']
      }
    )
    const { value } = await createInterface({ input: shell.stdout })[Symbol.asyncIterator]().next()
    const { pid } = JSON.parse(String(value)) as { pid: number }
    const closed = once(shell.stdout, 'close').then(() => true)
    shell.kill('SIGTERM')
    // It looks at its parent every quarter of a second.
    expect(await Promise.race([closed, delay(ends ? 10_000 : 1000, false)])).toBe(ends)
    if (!ends) process.kill(pid, 'SIGTERM')
    await closed
  })

  it('goes on when its parent stops reading, and closes at SIGINT with an open connection', async () => {
    const server = start('serve', '--port', '0', '--ephemeral', ...inFolder())
    const { port } = await ready(server)
    server.child.stdout?.destroy()
    server.child.stderr?.destroy()
    const idle = net.connect(port, '127.0.0.1')
    await once(idle, 'connect')
    idle.on('error', () => {})
    server.child.kill('SIGINT')
    expect(await once(server.child, 'exit')).toEqual([0, null])
    idle.destroy()
  })

  it('says which port is in use and how to choose another', async () => {
    const first = start('serve', '--port', '0', '--ephemeral', ...inFolder('one'))
    const { port } = await ready(first)
    const second = start('serve', '--port', String(port), '--ephemeral', ...inFolder('two'))
    expect((await second.ended).code).toBe(startFailures.PortInUse.exitCode)
    expect(second.output.stdout).toBe('')
    expect(second.output.stderr).toContain(`okms-emulator: ${startFailures.PortInUse.text('127.0.0.1', port)}`)
  })
})
