// secret import: every format, from files, folders and another server; all or nothing for a file with a fault.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { run } from '../../../../src/cli/run.js'
import { startTestEmulator, type TestEmulator } from '../../../harness/emulator.js'

/** In every value of these tests. */
const marked = 'hunter2'

let emulator: TestEmulator
let said: string
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })
beforeEach(() => { said = '' })
afterEach(() => { expect(said).not.toContain(marked) })

async function command (argv: readonly string[], typed = '') {
  const output = { stdout: '', stderr: '' }
  const code = await run(argv, {
    env: { OKMS_EMULATOR_CERTS: emulator.certs },
    cwd: emulator.folder,
    stdout: { write: (text) => { output.stdout += text } },
    stderr: { write: (text) => { output.stderr += text } },
    stdin: Readable.from([typed])
  })
  return { code, out: output.stdout, err: output.stderr.replace(/^.*using the server at .*\n/, '') }
}

/** Reports never have a value in them. */
async function importing (...words: readonly string[]) {
  const reply = await command(['secret', 'import', ...words])
  said += reply.out + reply.err
  return reply
}

/** Path, result and version of each secret. */
async function outcomes (...words: readonly string[]) {
  const { out } = await importing(...words, '--json')
  const reported = JSON.parse(out) as ReadonlyArray<{ path: string, result: string, version?: number }>
  return reported.map(({ path: to, result, version }) => `${to} ${result} ${version ?? ''}`.trimEnd())
}

async function json<Value> (...words: readonly string[]): Promise<Value> {
  return JSON.parse((await command(['secret', ...words, '--json'])).out) as Value
}

const dataOf = async (secretPath: string) => await json('get', secretPath)

const pathsBelow = async (folder: string) =>
  (await json<ReadonlyArray<{ path: string }>>('list', folder)).map((listed) => listed.path)

function file (name: string, content: string | object): string {
  const full = path.join(emulator.folder, name)
  mkdirSync(path.dirname(full), { recursive: true })
  writeFileSync(full, typeof content === 'string' ? content : JSON.stringify(content, null, 2))
  return name
}

/** As `vault kv get -format=json` prints it. */
const kvReply = (data: object | null) => ({
  request_id: '1',
  lease_id: '',
  lease_duration: 0,
  renewable: false,
  data: { data, metadata: { version: 3, destroyed: false } },
  warnings: null
})

describe('a report', () => {
  it('says what was created, what got a version, and what is the same', async () => {
    const from = file('first.json', { 'report/a': { x: marked }, 'report/b': { x: marked } })
    const out = 'path      result   version\nreport/a  created  1\nreport/b  created  1\n'
    expect(await importing(from)).toEqual({ code: 0, out, err: '' })
    file('first.json', { 'report/a': { x: marked }, 'report/b': { x: marked, y: 1 }, 'report/c': {} })
    expect(await outcomes(from)).toEqual(['report/a unchanged 1', 'report/b new version 2', 'report/c created 1'])
    expect(await outcomes(from)).toEqual(['report/a unchanged 1', 'report/b unchanged 2', 'report/c unchanged 1'])
  })

  it('--dry-run says the same, and writes nothing', async () => {
    await importing(file('dry.json', { 'dry/a': { x: 1 } }))
    file('dry.json', { 'dry/a': { x: 2 }, 'dry/b': {} })
    expect(await outcomes('dry.json', '--dry-run')).toEqual(['dry/a new version', 'dry/b created'])
    expect((await importing('dry.json', '--dry-run')).err).toBe('okms-emulator: --dry-run: nothing was written\n')
    expect(await pathsBelow('dry')).toEqual(['dry/a'])
    expect(await dataOf('dry/a')).toEqual({ x: 1 })
  })

  it('a version that is not active is followed by a new one', async () => {
    const from = file('state.json', { 'state/a': { x: 1 } })
    await importing(from)
    await emulator.api('DELETE', '/secret/data/state/a')
    expect(await outcomes(from)).toEqual(['state/a new version 2'])
  })

  it('names the version that it read, so that a required check-and-set parameter is no obstacle', async () => {
    const to = `/api/${emulator.okmsId}/v2/secret/refused%2Fa`
    await importing(file('refused.json', { 'refused/a': { x: 1 } }))
    await emulator.client.request('PUT', to, { metadata: { maxVersions: 1 } })
    await emulator.client.request('PUT', `/api/${emulator.okmsId}/v2/secretConfig`, { casRequired: true })
    file('refused.json', { 'refused/a': { x: 2 }, 'refused/b': { x: marked } })
    expect(await outcomes('refused.json')).toEqual(['refused/a new version 2', 'refused/b created 1'])
    await emulator.client.request('PUT', `/api/${emulator.okmsId}/v2/secretConfig`, { casRequired: false })
  })

  it('says what the server refuses, and goes on with the others', async () => {
    // With what the request adds, one level more than the server reads.
    const deep = `${'{"a":'.repeat(999)}1${'}'.repeat(999)}`
    const from = file('deep.json', `{"deep/a": ${deep}, "deep/b": {"x": "${marked}"}}`)
    const { code, out, err } = await importing(from)
    expect([code, out]).toEqual([34, expect.stringMatching(/deep\/a +refused[^\n]*\ndeep\/b +created +1\n/i)])
    expect(err).toContain('deep/a: ')
    expect(err).toContain('more than 1000 levels')
    expect(await pathsBelow('deep')).toEqual(['deep/b'])
  })
})

