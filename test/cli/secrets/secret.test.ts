// secret list, show, get, put and delete on a running server; and no value in any message.

import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { run } from '../../../src/cli/run.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

/** In every value of these tests. */
const marked = 'hunter2'

let emulator: TestEmulator
let said: string
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })
beforeEach(() => { said = '' })
afterEach(() => { expect(said).not.toContain(marked) })

/** An object among the words is what the terminal says. */
async function secret (...words: ReadonlyArray<string | { readonly typed: string, readonly isTTY?: boolean }>) {
  const output = { stdout: '', stderr: '' }
  const input = words.find((word) => typeof word === 'object')
  const isTTY = input?.isTTY === true
  const argv = words.filter((word) => typeof word === 'string')
  const code = await run(['secret', ...argv], {
    env: { OKMS_EMULATOR_CERTS: emulator.certs },
    cwd: emulator.folder,
    stdout: { write: (text) => { output.stdout += text }, isTTY },
    stderr: { write: (text) => { output.stderr += text } },
    ...(input === undefined ? {} : { stdin: Object.assign(Readable.from([input.typed]), { isTTY }) })
  })
  said += output.stderr
  const server = `okms-emulator: using the server at ${emulator.endpoint} with the files of ${emulator.certs}\n`
  return { code, out: output.stdout, err: output.stderr.replace(server, '') }
}

const json = async (...words: readonly string[]) => JSON.parse((await secret(...words, '--json')).out)

/** A path that no other test uses. */
let made = 0
const newPath = () => `made/${++made}`

/** Of its first version. */
async function setState (secretPath: string, state: string): Promise<void> {
  const version = `/api/${emulator.okmsId}/v2/secret/${encodeURIComponent(secretPath)}/version/1`
  await emulator.client.request('PUT', version, { state })
}

describe('put', () => {
  it('creates a secret, then adds versions', async () => {
    const to = newPath()
    const created = await secret('put', to, `password=${marked}`)
    expect(created).toEqual({ code: 0, out: `${to}: created, version 1\n`, err: '' })
    const added = await secret('put', to, `password=${marked}=`, 'user=')
    expect(added).toEqual({ code: 0, out: `${to}: version 2\n`, err: '' })
    expect(await json('get', to)).toEqual({ password: `${marked}=`, user: '' })
    expect(await json('put', to, 'a=b')).toEqual({ path: to, version: 3, created: false })
  })

  it('takes a JSON object from a file or standard input, whatever is in it', async () => {
    const [one, other] = [newPath(), newPath()]
    const data = { text: marked, number: 1.5, list: [1, null], object: { __proto__: null, '': true } }
    writeFileSync(path.join(emulator.folder, 'data.json'), `\uFEFF${JSON.stringify(data)}`)
    expect(await secret('put', one, '@data.json')).toMatchObject({ code: 0 })
    expect(await secret('put', other, '-', { typed: JSON.stringify(data) })).toMatchObject({ code: 0 })
    expect([await json('get', one), await json('get', other)]).toEqual([data, data])
  })

  it('--cas writes only on the version that it names', async () => {
    const to = newPath()
    expect(await secret('put', to, 'a=1', '--cas', '1')).toEqual({ code: 34, out: '', err: `okms-emulator: there is no secret ${to}; --cas 0 creates one\n` })
    expect(await secret('put', to, 'a=1', '--cas', '0')).toMatchObject({ code: 0 })
    expect(await secret('put', to, 'a=2', '--cas', '1')).toMatchObject({ code: 0, out: `${to}: version 2\n` })
    const { code, err } = await secret('put', to, 'a=3', '--cas', '1')
    expect(code).toBe(34)
    expect(err).toContain('did not match the current version')
    expect(await json('get', to)).toEqual({ a: '2' })
  })

  it.each<[string, readonly string[], RegExp]>([
    ['no data', [], /secret put: the data is missing; accepted: name=value/],
    ['a word without =', [`a=${marked}`, marked], /secret put: word 2 after PATH is no name=value/],
    ['a word without a name', [`=${marked}`], /word 1 after PATH is no name=value/],
    ['a field that is named twice', ['a=1', `a=${marked}`], /word 2 after PATH names the field of an earlier one/],
    ['a file that is not there', ['@none.json'], /none\.json cannot be read \(ENOENT\)/],
    ['@FILE with another word', ['@none.json', 'a=1'], /word 1 after PATH is no name=value/],
    ['a version that is none', ['a=1', '--cas', 'x'], /--cas: got "x"/]
  ])('refuses %s', async (_, words, why) => {
    const { code, out, err } = await secret('put', newPath(), ...words)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(why)
  })

  it.each([
    ['{\n  "a": "hunter2",\n}', 'standard input: line 2, column 17: a comma before "}"; remove it'],
    ['["hunter2"]', 'standard input: it is no JSON object; write {"name": "value"}'],
    ['{"a": "hunter2", "b": [1e400]}', 'standard input: $.b[0]: the number is beyond the range of a 64-bit float (about 1.8e308)'],
    ['{"a": "hunter2", "a": 1}', 'standard input: $.a: given twice; a member may appear once in an object'],
    ['', 'standard input: line 1, column 1: the text ends here, a value is missing; was it cut off?']
  ])('names the fault of %j without its content', async (typed, why) => {
    expect(await secret('put', newPath(), '-', { typed })).toEqual({ code: 2, out: '', err: `okms-emulator: ${why}\n` })
  })

  it('refuses bytes that are not UTF-8', async () => {
    writeFileSync(path.join(emulator.folder, 'latin.json'), Buffer.from('{"a": "\xe9"}', 'latin1'))
    const { code, err } = await secret('put', newPath(), '@latin.json')
    expect({ code, err }).toEqual({ code: 2, err: 'okms-emulator: latin.json: it is not UTF-8; save it as UTF-8\n' })
  })

  it('reports what the server refuses, once', async () => {
    const { code, err } = await secret('put', newPath(), `a=${marked.repeat(10_000)}`)
    expect({ code, err }).toEqual({ code: 34, err: expect.stringMatching(/^okms-emulator: .*65536 are accepted\n$/) as string })
  })
})

