// wait: for a server that starts later, and the reason when none does.

import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { run } from '../../../src/cli/run.js'
import { startTestEmulator } from '../../harness/emulator.js'

let folder: string
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'wait-')) })
afterEach(() => { rmSync(folder, { recursive: true }) })

function waiting (...words: readonly string[]) {
  const output = { stdout: '', stderr: '' }
  const code = run(['wait', '--certs', path.join(folder, 'certs'), ...words], {
    env: {},
    cwd: folder,
    stdout: { write: (text) => { output.stdout += text } },
    stderr: { write: (text) => { output.stderr += text } }
  })
  return { output, ended: code.then((number) => ({ code: number, ...output })) }
}

describe('is over', () => {
  it('when a server is ready that was started later, in a folder that did not exist', async () => {
    const { ended } = waiting('--timeout', '60')
    const emulator = await startTestEmulator({ folder })
    onTestFinished(async () => { await emulator.stop() })
    expect(await ended).toEqual({
      code: 0,
      stdout: 'ready\n',
      stderr: expect.stringMatching(new RegExp(`^okms-emulator: using the server at localhost port ${emulator.port} with`)) as string
    })
    expect(JSON.parse((await waiting('--json', '--timeout', '0').ended).stdout)).toEqual({ ready: true })
    expect(await waiting('--endpoint', emulator.endpoint).ended).toMatchObject({ code: 0 })
  })

  it('when the time is, with what was tried last', async () => {
    expect(await waiting('--timeout', '0.2').ended).toEqual({
      code: 124, stdout: '', stderr: expect.stringMatching(/no server is ready after 0\.2 s; last attempt: no okms\.yaml in /) as string
    })
    const { code, stdout } = await waiting('--timeout', '0', '--endpoint', 'https://localhost:1', '--json').ended
    expect([code, JSON.parse(stdout)])
      .toEqual([124, { ready: false, reason: expect.stringContaining('no ca.pem in') as string }])
  })

  it('when the time is, although something takes the connection and says nothing', async () => {
    const emulator = await startTestEmulator({ folder })
    await emulator.stop()
    const silent = net.createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    onTestFinished(() => { silent.close() })
    const { port } = silent.address() as net.AddressInfo
    const began = performance.now()
    expect(await waiting('--timeout', '0.1', '--port', String(port), '--host', '127.0.0.1').ended)
      .toMatchObject({ code: 124, stderr: expect.stringContaining('no answer in time') as string })
    expect(performance.now() - began).toBeLessThan(4000)
  })
})

it.each(['x', '-1', '86401', '1e3', ''])('takes no timeout of %j', async (text) => {
  mkdirSync(path.join(folder, 'certs'))
  expect(await waiting(`--timeout=${text}`).ended)
    .toMatchObject({ code: 2, stderr: expect.stringContaining('--timeout: got') as string })
})
