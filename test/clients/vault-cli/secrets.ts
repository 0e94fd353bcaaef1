// The commands `kv` of OpenBao's and Vault's command line, over mutual TLS and by token.

import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'

const variable = (name: string) => process.env[name] ?? ''
const program = variable('VAULT_PROGRAM')

// Both programs read a token from ~/.vault-token.
const home = mkdtempSync(path.join(os.tmpdir(), 'okms-emulator-home-'))
afterAll(() => { rmSync(home, { recursive: true, force: true }) })

const server = {
  HOME: home,
  VAULT_ADDR: `${variable('KMS_RESTAPI_ENDPOINT')}/api/${variable('KMS_RESTAPI_OKMSID')}`,
  VAULT_CACERT: variable('KMS_RESTAPI_CA'),
  VAULT_MAX_RETRIES: '0'
}
const certificate = {
  VAULT_CLIENT_CERT: variable('KMS_RESTAPI_CERT'), VAULT_CLIENT_KEY: variable('KMS_RESTAPI_KEY')
}

interface Outcome { readonly code: number, readonly stdout: string, readonly stderr: string }

async function run (env: NodeJS.ProcessEnv, args: readonly string[]): Promise<Outcome> {
  try {
    return { code: 0, ...await promisify(execFile)(program, args, { env: { ...server, ...env } }) }
  } catch (error) {
    return error as Outcome
  }
}

const accesses = [
  { title: 'mutual TLS', env: certificate }, { title: 'token', env: { VAULT_TOKEN: variable('KMS_RESTAPI_TOKEN') } }
]