describe('get', () => {
  it('prints the fields, a line each', async () => {
    const to = newPath()
    await secret('put', to, '-', { typed: '{"b": "x y", "a": "two\\nlines", "n": 1, "o": {"k": [null]}}' })
    expect((await secret('get', to)).out).toBe('b=x y\na="two\\nlines"\nn=1\no={"k":[null]}\n')
  })

  it('--field prints a text as it is, anything else as JSON', async () => {
    const to = newPath()
    await secret('put', to, '-', { typed: '{"a": "two\\nlines", "o": {"k": 1}}' })
    expect((await secret('get', to, '--field', 'a')).out).toBe('two\nlines\n')
    expect((await secret('get', to, '--field', 'o')).out).toBe('{"k":1}\n')
    expect(await json('get', to, '--field', 'a')).toBe('two\nlines')
    const { code, out, err } = await secret('get', to, '--field', 'toString')
    expect({ code, out }).toEqual({ code: 34, out: '' })
    expect(err).toContain('has no such field; it has 2')
  })

  it('--version is one of the secret, not that of this program', async () => {
    const to = newPath()
    await secret('put', to, 'a=1')
    await secret('put', to, 'a=2')
    expect((await secret('get', to, '--version', '1')).out).toBe('a=1\n')
    expect((await secret('get', to, '--version=2')).out).toBe('a=2\n')
    expect((await secret('get', to, '--version', '3')).err).toContain('has no version 3')
    expect((await secret('get', to, '--version', '0')).err).toContain('--version: got "0"')
    expect((await secret('get', to, '--version')).err).toContain('--version: got no value')
  })

  it.each([['deactivated'], ['deleted']])('says that a version is %s', async (state) => {
    const to = newPath()
    await secret('put', to, 'a=1')
    await setState(to, state)
    const why = `okms-emulator: version 1 of ${to} is ${state} and shows no data\n`
    expect(await secret('get', to)).toEqual({ code: 34, out: '', err: why })
  })

  it('says that there is no such secret', async () => {
    expect(await secret('get', 'none/here')).toEqual({ code: 34, out: '', err: 'okms-emulator: there is no secret none/here; see okms-emulator secret list\n' })
  })

  it('says that a secret has no version yet', async () => {
    const to = newPath()
    await emulator.api('POST', `/secret/metadata/${to}`, { max_versions: 3 })
    expect(await secret('get', to)).toMatchObject({ code: 34, err: `okms-emulator: ${to} has no version yet\n` })
    expect(await secret('put', to, 'a=1')).toMatchObject({ code: 0, out: `${to}: version 1\n` })
  })
})

