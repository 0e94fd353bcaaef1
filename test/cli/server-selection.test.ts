// The rule by which commands find a server (cli/server-selection.ts), as a table over all commands
// and all states of the folders.

import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../src/cli/commands.js'
import { nouns } from '../../src/cli/control/nouns.js'
import { run } from '../../src/cli/run.js'
import { adminRule, serverRule } from '../../src/cli/server-selection.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'

const onFolders = nouns.filter(({ needsServer }) => needsServer !== true)
const hasList = ({ verbs }: typeof nouns[number]) => verbs.some(({ name }) => name === 'list')
const managing = onFolders.filter(hasList).map(({ name }) => [name, 'list'])
const changing = onFolders.filter((noun) => !hasList(noun))
const reading = [
  ['env'], ['doctor'], ['healthcheck'], ['wait', '--timeout', '0'], ['bundle'], ['key', 'list'], ['secret', 'list']
]
/** They name the server by host and port. */
const probing = new Set(['healthcheck', 'wait'])

/** The file system does not change for these; bundle writes, but into its own folder. */
const every = [...managing, ...reading]

const newFolder = () => mkdtempSync(path.join(tmpdir(), 'okms-emulator-test-'))
const folders: string[] = []

async function command (cwd: string, words: readonly string[], env: Record<string, string> = {}) {
  const written = { out: '', err: '' }
  const code = await run(words, {
    env,
    cwd,
    stdout: { write: (text: string) => { written.out += text } },
    stderr: { write: (text: string) => { written.err += text } }
  })
  return { code, ...written }
}

const places = (folder: string) => ['--certs', path.join(folder, 'certs')]
const listOf = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort()