describe.concurrent.each(accesses)(`${path.basename(program)} by $title`, ({ env }) => {
  const folder = `vault-cli/${randomUUID()}`
  const kv = async (command: string, ...args: string[]) =>
    await run(env, ['kv', ...command.split(' '), '-mount=secret', ...args])

  /** What a command prints as JSON. */
  async function json (command: string, ...args: string[]) {
    const { code, stdout, stderr } = await kv(command, '-format=json', ...args)
    expect(code, stderr).toBe(0)
    return JSON.parse(stdout)
  }
  const put = async (name: string, ...args: string[]) =>
    (await json('put', ...args.slice(1), `${folder}/${name}`, ...args.slice(0, 1))).data.version
  const get = async (name: string, ...options: string[]) => (await json('get', ...options, `${folder}/${name}`)).data
  const succeeds = async (command: string, ...args: string[]) => {
    expect(await kv(command, ...args)).toMatchObject({ code: 0 })
  }

  it('stores and reads, also old versions', async () => {
    expect(await put('one', 'user=æon')).toBe(1)
    expect(await put('one', 'user=other')).toBe(2)
    const { data, metadata } = await get('one')
    expect(data).toEqual({ user: 'other' })
    expect(metadata).toMatchObject({ version: 2, deletion_time: '', destroyed: false, custom_metadata: null })
    expect(await get('one', '-version=1')).toMatchObject({ data: { user: 'æon' }, metadata: { version: 1 } })
    expect((await kv('get', '-field=user', `${folder}/one`)).stdout.trim()).toBe('other')
    expect((await kv('get', `${folder}/one`)).stdout).toMatch(/^version +2$/m)
    expect(await kv('get', '-version=3', `${folder}/one`)).toMatchObject({ code: 2 })
  })

  it('finds the mount of a path without -mount', async () => {
    expect(await run(env, ['kv', 'put', `secret/${folder}/mount`, 'a=b'])).toMatchObject({ code: 0 })
    const { code, stdout } = await run(env, ['kv', 'get', '-field=a', `secret/${folder}/mount`])
    expect([code, stdout.trim()]).toEqual([0, 'b'])
  })

  it('lists with folders', async () => {
    for (const name of ['list/b', 'list/a', 'list/a/deep', 'list/c/d']) await put(name, 'x=y')
    expect(await json('list', `${folder}/list`)).toEqual(['a', 'a/', 'b', 'c/'])
    expect(await kv('list', `${folder}/none`)).toMatchObject({ code: 2, stderr: expect.stringMatching(/No value/) })
  })

  it('patches', async () => {
    await put('patched', 'kept=1')
    expect((await json('patch', `${folder}/patched`, 'added=2')).data.version).toBe(2)
    expect((await json('patch', '-method=rw', `${folder}/patched`, 'added=3')).data.version).toBe(3)
    expect((await get('patched')).data).toEqual({ kept: '1', added: '3' })
    expect(await kv('patch', `${folder}/none`, 'a=b')).toMatchObject({ code: 2 })
  })

  it('deletes, undeletes and destroys', async () => {
    for (const n of ['1', '2', '3']) await put('deleted', `n=${n}`)
    await succeeds('delete', `${folder}/deleted`)
    await succeeds('delete', '-versions=1', `${folder}/deleted`)
    const { stdout } = await kv('get', `${folder}/deleted`)
    expect(stdout).toMatch(/^deletion_time +\d{4}-/m)
    expect(stdout).not.toMatch(/= Data =/)
    await succeeds('undelete', '-versions=1,3', `${folder}/deleted`)
    expect((await get('deleted')).data).toEqual({ n: '3' })
    await succeeds('destroy', '-versions=1', `${folder}/deleted`)
    const { versions } = (await json('metadata get', `${folder}/deleted`)).data
    expect(versions).toMatchObject({ 1: { destroyed: true }, 2: { destroyed: false, deletion_time: '' } })
    await succeeds('rollback', '-version=2', `${folder}/deleted`)
    expect(await get('deleted')).toMatchObject({ data: { n: '2' }, metadata: { version: 4 } })
  })

  it('writes metadata', async () => {
    await succeeds('metadata put', '-max-versions=5', '-delete-version-after=90m', '-custom-metadata=owner=team',
      '-custom-metadata=stage=dev', `${folder}/metadata`)
    await put('metadata', 'a=b')
    await succeeds('metadata patch', '-remove-custom-metadata=stage', '-cas-required', `${folder}/metadata`)
    const { data } = await json('metadata get', `${folder}/metadata`)
    expect(data).toMatchObject({
      current_version: 1, max_versions: 5, delete_version_after: '1h30m0s', cas_required: true
    })
    expect(data.custom_metadata).toEqual({ owner: 'team' })
    await succeeds('metadata delete', `${folder}/metadata`)
    expect(await kv('metadata get', `${folder}/metadata`)).toMatchObject({ code: 2 })
  })

  it('checks and sets', async () => {
    expect(await put('cas', 'n=1', '-cas=0')).toBe(1)
    expect(await put('cas', 'n=2', '-cas=1')).toBe(2)
    for (const wrong of ['0', '1', '3']) {
      expect(await kv('put', `-cas=${wrong}`, `${folder}/cas`, 'n=0')).toMatchObject({
        code: 2, stderr: expect.stringMatching(/Code: 400[^]*check-and-set[^]*did not match the current version/)
      })
    }
    await succeeds('metadata put', '-cas-required', `${folder}/cas`)
    expect(await kv('put', `${folder}/cas`, 'n=0')).toMatchObject({ code: 2 })
    expect((await get('cas')).data).toEqual({ n: '2' })
  })

  it('tells a missing secret', async () => {
    expect(await kv('get', `${folder}/none`)).toMatchObject({
      code: 2, stderr: expect.stringMatching(/No value found at secret\/data\//)
    })
  })

  it('asks the server for its state', async () => {
    const { code, stdout, stderr } = await run(env, ['status', '-format=json'])
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ initialized: true, sealed: false, ha_enabled: false })
  })
})

it('looks a token up, and a wrong one is refused', async () => {
  const { stdout } = await run({ VAULT_TOKEN: variable('KMS_RESTAPI_TOKEN') }, ['token', 'lookup', '-format=json'])
  expect(JSON.parse(stdout).data).toMatchObject({ type: 'service', ttl: 0, expire_time: null })
  expect(await run({ VAULT_TOKEN: 'wrong' }, ['kv', 'get', '-mount=secret', 'any'])).toMatchObject({
    code: 2, stderr: expect.stringMatching(/Code: 401/)
  })
})