describe('show and list', () => {
  it('show has metadata and versions, newest first, and no data', async () => {
    const to = newPath()
    await secret('put', to, `a=${marked}`)
    await secret('put', to, `b=${marked}`)
    await setState(to, 'deleted')
    const { out } = await secret('show', to)
    expect(out).toMatch(/^path: +made\/\d+\ncasRequired: +false\n/)
    expect(out).toMatch(/\n\nid {2}state {4}createdAt +deactivatedAt\n2 {3}active .*\n1 {3}deleted .*\n$/)
    const shown = await json('show', to)
    expect(shown).toMatchObject({ path: to, metadata: { currentVersion: 2 }, versions: [{ id: 2 }, { id: 1 }] })
    expect(out + JSON.stringify(shown)).not.toContain(marked)
  })

  it('list has the secrets below a folder, and no data', async () => {
    for (const to of ['tree/a', 'tree/b/c', 'tree', 'treetop/d']) await secret('put', to, `x=${marked}`)
    await secret('put', 'tree/a', `x=${marked}`)
    const { out } = await secret('list', 'tree')
    expect(out).toMatch(/^path {6}versions {2}state {3}updatedAt\ntree\/a {4}2 +active .*\ntree\/b\/c {2}1 +active .*\n$/)
    expect((await secret('list', 'tree/')).out).toBe(out)
    const every = (await json('list') as ReadonlyArray<{ path: string }>).map((listed) => listed.path)
    expect(every).toEqual(expect.arrayContaining(['tree', 'tree/a', 'treetop/d']))
    expect((await secret('list', '--json')).out).not.toContain(marked)
    expect((await secret('list', 'nothing')).out).toBe('none\n')
  })

  it('list has every page', async () => {
    await Promise.all(Array.from({ length: 120 }, async (_, index) => {
      const body = { path: `pages/${index}`, version: { data: {} } }
      await emulator.client.request('POST', `/api/${emulator.okmsId}/v2/secret`, body)
    }))
    expect(await json('list', 'pages')).toHaveLength(120)
  })
})

describe('delete', () => {
  it('asks at a terminal', async () => {
    const to = newPath()
    await secret('put', to, 'a=1')
    await secret('put', to, 'a=2')
    expect(await secret('delete', to, { typed: 'n\n', isTTY: true })).toEqual({
      code: 37,
      out: `Delete ${to} with its 2 versions for good? [y/N] `,
      err: 'okms-emulator: nothing was changed: the answer was not yes\n'
    })
    const { code, out } = await secret('delete', to, { typed: 'y\n', isTTY: true })
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining(`${to}: deleted\n`) as string })
    expect(await secret('show', to)).toMatchObject({ code: 34 })
  })

  it('--yes does not', async () => {
    const to = newPath()
    await secret('put', to, 'a=1')
    expect(await secret('delete', to)).toMatchObject({ code: 37, err: 'okms-emulator: nothing was changed: there is no terminal to ask on; --yes deletes without asking\n' })
    expect(await secret('delete', to, '--yes')).toEqual({ code: 0, out: `${to}: deleted\n`, err: '' })
    expect(await secret('delete', to, '--yes')).toMatchObject({ code: 34, err: `okms-emulator: there is no secret ${to}; see okms-emulator secret list\n` })
  })
})

describe('the command line', () => {
  it.each<[readonly string[], RegExp]>([
    [[], /secret: a verb is missing; accepted: secret list, secret show/],
    [['--json', 'list'], /secret --json: the verb comes before its options/],
    [['lst'], /secret lst: unknown verb, did you mean secret list\?/],
    [['get'], /secret get: a word is missing; accepted: PATH/],
    [['get', 'a', 'b'], /b: unexpected/],
    [['get', '/a'], /PATH: it starts with a slash/],
    [['show', 'a//b'], /PATH: it has an empty segment/],
    [['list', '--field', 'a'], /--field: unknown option/]
  ])('%j is refused', async (words, why) => {
    expect(await secret(...words)).toEqual({ code: 2, out: '', err: expect.stringMatching(why) as string })
  })

  it('says which server does not answer', async () => {
    const output: string[] = []
    const code = await run(['secret', 'list', '--certs', emulator.certs, '--endpoint', 'https://127.0.0.1:1'], {
      env: {}, cwd: emulator.folder, stdout: { write: () => {} }, stderr: { write: (text) => { output.push(text) } }
    })
    expect(code).toBe(33)
    expect(output.at(-1)).toContain('the server at https://127.0.0.1:1 does not answer')
  })
})
