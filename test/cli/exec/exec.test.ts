// exec as a process: what its command gets, what happens to signals and streams, and what is left afterwards.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { run } from '../../../src/cli/run.js'
import { compiledProgram } from '../../harness/compiled-program.js'

const program = await compiledProgram('src/main.ts')

let folder: string
beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), 'exec-')) })
afterAll(() => { rmSync(folder, { recursive: true }) })

const ends: (() => unknown)[] = []
afterEach(async () => { for (const end of ends.splice(0)) await end() })

/** @param words Of the command line. @param env On top of an environment without variables of this program. */
function start (words: readonly string[], env: Record<string, string> = {}) {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(OKMS|KMS|VAULT)_/.test(name)))
  const child = spawn(process.execPath, [program, 'exec', ...words], {
    cwd: folder, env: { ...clean, ...env }, stdio: ['pipe', 'pipe', 'pipe']
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (part: Buffer) => { output.stdout += part.toString() })
  child.stderr.on('data', (part: Buffer) => { output.stderr += part.toString() })
  const exit = once(child, 'exit')
  ends.push(async () => {
    child.kill('SIGKILL')
    await exit
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return { child, output, exit, line: async () => String((await lines.next()).value), closed: once(child, 'close') }
}

async function ended (words: readonly string[], env: Record<string, string> = {}) {
  const { child, output, closed } = start(words, env)
  child.stdin.end()
  const [code] = await closed as [number | null]
  return { code, ...output }
}

const node = (script: string) => ['--', process.execPath, '--input-type=module', '--eval', script]
const sh = (script: string, ...args: readonly string[]) => ['--', 'sh', '-c', script, 'sh', ...args]

const reached = (port: number) => new Promise<boolean>((resolve) => {
  const socket = net.connect(port, '127.0.0.1', () => { resolve(true) }).on('error', () => { resolve(false) })
  socket.on('connect', () => socket.destroy())
})

describe('the command', () => {
  it('has the variables of every client, finds the server with its own tools, and leaves nothing behind', async () => {
    const okmsIdGiven = '11111111-1111-4111-8111-111111111111'
    // The flag replaces the port that the environment has, also for the commands inside.
    const given = { OKMS_EMULATOR_OKMS_ID: okmsIdGiven, OKMS_EMULATOR_PORT: '1' }
    const { code, stdout, stderr } = await ended(['--port', '0', ...node(`
      import { execFileSync } from 'node:child_process'
      import { existsSync } from 'node:fs'
      const own = (...words) => execFileSync(process.execPath, [${JSON.stringify(program)}, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      const requests = JSON.parse(own('journal', 'count', '--json'))
      const health = await fetch(process.env.KMS_RESTAPI_ENDPOINT + '/_emulator/health')
      const token = await fetch(process.env.VAULT_ADDR + '/v1/auth/token/lookup-self', { headers: { 'x-vault-token': process.env.VAULT_TOKEN } })
      console.log(JSON.stringify({
        env: process.env,
        requests: requests.count,
        health: health.status,
        token: token.status,
        files: ['KMS_RESTAPI_CA', 'KMS_RESTAPI_CERT', 'KMS_RESTAPI_KEY', 'CURL_CA_BUNDLE'].every((name) => existsSync(process.env[name])),
        healthcheck: own('healthcheck'),
        domains: JSON.parse(own('domain', 'list', '--json')).map(({ okmsId }) => okmsId),
        folders: JSON.parse(own('env', '--json')).KMS_RESTAPI_CERT
      }))
      process.exit(7)
    `)], { ...given, CUSTOM: 'kept' })
    expect({ code, stderr }).toEqual({ code: 7, stderr: '' })
    const { env, ...seen } = JSON.parse(stdout) as { env: Record<string, string> } & Record<string, unknown>
    const { KMS_RESTAPI_ENDPOINT = '', KMS_RESTAPI_CERT = '', KMS_RESTAPI_OKMSID: okmsId, CUSTOM } = env
    expect(seen).toEqual({
      requests: 0,
      health: 200,
      token: 200,
      files: true,
      healthcheck: 'ready\n',
      domains: [okmsId],
      folders: KMS_RESTAPI_CERT
    })
    expect([okmsId, CUSTOM]).toEqual([okmsIdGiven, 'kept'])
    expect(Object.keys(env))
      .toEqual(expect.arrayContaining(['BAO_ADDR', 'VAULT_URI', 'TF_VAR_okms_id', 'SSL_CERT_FILE']))
    expect(env).not.toHaveProperty('JAVA_TOOL_OPTIONS')
    expect(existsSync(path.dirname(KMS_RESTAPI_CERT))).toBe(false)
    expect(await reached(Number(new URL(KMS_RESTAPI_ENDPOINT).port))).toBe(false)
  })

  it('has its own streams, whatever it does with them', async () => {
    const { child, output, closed } = start(node(`
      let text = ''
      for await (const part of process.stdin) text += part
      process.stdout.write('x'.repeat(20_000_000), () => { process.stderr.write(text); process.exitCode = 3 })
    `))
    child.stdin.end('from standard input')
    expect(await closed).toEqual([3, null])
    expect([output.stdout.length, output.stderr]).toEqual([20_000_000, 'from standard input'])
    expect(await ended(sh('exec 0<&- 1>&- 2>&-; exit 4'))).toEqual({ code: 4, stdout: '', stderr: '' })
  })

  it('gets signals, and the server runs until it ends by itself', async () => {
    const { child, line, exit } = start(node(`
      setInterval(() => {}, 1000)
      const health = async () => (await fetch(process.env.KMS_RESTAPI_ENDPOINT + '/_emulator/health')).status
      for (const name of ['SIGHUP', 'SIGINT', 'SIGTERM']) process.on(name, async () => { console.log(name, await health()) })
      process.on('SIGQUIT', () => process.exit(9))
      console.log('up')
    `))
    expect(await line()).toBe('up')
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGTERM'] as const) {
      child.kill(signal)
      expect(await line()).toBe(`${signal} 200`)
    }
    child.kill('SIGQUIT')
    expect(await exit).toEqual([9, null])
  })

  it.each([['SIGTERM', 143], ['SIGKILL', 137]])('that %s ends gives the code %i', async (signal, code) => {
    expect(await ended(sh('kill -s "$1" $$', signal.slice(3)))).toEqual({ code, stdout: '', stderr: '' })
  })

  it('is over when it exits, although its children run on', async () => {
    const { line, exit } = start(sh('sleep 60 & echo $!'))
    const pid = Number(await line())
    ends.push(() => process.kill(pid))
    expect(await exit).toEqual([0, null])
  })
})

describe('does not run it', () => {
  /** In this process; no command that starts is among these. */
  async function failed (...words: readonly string[]) {
    const output = { stdout: '', stderr: '' }
    const code = await run(['exec', ...words], {
      env: { PATH: process.env['PATH'] },
      cwd: folder,
      stdout: { write: (text) => { output.stdout += text } },
      stderr: { write: (text) => { output.stderr += text } }
    })
    return { code, ...output }
  }
  const says = (code: number, text: string) =>
    ({ code, stdout: '', stderr: expect.stringContaining(text) as string })

  it.each<[string, readonly string[]]>([
    ['without --', ['npm', 'test']],
    ['without a command', ['--']],
    ['without a name', ['--', '']],
    ['without anything', []]
  ])('%s', async (_, words) => {
    expect(await failed(...words)).toEqual(says(2, 'exec: the command is missing; it follows a --'))
  })

  it('with an option that serve does not have, or with a word before --', async () => {
    expect(await failed('--prot', '1', '--', 'true')).toEqual(says(2, '--prot: unknown option, did you mean --port?'))
    expect(await failed('word', '--', 'true')).toEqual(says(2, 'word: unexpected'))
    expect(await failed('--client', 'none', '--', 'true')).toEqual(says(2, '--client: got "none"'))
  })

  it('when it cannot be started: the codes of env(1)', async () => {
    writeFileSync(path.join(folder, 'plain'), 'text')
    writeFileSync(path.join(folder, 'broken'), '#!/nowhere/interpreter\n')
    chmodSync(path.join(folder, 'broken'), 0o755)
    expect(await failed('--', 'no-such-program')).toEqual(says(127, 'cannot run no-such-program: no folder of PATH has such a program'))
    expect(await failed('--', './none')).toEqual(says(127, 'cannot run ./none: there is no such file'))
    expect(await failed('--', './broken')).toEqual(says(127, 'cannot run ./broken: the interpreter in its first line does not exist'))
    expect(await failed('--', './plain')).toEqual(says(126, 'cannot run ./plain (EACCES)'))
    expect(await failed('--', 'echo', 'x'.repeat(4_000_000))).toEqual(says(126, 'cannot run echo (E2BIG)'))
    expect(process.listenerCount('SIGHUP')).toBe(0)
  })

  it('and closes the server and removes its folder then', async () => {
    const temporary = path.join(folder, 'temporary')
    mkdirSync(temporary)
    vi.stubEnv('TMPDIR', temporary)
    onTestFinished(() => { vi.unstubAllEnvs() })
    for (const _ of [1, 2]) {
      expect(await failed('--data', 'kept', '--', 'no-such-program')).toEqual(says(127, 'cannot run no-such-program'))
    }
    expect(readdirSync(temporary)).toEqual([])
    expect(readdirSync(path.join(folder, 'kept'))).not.toContain('server.json')
  })

  it('when the server does not start', async () => {
    const other = net.createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as net.AddressInfo
    expect(await failed('--host', '127.0.0.1', '--port', String(port), '--', 'true'))
      .toEqual(says(10, `port ${port} on 127.0.0.1 is in use`))
    other.close()
  })
})