describe('the formats', () => {
  it('dotenv: the fields of one secret', async () => {
    const from = file('app.env', `# settings\nexport USER="al ice"\nPASSWORD='${marked}#'\n`)
    expect(await outcomes(from, '--path', 'dotenv/app')).toEqual(['dotenv/app created 1'])
    expect(await dataOf('dotenv/app')).toEqual({ USER: 'al ice', PASSWORD: `${marked}#` })
  })

  it('JSON with --path: the fields of one secret', async () => {
    const from = file('fields.json', { user: 'alice', nested: { list: [1, null, { __proto__: {} }] } })
    await importing(from, '--path', 'json/one')
    expect(await dataOf('json/one')).toEqual(JSON.parse(readFileSync(path.join(emulator.folder, from), 'utf8')))
  })

  it('a reply of KV v2, and a folder of them', async () => {
    const from = file('kv.json', kvReply({ a: marked }))
    expect(await outcomes(from, '--path', 'kv/one')).toEqual(['kv/one created 1'])
    expect(await dataOf('kv/one')).toEqual({ a: marked })
    file('export/app/db.json', kvReply({ b: 1 }))
    file('export/top.json', { c: 2 })
    file('export/README.md', 'not a secret')
    expect(await outcomes('export')).toEqual(['app/db created 1', 'top created 1'])
    const below = await outcomes('export', '--path', 'kv/below')
    expect(below).toEqual(['kv/below/app/db created 1', 'kv/below/top created 1'])
    expect([await dataOf('app/db'), await dataOf('kv/below/top')]).toEqual([{ b: 1 }, { c: 2 }])
  })

  it('JSON lines, with data or replies of KV v2', async () => {
    const lines = [{ path: 'lines/a', data: { x: marked } }, { path: 'lines/b', data: kvReply({ y: 1 }) }]
    const from = file('lines.jsonl', lines.map((line) => `${JSON.stringify(line)}\r\n`).join('\n'))
    expect(await outcomes(from)).toEqual(['lines/a created 1', 'lines/b created 1'])
    expect([await dataOf('lines/a'), await dataOf('lines/b')]).toEqual([{ x: marked }, { y: 1 }])
    expect(await outcomes(file('line.jsonl', JSON.stringify(lines[0])))).toEqual(['lines/a unchanged 1'])
  })

  it('from standard input, and one that is named', async () => {
    const argv = ['secret', 'import', '-', '--path', 'typed/a', '--format', 'json']
    expect(await command(argv, JSON.stringify(kvReply({})))).toMatchObject({ code: 0 })
    expect(await dataOf('typed/a')).toEqual(kvReply({}))
  })
})

