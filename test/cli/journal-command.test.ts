// The journal on the command line: what people read, and how the command ends.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { run } from '../../src/cli/run.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })
beforeEach(async () => { await emulator.admin.request('DELETE', '/_emulator/journal') })

async function journal (...words: readonly string[]) {
  const written = { out: '', err: '' }
  const { endpoint, certs, pki, folder } = emulator
  const place = ['--endpoint', endpoint, '--certs', certs, '--pki', pki]
  const code = await run(['journal', ...words, ...place], {
    env: {},
    cwd: folder,
    stdout: { write: (text: string) => { written.out += text } },
    stderr: { write: (text: string) => { written.err += text } }
  })
  return { code, ...written, lines: written.out.trimEnd().split('\n') }
}

const random = () => emulator.api('GET', '/random')

it('lists the newest first, in a table', async () => {
  await random()
  await emulator.api('GET', '/random?length=0')
  const { code, lines } = await journal('list')
  expect([code, lines]).toEqual([0, [
    expect.stringMatching(/^ *# {2}time +operation +resource +status +ms$/),
    expect.stringMatching(/GenerateRandomBytes {2}domain\/[\da-f-]+ {2}400 +[\d.]+$/),
    expect.stringMatching(/^ +query length: /),
    expect.stringMatching(/GenerateRandomBytes {2}domain\/[\da-f-]+ {2}200 +[\d.]+$/)
  ]])
  expect((await journal('list', '--operation', 'Encrypt')).out).toBe('none\n')
})

it('counts and clears', async () => {
  await random()
  expect(await journal('count', '--status', '2xx', '--domain', emulator.okmsId)).toMatchObject({ code: 0, out: '1\n' })
  expect(await journal('clear')).toMatchObject({ code: 0, out: 'cleared\n' })
  expect((await journal('count')).out).toBe('0\n')
})

it('waits, and fails with the nearest misses when nothing came', async () => {
  await random()
  expect(await journal('wait', '--operation', '*Random*')).toMatchObject({ code: 0 })
  const { code, out, err } = await journal('wait', '--operation', 'Encrypt', '--count', '2', '--timeout', '10ms')
  expect([code, out]).toEqual([70, 'none\n'])
  expect(err).toContain('okms-emulator: expected at least 2 requests in the journal, found 0\n')
  expect(err).toMatch(/operationId {2}expected Encrypt {2}actual GenerateRandomBytes/)
})

it('fails with JSON alike', async () => {
  const { code, out } = await journal('wait', '--timeout', '0s', '--json')
  expect([code, JSON.parse(out)]).toMatchObject([70, { complete: false, count: 0, entries: [], nearest: [] }])
})

it('follows as lines, and as lines of JSON', async () => {
  for (let sent = 0; sent < 3; sent++) await random()
  const { code, lines } = await journal('follow', '--after', '0', '--limit', '2')
  expect([code, lines]).toEqual([0, [
    expect.stringMatching(/^[-\d:T.Z]+ {2}GenerateRandomBytes {2}domain\/[\da-f-]+ {2}200 {2}[\d.]+$/),
    expect.stringMatching(/GenerateRandomBytes/)
  ]])
  const asJson = await journal('follow', '--after', '0', '--limit', '3', '--json')
  expect(asJson.lines.map((line) => (JSON.parse(line) as { status: number }).status)).toEqual([200, 200, 200])
})

it.each([
  [['list', '--status', '99'], /--status: got "99"/],
  [['list', '--resource', 'key'], /--resource: got "key".*a kind and an id such as secret/],
  [['list', '--limit', '1001'], /--limit: got "1001".*from 1 to 1000/],
  [['wait', '--timeout', 'soon'], /--timeout: got "soon"/],
  [['list', '--since', 'today'], /--since: got "today"/]
])('refuses %j before it calls the server', async (words, expected) => {
  const { code, err } = await journal(...words)
  expect([code, err]).toEqual([2, expect.stringMatching(expected)])
})

it('says what the server refuses in the words of the command', async () => {
  const { code, err } = await journal('list', '--operation', 'Encypt')
  expect([code, err]).toEqual([34, expect.stringMatching(/--operation: got "Encypt"; did you mean Encrypt/)])
})
