// API keys over the life of a server: restarts, lost folders, resets, snapshots, the command line without a server.

import { readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { run } from '../../../src/cli/run.js'
import { ovhAccessIn, type OvhAccess } from '../../../src/services/clients/ovh-configuration.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

interface ShownKey {
  readonly applicationKey: string
  readonly name: string
  readonly applicationSecret?: string
  readonly consumerKey?: string
}

let running: TestEmulator | undefined
afterEach(async () => {
  await running?.close()
  running = undefined
})

async function start (flags: readonly string[] = []): Promise<TestEmulator> {
  running = await startTestEmulator({ flags })
  return running
}

async function restart (...[flags, between]: Parameters<TestEmulator['restart']>): Promise<TestEmulator> {
  running = await running?.restart(flags, between)
  if (running === undefined) throw new Error('nothing to restart')
  return running
}

async function listed ({ admin }: TestEmulator): Promise<readonly ShownKey[]> {
  return (await admin.request('GET', '/_emulator/api-keys')).body as readonly ShownKey[]
}

async function added ({ admin }: TestEmulator, name = 'added'): Promise<ShownKey> {
  return (await admin.request('POST', '/_emulator/api-keys', { name })).body as ShownKey
}

const fileOf = ({ files }: TestEmulator) => files.ovhConfiguration ?? ''

function inFile (emulator: TestEmulator): OvhAccess {
  const access = ovhAccessIn(readFileSync(fileOf(emulator), 'utf8'))
  if (access === undefined) throw new Error(`${fileOf(emulator)} has no API key`)
  return access
}

const keysIn = (emulator: TestEmulator) => ({ ...inFile(emulator), endpoint: undefined })

describe('a server', () => {
  it('has one API key at first, that of ovh.conf, which is private and names the server', async () => {
    const emulator = await start()
    expect(path.basename(fileOf(emulator))).toBe('ovh.conf')
    expect(statSync(fileOf(emulator)).mode & 0o777).toBe(0o600)
    const { endpoint, applicationKey } = inFile(emulator)
    expect(endpoint).toBe(`${emulator.endpoint}/1.0`)
    expect(await listed(emulator)).toMatchObject([{ name: 'ovh.conf', applicationKey }])
  })

  it('with a plain port names that in ovh.conf', async () => {
    const emulator = await start(['--ephemeral', '--ovh-api-port', '0'])
    expect(emulator.ovhApi).toMatch(/^http:/)
    expect(inFile(emulator).endpoint).toBe(`${emulator.ovhApi ?? ''}/1.0`)
    expect(inFile(await restart(['--ephemeral'])).endpoint).toBe(`${running?.endpoint ?? ''}/1.0`)
  })

  it('keeps API keys over a restart, and ovh.conf follows its endpoint', async () => {
    const first = await start()
    await added(first)
    const [before, keys] = [await listed(first), keysIn(first)]
    const second = await restart()
    expect(await listed(second)).toEqual(before)
    expect(keysIn(second)).toEqual(keys)
    expect(inFile(second).endpoint).toBe(`${second.endpoint}/1.0`)
  })

  it('without its data folder takes the key of ovh.conf over, and no other', async () => {
    const first = await start()
    await added(first)
    const keys = keysIn(first)
    const second = await restart([], ({ data }) => { rmSync(data, { recursive: true }) })
    expect(keysIn(second)).toEqual(keys)
    expect((await listed(second)).map(({ applicationKey }) => applicationKey)).toEqual([keys.applicationKey])
  })

  it('in memory keeps the key of its certificate folder', async () => {
    const first = await start(['--ephemeral'])
    const keys = keysIn(first)
    expect(keysIn(await restart())).toEqual(keys)
  })

  it('whose ovh.conf is gone writes another key', async () => {
    const first = await start()
    const keys = keysIn(first)
    const second = await restart([], ({ certs }) => { rmSync(path.join(certs, 'ovh.conf')) })
    expect(keysIn(second)).not.toEqual(keys)
    expect(await listed(second)).toHaveLength(2)
  })

  it('does not take a removed key back, and writes another one', async () => {
    const first = await start()
    const keys = keysIn(first)
    expect((await first.admin.request('DELETE', `/_emulator/api-keys/${keys.applicationKey}`)).status).toBe(204)
    const second = await restart()
    expect(keysIn(second).applicationKey).not.toBe(keys.applicationKey)
    expect((await listed(second)).map(({ applicationKey }) => applicationKey)).toEqual([keysIn(second).applicationKey])
  })
})

describe('a reset of the server', () => {
  it.each(['running', 'stopped'])('keeps the key of ovh.conf alone: %s', async (state) => {
    const first = await start()
    await added(first)
    const keys = keysIn(first)
    if (state === 'running') await first.admin.request('POST', '/_emulator/reset')
    else {
      await first.stop()
      expect(await command(first, 'reset', 'server')).toMatchObject({ code: 0 })
      await restart()
    }
    expect((await listed(running ?? first)).map(({ applicationKey }) => applicationKey)).toEqual([keys.applicationKey])
    expect(keysIn(running ?? first)).toEqual(keys)
  })
})

it('API keys are added, listed and removed while the server is stopped', async () => {
  const first = await start()
  await first.stop()
  const { code, out } = await command(first, 'api-key', 'add', '--name', 'mine', '--rule', 'get /v2/okms/*', '--json')
  expect(code).toBe(0)
  const { applicationKey, applicationSecret, consumerKey } = JSON.parse(out) as Required<ShownKey>
  const list = await command(first, 'api-key', 'list')
  expect(list.out).toMatch(/^applicationKey +name +description +createdAt\n/)
  expect(list.out).toContain(`${applicationKey}  mine `)
  for (const secret of [applicationSecret, consumerKey]) expect(list.out).not.toContain(secret)
  const second = await restart()
  expect((await listed(second)).map(({ name }) => name)).toEqual(['ovh.conf', 'mine'])
  await second.stop()
  expect(await command(second, 'api-key', 'remove', applicationKey)).toMatchObject({ code: 0, out: 'removed\n' })
  expect((await listed(await restart())).map(({ name }) => name)).toEqual(['ovh.conf'])
})

it('people are shown the secrets once, and read that they are', async () => {
  const emulator = await start()
  const { out, err } = await command(emulator, 'api-key', 'add')
  expect(out).toMatch(/^applicationSecret: +[A-Za-z\d]{32}$/m)
  expect(out).toMatch(/^consumerKey: +[A-Za-z\d]{32}$/m)
  expect(err).toContain('okms-emulator: applicationSecret and consumerKey are shown this once; keep them now\n')
})

it('what the server refuses is named as on the command line', async () => {
  const emulator = await start()
  expect(await command(emulator, 'api-key', 'show', 'abcdefghijklmnop'))
    .toMatchObject({ code: 34, out: '', err: expect.stringContaining('APPLICATION_KEY: no API key "abcdefghijklmnop"') as string })
})

it('no secret of an API key is in the log', async () => {
  const first = await start(['--log-level', 'trace'])
  const { applicationSecret = '', consumerKey = '' } = await added(first)
  await first.admin.request('GET', '/_emulator/api-keys')
  const own = inFile(first)
  const second = await restart()
  const written = first.log() + second.log()
  expect(written.length).toBeGreaterThan(100)
  for (const secret of [applicationSecret, consumerKey, own.applicationSecret, own.consumerKey]) {
    expect(secret).toHaveLength(32)
    expect(written).not.toContain(secret)
  }
})

/** A command on the folders of this emulator. */
async function command (
  { folder }: TestEmulator, ...words: readonly string[]
): Promise<{ readonly code: number, readonly out: string, readonly err: string }> {
  const written = { out: '', err: '' }
  const place = ['--data', path.join(folder, 'data'), '--certs', path.join(folder, 'certs')]
  const code = await run([...words, ...place], {
    env: {},
    cwd: folder,
    stdout: { write: (text: string) => { written.out += text } },
    stderr: { write: (text: string) => { written.err += text } }
  })
  return { code, ...written }
}