describe('a fault keeps every secret from being written', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['dotenv', `A=1\nB="${marked}\n`, ['--path', 'fault/a'], ['line 2, column 3: this quoted value never ends; close it with "']],
    ['dotenv, with several', `A 1\nB='x' ${marked}\n`, ['--path', 'fault/a'], [
      'line 1, column 2: "=" expected', 'line 2, column 7: text after'
    ]],
    ['dotenv without a path', `A=${marked}`, [], ['a dotenv file names no path; name the path of the secret with --path']],
    ['JSON', `{\n  "fault/a": {"x": "${marked}"},\n  "fault/b": {"x": ${marked}}\n}`, [], ['line 3, column 20: a word without quotes']],
    ['JSON that is a list', `["${marked}"]`, [], ['it is no JSON object']],
    ['a member that is given twice', `{"fault/a": {"x": 1, "x": "${marked}"}}`, [], ['$.....x: given twice']],
    ['a value in place of fields', `{"fault/a": {}, "fault/b": "${marked}"}`, [], ['fault/b: its data is no object of fields; for one secret']],
    ['a path that is none', `{"fault/a": {}, "fault//b": {"x": "${marked}"}}`, [], ['the path "fault//b": it has an empty segment']],
    ['data that is too large', JSON.stringify({ 'fault/a': { x: marked.repeat(10_000) } }), [], ['fault/a: its data has 70008 bytes as compact JSON; at most 65536 are accepted']],
    ['a reply without a path', JSON.stringify(kvReply({ x: marked })), [], ['a reply of KV v2 names no path']],
    ['a reply without data', JSON.stringify(kvReply(null)), ['--path', 'fault/a'], ['fault/a: its version is deleted and has no data']],
    ['a file that is no reply', '{"x": 1}', ['--format', 'kv', '--path', 'fault/a'], [
      'it has no data.data and data.metadata'
    ]],
    ['JSON lines', `{"path":"fault/a","data":{}}\n{"path":"b","data":{"x":"${marked}}}\n{}\n`, [], [
      'line 2, column 25: this string never ends', 'line 3: it is no {"path": PATH, "data": {...}}'
    ]],
    ['JSON lines with a path twice', '{"path":"fault/a","data":{}}\n{"path":"fault/a","data":{}}', [], ['the path fault/a: given twice']]
  ])('%s', async (_, content, words, problems) => {
    const { code, out, err } = await importing(file('faulty', content), ...words)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    const lines = err.trimEnd().split('\n')
    expect(lines).toHaveLength(problems.length)
    for (const [index, problem] of problems.entries()) {
      expect(lines[index]).toContain(`okms-emulator: faulty: ${problem}`)
    }
    expect(await pathsBelow('fault')).toEqual([])
  })

  it('in one file of a folder', async () => {
    file('partly/a.json', { x: 1 })
    file('partly/b.json', `{"x": ${marked}`)
    const { code, err } = await importing('partly', '--path', 'fault')
    expect(code).toBe(2)
    expect(err).toMatch(/b\.json: line 1, column 7/)
    expect(await pathsBelow('fault')).toEqual([])
  })

  beforeAll(() => { mkdirSync(path.join(emulator.folder, 'data'), { recursive: true }) })

  it.each<[readonly string[], RegExp]>([
    [[], /name a FILE, or a server with --from, and not both/],
    [['a.json', '--from', 'https://vault:8200'], /and not both/],
    [['none.json'], /none\.json cannot be read \(ENOENT\)/],
    [['data'], /data: there are no \.json files in this folder/],
    [['a.json', '--format', 'yaml'], /--format: got "yaml"; accepted: dotenv, jsonl, kv, json/],
    [['--from', 'http://vault:8200'], /--from: got "http:\/\/vault:8200"; accepted: an https URL, or an http URL of this machine/],
    [['--from', 'https://vault:8200'], /--token-file is missing/]
  ])('%j is refused', async (words, why) => {
    expect(await importing(...words)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(why) as string })
  })
})

describe('--from another server', () => {
  it('reads every folder by its KV v2 API, and leaves out what is deleted there', async () => {
    const other = await startTestEmulator()
    const there = { 'app/db': { x: marked }, 'app/deep/er': { y: 1 }, top: {}, gone: {} }
    for (const [to, data] of Object.entries(there)) {
      await other.api('POST', `/secret/data/${to}`, { data })
    }
    await other.api('DELETE', '/secret/data/gone')
    const { body } = await other.admin.request('POST', '/_emulator/tokens', { name: 'import' })
    file('token', `${String(body.token)}\n`)
    const from = ['--from', `${other.endpoint}/api/${other.okmsId}`, '--token-file', 'token', '--ca', other.files.ca]

    expect(await outcomes(...from, '--path', 'there'))
      .toEqual(['there/app/db created 1', 'there/app/deep/er created 1', 'there/top created 1'])
    expect(await dataOf('there/app/db')).toEqual({ x: marked })
    expect(await outcomes(...from, '--folder', 'app/deep')).toEqual(['app/deep/er created 1'])
    const { err } = await importing(...from, '--path', 'there')
    expect(err).toBe('okms-emulator: gone: left out, its latest version has no data there\n')
    const wrongMount = await importing(...from, '--mount', 'kv')
    expect(wrongMount.code).toBe(34)
    expect(wrongMount.err).toMatch(/listing the secrets was answered with status 404\n$/)
    expect(await importing('--from', other.endpoint, '--token-file', 'token')).toMatchObject({ code: 33 })
    await other.close()
  })

  describe('with pages, over HTTP on this machine', () => {
    let server: Server
    let seen: readonly string[] = []
    beforeAll(async () => {
      server = createServer(answer)
      await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    })
    afterAll(() => { server.close() })

    function answer (request: IncomingMessage, response: ServerResponse): void {
      seen = [...seen, `${request.url ?? ''} ${String(request.headers['x-vault-token'])}`]
      const isList = request.url?.includes('list=true') === true
      const isFirst = request.headers['x-pagination-cursor'] === undefined
      if (isList && isFirst) response.setHeader('x-pagination-cursor-next', 'more')
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(isList ? { data: { keys: isFirst ? ['a'] : ['b c'] } } : kvReply({ x: 1 })))
    }

    it('reads each of them, and names a path that cannot be had here', async () => {
      file('token', 'text')
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
      const { code, err } = await importing('--from', url, '--token-file', 'token', '--mount', 'team/kv')
      const list = '/v1/team/kv/metadata/?list=true text'
      expect(seen).toEqual([list, list, '/v1/team/kv/data/a text', '/v1/team/kv/data/b%20c text'])
      expect(code).toBe(2)
      expect(err).toContain('the path "b c": it has a blank')
    })
  })
})