let persistent: TestEmulator
let ephemeral: TestEmulator
/** Of a server that was stopped; its okms.yaml names a port that is closed. */
let stopped: TestEmulator
beforeAll(async () => {
  persistent = await startTestEmulator({ flags: [] })
  ephemeral = await startTestEmulator()
  stopped = await startTestEmulator({ flags: [] })
  await stopped.stop()
})
afterAll(async () => {
  for (const emulator of [persistent, ephemeral, stopped]) await emulator.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe.each(every.map((words) => ({ name: words.join(' '), words })))('$name', ({ words }) => {
  it.each<[string, () => TestEmulator]>([
    ['persistent', () => persistent], ['ephemeral', () => ephemeral]
  ])('finds a server that is %s by okms.yaml', async (_kind, of) => {
    const { code, err } = await command(newIn(), [...words, ...places(of().folder)])
    expect([code, err.split('\n')[0]]).toEqual([0, expect.stringContaining(`using the server at ${probing.has(words[0] ?? '') ? `localhost port ${of().port}` : of().endpoint}`) as string])
  })

  it('uses the one that --endpoint names', async () => {
    const endpoint = persistent.endpoint.replace('localhost', '127.0.0.1')
    const { code, err } = await command(newIn(), [...words, ...places(persistent.folder), '--endpoint', endpoint])
    expect([code, err]).toEqual([0, expect.stringContaining(`using the server at ${probing.has(words[0] ?? '') ? '127.0.0.1 port' : endpoint}`) as string])
  })

  it('finds it by the environment and by the configuration file', async () => {
    expect(await command(newIn(), words, { OKMS_EMULATOR_CERTS: persistent.certs })).toMatchObject({ code: 0 })
  })

  it('in an empty folder makes nothing, and says what it looked for and where', async () => {
    const cwd = newIn()
    const { code, out, err } = await command(cwd, words)
    expect(code).not.toBe(0)
    expect([out, listOf(cwd)]).toEqual(['', []])
    expect(err).toContain(path.join(cwd, '.okms-emulator/certs'))
    expect(err).toContain('--certs')
  })

  it('has the rule in its help', () => {
    const { options, notes = [] } = commands.find(({ name }) => name === words[0]) ?? { options: [] }
    expect(notes.join('\n')).toContain(managing.includes(words) ? adminRule : serverRule)
    expect(options.map(({ name }) => name)).toEqual(expect.arrayContaining(['endpoint', 'certs', 'json', 'config']))
  })
})

function newIn (): string {
  const folder = newFolder()
  folders.push(folder)
  return folder
}

describe.each(managing.map((words) => ({ name: words.join(' '), words })))('$name', ({ words }) => {
  it('works on the data folder when the server of okms.yaml is down', async () => {
    const before = listOf(stopped.folder)
    const { code, err } = await command(newIn(), [...words, ...places(stopped.folder)], {
      OKMS_EMULATOR_DATA: path.join(stopped.folder, 'data')
    })
    expect([code, err]).toEqual([0, expect.stringMatching(/using the data folder .*data, on which no server runs; no answer from https:\/\/localhost:\d+, the server of .*okms\.yaml/) as string])
    expect(listOf(stopped.folder)).toEqual(before)
  })

  it('says so when there is no database either', async () => {
    const cwd = newIn()
    const { code, err } = await command(cwd, [...words, ...places(stopped.folder)])
    expect([code, err]).toEqual([36, expect.stringMatching(/no answer from https:\/\/localhost:\d+.*; no database in .*\.okms-emulator\/data/) as string])
    expect(listOf(cwd)).toEqual([])
  })

  it('with --ephemeral leaves the data folder alone', async () => {
    const { code } = await command(newIn(), [
      ...words, ...places(stopped.folder), '--data', path.join(stopped.folder, 'data'), '--ephemeral'
    ])
    expect(code).toBe(36)
  })

  it('does not make a certificate folder for a database that has none', async () => {
    const cwd = newIn()
    const { code, err } = await command(cwd, [...words, '--data', path.join(stopped.folder, 'data')])
    expect([code, err]).toEqual([36, expect.stringContaining('has a database') as string])
    expect(listOf(cwd)).toEqual([])
  })
})

describe.each(changing.map(({ name, verbs }) => ({
  name, words: [name, verbs.find(({ takes }) => takes === undefined)?.name ?? '']
})))('$name, which lists nothing', ({ name, words }) => {
  it('in an empty folder makes nothing, and says what it looked for and where', async () => {
    const cwd = newIn()
    expect(await command(cwd, words)).toMatchObject({
      code: 36, out: '', err: expect.stringContaining(path.join(cwd, '.okms-emulator/certs')) as string
    })
    expect(listOf(cwd)).toEqual([])
  })

  it('with --ephemeral leaves the data folder alone', async () => {
    const data = path.join(stopped.folder, 'data')
    const { code } = await command(newIn(), [...words, ...places(stopped.folder), '--data', data, '--ephemeral'])
    expect(code).toBe(36)
  })

  it('finds a server by okms.yaml', async () => {
    expect(await command(newIn(), [...words, ...places(ephemeral.folder)])).toMatchObject({
      code: 0, err: expect.stringContaining(`using the server at ${ephemeral.endpoint}`) as string
    })
  })

  it('has the rule in its help', () => {
    expect(commands.find((one) => one.name === name)?.notes?.join('\n')).toContain(adminRule)
  })
})

const steering = nouns.filter(({ needsServer }) => needsServer === true)
  .map(({ name, verbs }) => ({ name, verb: verbs[0]?.name ?? '' }))

describe.each(steering)('$name', ({ name, verb }) => {
  it('needs a running server, and says so on the folder of a stopped one', async () => {
    const before = listOf(stopped.folder)
    const words = [name, verb, ...places(stopped.folder), '--data', path.join(stopped.folder, 'data')]
    expect(await command(newIn(), words)).toMatchObject({
      code: 36, err: expect.stringContaining('only a running server has what this command shows or changes') as string
    })
    expect(listOf(stopped.folder)).toEqual(before)
  })
})

describe('two servers with one certificate folder', () => {
  let first: TestEmulator
  let second: TestEmulator
  let dataOf: (name: string) => string
  beforeAll(async () => {
    const folder = newIn()
    dataOf = (name) => path.join(folder, name)
    first = await startTestEmulator({ flags: ['--data', dataOf('one')], folder })
    second = await startTestEmulator({ flags: ['--data', dataOf('two')], folder })
    await first.admin.request('POST', '/_emulator/domains', { name: 'only of the first' })
    mkdirSync(dataOf('none'))
  })
  afterAll(async () => {
    await first.stop()
    await second.close()
  })

  it.each<[string, () => { server: TestEmulator, words: string[] }]>([
    ['the first by its data folder', () => ({ server: first, words: ['--data', dataOf('one')] })],
    ['the second by its data folder', () => ({ server: second, words: ['--data', dataOf('two')] })],
    ['the first by its endpoint', () => ({ server: first, words: ['--endpoint', first.endpoint] })],
    ['the second by its endpoint, whatever --data says', () => ({ server: second, words: ['--endpoint', second.endpoint, '--data', dataOf('one')] })]
  ])('%s', async (_what, given) => {
    const { server, words } = given()
    const { out, err } = await command(newIn(), ['domain', 'list', '--json', ...places(first.folder), ...words])
    expect(err).toContain(`using the server at ${server.endpoint}`)
    expect(JSON.parse(out).length).toBe(server === first ? 2 : 1)
  })

  it('not one of them for a data folder without a database', async () => {
    expect(await command(newIn(), ['domain', 'list', ...places(first.folder), '--data', dataOf('none')]))
      .toMatchObject({ code: 36, err: expect.stringContaining(`no database in ${dataOf('none')}`) as string })
    expect(readdirSync(dataOf('none'))).toEqual([])
  })
})

it('a data folder names its server while one runs, and what a killed one left behind does not count', async () => {
  const data = path.join(stopped.folder, 'data')
  expect(JSON.parse(readFileSync(path.join(persistent.folder, 'data/server.json'), 'utf8')))
    .toEqual({ endpoint: persistent.endpoint })
  expect(readdirSync(data)).not.toContain('server.json')
  writeFileSync(path.join(data, 'server.json'), '{"endpoint":"https://localhost:1"}')
  expect(await command(newIn(), ['domain', 'list', ...places(stopped.folder), '--data', data]))
    .toMatchObject({ code: 0, err: expect.stringContaining('on which no server runs') as string })
})
