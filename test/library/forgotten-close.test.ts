// A program that never closes its emulator ends all the same, and leaves no folder with private keys.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import https from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, it } from 'vitest'
import { startEmulator, type ClientTls } from '../../src/index.js'
import { compiledProgram } from '../harness/compiled-program.js'

const program = await compiledProgram('test/library/forgotten-close-child.ts')

const folders: string[] = []
afterEach(() => { for (const folder of folders.splice(0)) rmSync(folder, { recursive: true }) })

const { TMPDIR } = process.env
const useTemporary = (folder: string | undefined) => {
  if (folder === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = folder
}

/** Runs the program to its end, or to that of the test, which then fails. */
async function run (
  ending: string,
  visit: (emulator: { endpoint: string, tls: ClientTls }) => Promise<() => void> = () => Promise.resolve(() => {})
) {
  const temporary = mkdtempSync(path.join(tmpdir(), 'forgotten-close-'))
  folders.push(temporary)
  const env = { ...process.env, TMPDIR: temporary }
  const child = spawn(process.execPath, [program, ending], { env, stdio: 'pipe' })
  const stop = setTimeout(() => child.kill('SIGKILL'), 45_000)
  const lines: string[] = []
  const ended = once(child, 'close') as Promise<[number | null]>
  let stderr = ''
  child.stderr.on('data', (part: Buffer) => { stderr += part.toString() })
  const reader = createInterface({ input: child.stdout })
  const [first = ''] = await Promise.race([once(reader, 'line'), ended]) as string[]
  reader.on('line', (line) => lines.push(line))
  if (!first.startsWith('{')) throw new Error(`the program did not start: ${stderr}`)
  const leave = await visit(JSON.parse(first) as { endpoint: string, tls: ClientTls })
  // A program that ends by itself may be gone by now.
  child.stdin.on('error', () => {})
  child.stdin.end('go\n')
  const [code] = await ended
  leave()
  clearTimeout(stop)
  return {
    code, lines, stderr, temporary, left: readdirSync(temporary).filter((name) => name.startsWith('okms-emulator-'))
  }
}

describe('a program that forgets close()', { timeout: 60_000 }, () => {
  it.each([
    ['has nothing more to do', 'forgets', 0],
    ['throws', 'throws', 1],
    ['leaves a rejection unhandled', 'rejects', 1],
    ['calls process.exit()', 'exits', 3],
    ['has used everything', 'hasUsedEverything', 0],
    ['leaves responses unread', 'leavesBodiesUnread', 0]
  ])('ends where it %s, and leaves no folder', async (_, ending, expected) => {
    const { code, left, stderr } = await run(ending)
    expect({ code, left, stderr: expected === 1 ? '' : stderr }).toEqual({ code: expected, left: [], stderr: '' })
    if (expected === 1) expect(stderr).toContain('as tests do')
  })

  it('and is killed leaves a folder that a later start removes, but not that of a program that runs', async () => {
    const { left, temporary } = await run('kills')
    expect(left).toHaveLength(1)
    useTemporary(temporary)
    const running = await startEmulator()
    const present = () => readdirSync(temporary).filter((name) => name.startsWith('okms-emulator-'))
    try {
      // Too young to be distinguished from one that is being created.
      await (await startEmulator()).close()
      expect(present()).toHaveLength(2)
      for (const name of present()) utimesSync(path.join(temporary, name, 'okms.lock'), 0, 0)
      await (await startEmulator()).close()
      expect(present()).toEqual([path.basename(path.dirname(path.dirname(running.files.ca)))])
      expect((await running.fetch('/')).status).toBe(200)
    } finally {
      useTemporary(TMPDIR)
      await running.close()
    }
  })

  it('still gets the answers it waits for', async () => {
    expect(await run('isAnswered')).toMatchObject({ code: 0, lines: ['201 true, 200 true'], left: [] })
  })

  it.each(['hasVisitors', 'refuseInHandshake'])('ends while other programs hold connections and read events (%s)', async (ending) => {
    const { code, left } = await run(ending, async ({ endpoint, tls }) => {
      const agent = new https.Agent({ ...tls, keepAlive: true })
      for (const route of ['/', '/page/events']) {
        const [response] = await once(https.get(endpoint + route, { agent }).on('error', () => {}), 'response') as [
          NodeJS.ReadableStream
        ]
        response.on('error', () => {}).resume()
        await Promise.race([once(response, 'end'), once(response, 'data')])
      }
      return () => { agent.destroy() }
    })
    expect({ code, left }).toEqual({ code: 0, left: [] })
  })
})

/** Bytes, after what is not needed any more is gone. */
async function memoryInUse (): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let times = 0; times < 3; times++) {
    await new Promise((resolve) => { setImmediate(resolve) })
    collect()
  }
  return process.memoryUsage().heapUsed
}

describe('close', { timeout: 60_000 }, () => {
  it('may be called twice, and at the same time', async () => {
    const kms = await startEmulator()
    await Promise.all([kms.close(), kms.close(), kms[Symbol.asyncDispose]()])
    await kms.close()
    await expect(kms.fetch('/')).rejects.toMatchObject({ name: 'TypeError', message: 'fetch failed' })
  })

  it('is what `await using` does', async () => {
    let endpoint = ''
    {
      await using kms = await startEmulator()
      endpoint = kms.endpoint
      expect((await kms.fetch('/')).status).toBe(200)
    }
    await expect(fetch(endpoint)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
  })

  it('leaves no handle, no listener, no folder and no memory behind after 20 starts', async () => {
    const temporary = mkdtempSync(path.join(tmpdir(), 'twenty-starts-'))
    folders.push(temporary)
    useTemporary(temporary)
    try {
      const use = async () => {
        const kms = await startEmulator()
        expect((await kms.fetch(`/api/${kms.okmsId}/v1/servicekey`)).status).toBe(200)
        await kms.close()
      }
      const open = () => ({
        handles: process.getActiveResourcesInfo().filter((name) => !/Timeout|Immediate/.test(name)).sort(),
        listeners: process.listenerCount('exit')
      })
      for (let starts = 0; starts < 3; starts++) await use()
      const before = { ...open(), memory: await memoryInUse() }
      for (let starts = 0; starts < 20; starts++) await use()
      expect({ ...open(), left: readdirSync(temporary) })
        .toEqual({ handles: before.handles, listeners: before.listeners, left: [] })
      // One emulator holds several megabytes.
      expect((await memoryInUse() - before.memory) / 20).toBeLessThan(400_000)
    } finally {
      useTemporary(TMPDIR)
    }
  })
})
