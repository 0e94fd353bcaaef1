// Seeds of a start: applied before the server listens, with the files that they want written; a broken one ends the
// start.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StartFailure, startEmulator, type Emulator, type EmulatorOptions } from '../../src/index.js'

let folder: string
let emulators: Emulator[]
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'okms-emulator-start-seeds-'))
  emulators = []
})
afterEach(async () => {
  for (const emulator of emulators) await emulator.close()
  rmSync(folder, { recursive: true })
})

function file (name: string, content: string): string {
  writeFileSync(path.join(folder, name), content)
  return path.join(folder, name)
}

async function start (options: EmulatorOptions): Promise<Emulator> {
  const emulator = await startEmulator(options)
  emulators.push(emulator)
  return emulator
}

async function failureOf (options: EmulatorOptions): Promise<StartFailure> {
  const thrown: unknown = await start(options).catch((error: unknown) => error)
  if (!(thrown instanceof StartFailure)) throw new Error('it started')
  return thrown
}

const secretAt = (name: string) => `domains: [{ secrets: [{ path: ${name}, data: { from: ${name} } }] }]\n`

async function pathsIn ({ fetch, okmsId }: Emulator): Promise<readonly string[]> {
  const secrets = await (await fetch(`/api/${okmsId}/v2/secret`)).json() as ReadonlyArray<{ readonly path: string }>
  return secrets.map((secret) => secret.path)
}

describe('the seeds of a start', () => {
  it('are those of the folder, in the order of their names, and those that are named', async () => {
    const seeds = path.join(folder, 'seed.d')
    mkdirSync(path.join(seeds, 'sub.yaml'), { recursive: true })
    file('seed.d/20-second.yml', 'tokens: [{ name: a, domains: [late] }]')
    file('seed.d/10-first.yaml', 'domains: [{ name: late }]')
    file('seed.d/30-third.json', JSON.stringify({ domains: [{ secrets: [{ path: 'json', data: {} }] }] }))
    file('seed.d/notes.txt', 'no seed')
    file('seed.d/.hidden.yaml', 'no seed')
    const emulator = await start({
      seedFolder: seeds,
      seed: [
        file('named.yaml', secretAt('named')), secretAt('text'), { domains: [{ secrets: [{ path: 'object' }] }] }
      ]
    })
    expect(await pathsIn(emulator)).toEqual(['json', 'named', 'object', 'text'])
  })

  it('change nothing at the next start', async () => {
    const folders = { data: path.join(folder, 'data'), certs: path.join(folder, 'certs') }
    const seed = file('seed.yaml', `${secretAt('a')}tokens: [{ name: t, out: token }]\n`)
    const first = await start({ ...folders, seed })
    const token = readFileSync(path.join(folder, 'token'), 'utf8')
    await first.close()
    const log: string[] = []
    await start({ ...folders, seed, log: (entry) => { log.push(entry) } })
    expect(readFileSync(path.join(folder, 'token'), 'utf8')).toBe(token)
    expect(log.map((entry) => JSON.parse(entry) as Record<string, unknown>)).toContainEqual(
      expect.objectContaining({ seed, created: 0, unchanged: 3 })
    )
  })

  it('write the files of clients, private ones for their owner alone', async () => {
    const emulator = await start({
      seed: file('seed.yaml', `
domains: [{ credentials: [{ name: backend, out: backend }], secrets: [{ path: a, data: { b: 1 } }] }]
tokens: [{ name: t, out: token.txt }]
serviceAccounts: [{ name: s, clientId: EU.s, out: client-secret }]
`)
    })
    const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')
    for (const name of ['backend/client-key.pem', 'token.txt', 'client-secret']) {
      expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600)
    }
    expect(read('backend/client.pem')).toContain('BEGIN CERTIFICATE')
    expect(read('client-secret')).toMatch(/^[0-9a-f]{64}$/)
    const reply = await emulator.fetch(`/api/${emulator.okmsId}/v2/secret/a?includeData=true`, { headers: { authorization: `Bearer ${read('token.txt')}` } })
    expect(await reply.json()).toMatchObject({ version: { data: { b: 1 } } })
  })

  it('end the start when one is refused, and leave the database as it is', async () => {
    const folders = { data: path.join(folder, 'data'), certs: path.join(folder, 'certs') }
    await (await start(folders)).close()
    const seed = file('seed.yaml', 'domains:\n  - secrets: [{ path: a }]\n    keys: [{ name: a, type: oct, size: 1 }]\n')
    const failure = await failureOf({ ...folders, seed })
    expect(failure).toMatchObject({ code: 'SeedRefused', exitCode: 14 })
    expect(failure.message).toBe(`the seed is refused and nothing of it was written; its problems:\n${seed}:3:40 domains[0].keys[0].size: got the number 1; accepted: 128, 192, 256, 2048, 3072, 4096`)
    expect(await pathsIn(await start(folders))).toEqual([])
  })

  it('end the start when a file cannot be written, and nothing is created', async () => {
    const folders = { data: path.join(folder, 'data'), certs: path.join(folder, 'certs') }
    file('taken', '')
    const seed = file('seed.yaml', `${secretAt('a')}tokens: [{ name: t, out: taken/token }]`)
    expect(await failureOf({ ...folders, seed })).toMatchObject({ code: 'FolderNotWritable' })
    expect(await pathsIn(await start(folders))).toEqual([])
  })

  it('end the start when one cannot be read', async () => {
    const missing = path.join(folder, 'missing.yaml')
    const failure = await failureOf({ seed: missing })
    expect(failure).toMatchObject({ code: 'SeedUnreadable', exitCode: 13 })
    expect(failure.message).toContain(missing)
    expect(await failureOf({ seedFolder: missing })).toMatchObject({ code: 'SeedUnreadable' })
    expect(await failureOf({ seed: JSON.parse('5') })).toMatchObject({ code: 'UsageWrong' })
  })
})
