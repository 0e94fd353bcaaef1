// seed and export: what they print and write, on a running server and on a stopped one's folder.

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../../src/cli/run.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

describe.each(['running', 'stopped'])('on a %s server\'s folder', (state) => {
  let folder: string
  let emulator: TestEmulator
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'okms-emulator-test-'))
    emulator = await startTestEmulator({ flags: [], folder })
    if (state === 'stopped') await emulator.stop()
  })
  afterAll(async () => {
    await emulator.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const file = (name: string) => path.join(folder, name)

  async function command (words: readonly string[], stdin = '') {
    const written = { out: '', err: '' }
    const code = await run([...words, '--data', file('data'), '--certs', file('certs')], {
      env: {},
      cwd: folder,
      stdout: { write: (text: string) => { written.out += text } },
      stderr: { write: (text: string) => { written.err += text } },
      stdin: Readable.from([stdin])
    })
    return { code, ...written }
  }

  it('applies files in order, writes what they want written, and prints the rest', async () => {
    writeFileSync(file('one.yaml'), 'domains: [{ name: shop, credentials: [{ name: backend, out: backend }] }]')
    writeFileSync(file('two.json'), '{"tokens": [{"name": "pipeline", "domains": ["shop"]}]}')
    const { code, out, err } = await command(['seed', 'one.yaml', 'two.json'])
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('are shown this once') as string })
    expect(err).toContain(`wrote ${file('backend/client-key.pem')}`)
    expect(statSync(file('backend/client-key.pem')).mode & 0o777).toBe(0o600)
    expect(readFileSync(file('backend/client.pem'), 'utf8')).toContain('BEGIN CERTIFICATE')
    expect(out).toMatch(/^outcome +kind +name +id\ncreated +domain +shop +[0-9a-f-]{36}\ncreated +credential +backend +[0-9a-f-]{36}\ncreated +token +pipeline +[0-9a-f-]{36}\n3 created, 0 unchanged\ntoken of token pipeline:\ney[\w.-]+\n$/)
    expect((await command(['seed', 'one.yaml', 'two.json'])).out).toContain('\n0 created, 3 unchanged\n')
  })

  it('reads standard input, and says what is wrong with it', async () => {
    expect(await command(['seed', '-'], 'domains: [{ secrets: [{ path: a }] }]')).toMatchObject({ code: 0 })
    const { code, out, err } = await command(['seed', '-'], 'tokns: []\ngroups: 5')
    expect({ code, out }).toEqual({ code: 34, out: '' })
    expect(err).toMatch(/standard input:1:8 tokns: unknown member; did you mean tokens\?.*\nokms-emulator: standard input:2:9 groups: got the number 5; accepted: a list\n$/)
  })

  it('shows what cannot be written instead of losing it', async () => {
    writeFileSync(file('taken'), '')
    const { code, out, err } = await command(['seed', '-'], 'tokens: [{ name: lost, out: taken/token }]')
    expect(code).toBe(21)
    expect(err).toContain('taken')
    expect(out).toMatch(/^token of token lost:\ney/)
  })

  it('refuses a file that is not there, and no file', async () => {
    const missing = await command(['seed', 'missing.yaml'])
    expect(missing.code).toBe(2)
    expect(missing.err).toContain('missing.yaml cannot be read (ENOENT)')
    const none = await command(['seed'])
    expect(none.code).toBe(2)
    expect(none.err).toContain('seed: a file is missing')
  })

  it('exports a seed that it takes', async () => {
    await command(['seed', '-'], 'domains: [{ name: exported, keys: [{ name: k, type: EC }] }]')
    const whole = await command(['export', '--material'])
    expect(whole.out).toMatch(/^# yaml-language-server: .*\n# With the private parts/)
    expect((await command(['seed', '-'], whole.out)).out).toContain('\n0 created, ')
    const { out } = await command(['export', '--json'])
    const { domains } = JSON.parse(out) as { domains: ReadonlyArray<{ okmsId: string, name: string }> }
    const okmsId = domains.find(({ name }) => name === 'exported')?.okmsId ?? ''
    const one = await command(['export', '--domain', okmsId])
    expect(one.out).toContain('name: exported')
    expect(one.out).not.toContain('name: okms-emulator')
  })
})
